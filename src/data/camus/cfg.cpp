#include "data/camus/cfg.h"

#include "base/lower_case.h"
#include "base/number_text.h"
#include "data/frames/text.h"
#include "storage/byte_order_mark.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

namespace segnoise::camus {
namespace {

struct Range {
  double lowest;
  double highest;
};

template <class T>
std::optional<T> number_in(std::string_view text, Range range) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const auto real = static_cast<double>(value);
  if (!(real >= range.lowest && real <= range.highest)) return std::nullopt;
  return value;
}

template <class T, std::size_t N>
std::optional<T> named(std::string_view text, const std::array<T, N>& values) {
  for (const T value : values) {
    if (base::lower_case(cardiac::name_of(value)) == base::lower_case(text)) return value;
  }
  return std::nullopt;
}

/// How the value of a key gets into a Cfg, and what is expected of it.
struct Entry {
  std::function<bool(Cfg&, std::string_view)> store;  ///< false if the text is no such value
  std::function<void(Cfg&)> clear;
  std::string expected;
};

template <class T, class Parse>
Entry entry(std::optional<T> Cfg::*member, Parse parse, const std::string& expected) {
  return {
      .store = [=](Cfg& cfg,
                   std::string_view text) { return (cfg.*member = parse(text)).has_value(); },
      .clear = [=](Cfg& cfg) { cfg.*member = std::nullopt; },
      .expected = expected};
}

template <class T>
Entry number_entry(std::optional<T> Cfg::*member, Range range) {
  return entry(
      member,
      [range](std::string_view text) { return number_in<T>(text, range); },
      (std::is_integral_v<T> ? "a whole number from " : "a number from ") +
          base::shortest_text(range.lowest) + " to " + base::shortest_text(range.highest));
}

/// An order of keys that does not tell large letters from small ones.
struct OfEitherCase {
  bool operator()(std::string_view a, std::string_view b) const {
    return base::lower_case(a) < base::lower_case(b);
  }
};

const std::map<std::string_view, Entry, OfEitherCase>& entries() {
  constexpr Range kFrames{1, 10000};
  constexpr Range kPercent{0, 100};
  constexpr Range kMillilitres{0, 2000};
  static const std::map<std::string_view, Entry, OfEitherCase> by_name{
      {"ED", number_entry(&Cfg::end_diastole, kFrames)},
      {"ES", number_entry(&Cfg::end_systole, kFrames)},
      {"NbFrame", number_entry(&Cfg::frame_count, kFrames)},
      {"Age", number_entry(&Cfg::age_years, {0, 130})},
      {"EF", number_entry(&Cfg::ef_percent, kPercent)},
      {"LVef", number_entry(&Cfg::ef_percent, kPercent)},
      {"LVedv", number_entry(&Cfg::edv_ml, kMillilitres)},
      {"LVesv", number_entry(&Cfg::esv_ml, kMillilitres)},
      {"FrameRate", number_entry(&Cfg::frame_rate_hz, {0, 1000})},
      {"Sex",
       entry(
           &Cfg::sex,
           [](std::string_view text) {
             return named(text, std::array{cardiac::Sex::kFemale, cardiac::Sex::kMale});
           },
           "F or M")},
      {"ImageQuality",
       entry(
           &Cfg::quality,
           [](std::string_view text) { return named(text, cardiac::kQualities); },
           "Good, Medium or Poor")}};
  return by_name;
}

void parse_line(
    std::string_view line, ParsedCfg& parsed, std::set<std::string, std::less<>>& seen) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) {
    parsed.warnings.push_back(
        "line " + frames::in_quotes(line) + " is left out, expected 'Key: value'");
    return;
  }
  const auto key = frames::trimmed(line.substr(0, colon));
  const auto value = frames::trimmed(line.substr(colon + 1));
  const auto known = entries().find(key);
  if (known == entries().end()) {
    parsed.warnings.push_back("unknown key " + frames::in_quotes(key) + " is left out");
  } else if (!seen.emplace(known->first).second) {
    known->second.clear(parsed.cfg);
    parsed.warnings.push_back(std::string(known->first) + " is given twice, so it is left out");
  } else if (!known->second.store(parsed.cfg, value)) {
    parsed.warnings.push_back(
        std::string(known->first) + " is " + frames::in_quotes(value) + " and left out, expected " +
        known->second.expected);
  }
}

}  // namespace

ParsedCfg parse_cfg(std::string_view text) {
  text = storage::without_byte_order_mark(text);
  ParsedCfg parsed;
  std::set<std::string, std::less<>> seen;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const auto line = frames::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) parse_line(line, parsed, seen);
  }
  if (auto& ef = parsed.cfg.ef_percent; ef && *ef > 0.0 && *ef < 1.0) {
    parsed.warnings.push_back(
        "EF is " + base::shortest_text(*ef) + ", taken for " + base::shortest_text(100.0 * *ef) +
        " %");
    *ef *= 100.0;
  }
  return parsed;
}

std::string cfg_name(cardiac::View view) {
  return "Info_" + std::string(cardiac::name_of(view)) + ".cfg";
}

std::string cfg_text(const Cfg& cfg) {
  std::string text;
  const auto add = [&](const std::string& key, std::string_view value) {
    text += key + ": " + std::string(value) + '\n';
  };
  const auto add_whole = [&](const std::string& key, const auto& value) {
    if (value) add(key, std::to_string(std::lround(*value)));
  };
  add_whole("ED", cfg.end_diastole);
  add_whole("ES", cfg.end_systole);
  add_whole("NbFrame", cfg.frame_count);
  if (cfg.sex) add("Sex", cardiac::name_of(*cfg.sex));
  add_whole("Age", cfg.age_years);
  if (cfg.quality) add("ImageQuality", cardiac::name_of(*cfg.quality));
  add_whole("EF", cfg.ef_percent);
  if (cfg.frame_rate_hz) add("FrameRate", base::shortest_text(*cfg.frame_rate_hz));
  return text;
}

}  // namespace segnoise::camus
