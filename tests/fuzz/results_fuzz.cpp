// Feeds arbitrary bytes to coco-eval as a file of results; what it takes must give numbers in [0,
// 1], whatever is left out.

#include "data/coco/evaluate/evaluation.h"
#include "data/coco/evaluate/results_file.h"
#include "data/coco/read/coco_file.h"
#include "storage/write_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace segnoise;

namespace {

constexpr std::string_view kTruth = R"({
 "images": [{"id": 1, "width": 20, "height": 10}, {"id": 2, "width": 6, "height": 5}],
 "annotations": [
  {"id": 0, "image_id": 1, "category_id": 3, "area": 30, "bbox": [2, 3, 6, 5], "segmentation": [[2, 3, 8, 3, 8, 8, 2, 8]]},
  {"id": 4, "image_id": 1, "category_id": 3, "iscrowd": 1, "area": 100, "bbox": [0, 0, 10, 10], "segmentation": {"size": [10, 20], "counts": [0, 100, 100]}},
  {"id": 7, "image_id": 2, "category_id": 5, "area": 9, "bbox": [1, 1, 3, 3], "segmentation": [[1, 1, 4, 1, 4, 4]]}],
 "categories": [{"id": 3, "name": "a"}, {"id": 5, "name": "b"}]})";

/// A folder of this process's own, in memory where the system has that.
fs::path work_folder() {
  const fs::path base = fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
  const fs::path folder = base / ("results_fuzz-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::atexit([] { fs::remove_all("/dev/shm/results_fuzz-" + std::to_string(getpid())); });
  return folder;
}

void evaluate(
    const coco::CocoFile& truth, const fs::path& path, const coco::EvaluationOptions& options) {
  const coco::ResultsFile results(path, truth, options.invalid);
  const coco::Evidence evidence = coco::gather_evidence(truth, results, options);
  for (const coco::KindScores& scores : scores_of(evidence, options)) {
    for (const detection::SummaryNumber& number : scores.summary) {
      if (number.value && !(*number.value >= 0.0 && *number.value <= 1.0)) __builtin_trap();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fs::path folder = work_folder();
  static const fs::path truth_path = folder / "truth.json";
  static const coco::CocoFile truth = [] {
    storage::write_file(truth_path, kTruth);
    return coco::CocoFile(truth_path);
  }();
  const fs::path path = folder / "results.json";
  storage::write_file(path, std::string_view(reinterpret_cast<const char*>(data), size));
  coco::EvaluationOptions options{
      .kinds = {coco::IouKind::kSegm, coco::IouKind::kBoundary},
      .with_errors = true,
      .invalid = coco::InvalidAnnotations::kSkipped};
  try {
    evaluate(truth, path, options);
    options.kinds = {coco::IouKind::kBbox};
    options.foreground = true;
    evaluate(truth, path, options);
  } catch (const std::runtime_error&) {
  }
  return 0;
}
