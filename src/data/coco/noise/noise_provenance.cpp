#include "data/coco/noise/noise_provenance.h"

#include "data/coco/write/annotation_text.h"
#include "storage/sha256.h"

#include <filesystem>

namespace segnoise::coco {

std::string noise_provenance(
    const CocoFile& clean,
    const NoisyFileJob& job,
    std::string_view version,
    std::string_view setup_json) {
  const std::filesystem::path& path = clean.path();
  const bool is_packed = path.extension() == ".gz";
  std::string json = R"({"program":"coco-noise","version":)";
  append_quoted(version, json);
  json += R"(,"seed":)" + std::to_string(job.seed) + R"(,"input":{"file_name":)";
  append_quoted((is_packed ? path.stem() : path.filename()).string(), json);
  json += R"(,"sha256":")" + storage::sha256_of(clean.text()) + R"("},"options":[)";
  const auto add = [&](bool is_set, std::string_view name) {
    if (is_set) append_quoted(name, json.back() == '[' ? json : json += ',');
  };
  const RelabelRules& rules = job.file.rules;
  add(rules.crowds_too, "noise-crowd");
  add(rules.as_run_lengths, "rle");
  add(rules.fill_holes, "fill-holes");
  add(rules.foreground, "foreground");
  add(rules.annotate, "annotate");
  return json.append(R"(],"setup":)").append(setup_json) + '}';
}

}  // namespace segnoise::coco
