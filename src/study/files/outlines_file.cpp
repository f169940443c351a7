#include "study/files/outlines_file.h"

#include "core/shape/rle.h"
#include "json/json_object.h"

namespace segnoise::study_files {
namespace {

constexpr std::size_t kGreatestOutlinesFile = 1U << 30U;

std::string frame_name(cardiac::View view, cardiac::Instant instant) {
  return std::string(name_of(view)) + '/' + std::string(name_of(instant));
}

shape::Mask mask_of_json(const json::Json& json) {
  const json::Json& size = json.at("size");
  return mask_of(shape::decompressed(
      json.at("counts").get<std::string>(), {size.at(1).get<int>(), size.at(0).get<int>()}));
}

}  // namespace

std::string outlines_json(const PredictedOutlines& outlines) {
  json::Json json = json::Json::object();
  for (const auto& [id, masks] : outlines) {
    json::Json& patient = json[id] = json::Json::object();
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& mask = masks(view, instant);
        if (!mask) continue;
        patient[frame_name(view, instant)] = {
            {"size", {mask->size().height, mask->size().width}},
            {"counts", shape::compressed(shape::run_lengths(*mask))}};
      }
    }
  }
  return json.dump(1) + '\n';
}

PredictedOutlines read_outlines(const std::string& path) {
  const std::string text =
      json::read_text(path, "the outlines of a network", kGreatestOutlinesFile);
  return json::naming(path + ": does not hold outlines", [&] {
    const json::Json json = json::parse_json(text);
    PredictedOutlines outlines;
    for (const auto& [id, frames] : json.items()) {
      auto& [patient, masks] =
          outlines.emplace_back(id, cardiac::PerFrame<std::optional<shape::Mask>>{});
      for (const cardiac::View view : cardiac::kViews) {
        for (const cardiac::Instant instant : cardiac::kInstants) {
          const auto frame = frames.find(frame_name(view, instant));
          if (frame != frames.end()) masks(view, instant) = mask_of_json(*frame);
        }
      }
    }
    return outlines;
  });
}

}  // namespace segnoise::study_files
