#include "files/outlines_file.h"

#include "files/json_object.h"
#include "shape/rle.h"

#include <exception>
#include <new>
#include <stdexcept>

namespace segnoise {
namespace {

constexpr std::size_t kGreatestOutlinesFile = 1U << 30U;

std::string frame_name(View view, Instant instant) {
  return std::string(name_of(view)) + '/' + std::string(name_of(instant));
}

Mask mask_of_json(const Json& json) {
  const Json& size = json.at("size");
  return mask_of(decompressed(
      json.at("counts").get<std::string>(), {size.at(1).get<int>(), size.at(0).get<int>()}));
}

}  // namespace

std::string outlines_json(const PredictedOutlines& outlines) {
  Json json = Json::object();
  for (const auto& [id, masks] : outlines) {
    Json& patient = json[id] = Json::object();
    for (const View view : kViews) {
      for (const Instant instant : kInstants) {
        const auto& mask = masks(view, instant);
        if (!mask) continue;
        patient[frame_name(view, instant)] = {
            {"size", {mask->size().height, mask->size().width}},
            {"counts", compressed(run_lengths(*mask))}};
      }
    }
  }
  return json.dump(1) + '\n';
}

PredictedOutlines read_outlines(const std::string& path) {
  const std::string text = read_text(path, "the outlines of a network", kGreatestOutlinesFile);
  try {
    const Json json = parse_json(text);
    PredictedOutlines outlines;
    for (const auto& [id, frames] : json.items()) {
      auto& [patient, masks] = outlines.emplace_back(id, PerFrame<std::optional<Mask>>{});
      for (const View view : kViews) {
        for (const Instant instant : kInstants) {
          const auto frame = frames.find(frame_name(view, instant));
          if (frame != frames.end()) masks(view, instant) = mask_of_json(*frame);
        }
      }
    }
    return outlines;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": does not hold outlines: " + error.what());
  }
}

}  // namespace segnoise
