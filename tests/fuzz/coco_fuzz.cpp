// Feeds arbitrary bytes to coco-noise as a file of annotations; what it takes, it must make noisy
// and be able to read again, and its shards must make up the whole.

#include "data/coco/noise/noisy_file.h"
#include "data/coco/read/annotation.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/merged_file.h"
#include "storage/write_file.h"

#include <algorithm>
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

noise::NoiseSetup every_operation() {
  noise::NoiseSetup setup{.name = "every"};
  for (const noise::Operation& operation : std::initializer_list<noise::Operation>{
           noise::ClassConfusion{noise::ConfusionKind::kSymmetric, 0.5},
           noise::Approximation{{2, 1}},
           noise::Localization{{3, 1}},
           noise::Duplicate{0.2, {4, 1}},
           noise::Scale{{4, 2}},
           noise::ContourWalk{{1, 1}, 5.0},
           noise::Shift{{3, 2}},
           noise::Spurious{0.2},
           noise::Deletion{0.1}}) {
    setup.steps.push_back({operation, ""});
  }
  return setup;
}

/// A folder of this process's own, in memory where the system has that.
fs::path work_folder() {
  const fs::path base = fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
  const fs::path folder = base / ("coco_fuzz-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::atexit([] { fs::remove_all("/dev/shm/coco_fuzz-" + std::to_string(getpid())); });
  return folder;
}

std::string text_of(const fs::path& path) { return std::string(coco::CocoFile(path).text()); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fs::path folder = work_folder();
  const fs::path clean = folder / "clean.json";
  storage::write_file(clean, std::string_view(reinterpret_cast<const char*>(data), size));
  coco::NoisyFileJob job{.setup = every_operation()};
  job.file.rules = {.crowds_too = true, .annotate = true};
  job.file.invalid = coco::InvalidAnnotations::kSkipped;
  job.file.output = folder / "noisy.json";
  try {
    const coco::CocoFile file(clean);
    constexpr std::size_t kMostPixels = 1U << 18U;  // what one mask may take is tested elsewhere
    if (std::ranges::any_of(file.images(), [](const coco::CocoImage& image) {
          return image.size.pixel_count() > kMostPixels;
        })) {
      return 0;
    }
    (void)coco::write_noisy_file(file, job);
    const std::string whole = text_of(job.file.output);
    std::vector<fs::path> shards;
    for (std::size_t i = 0; i < 2; ++i) {
      job.file.shard = coco::Shard{i, 2};
      job.file.output = shards.emplace_back(folder / ("shard-" + std::to_string(i)));
      (void)coco::write_noisy_file(file, job);
    }
    coco::merge_shards(shards, folder / "merged.json");
    if (text_of(folder / "merged.json") != whole) __builtin_trap();
  } catch (const std::runtime_error&) {
    return 0;
  }
  const coco::CocoFile noisy(folder / "merged.json");
  coco::AnnotationReader reader(noisy.text());
  for (const coco::AnnotationEntry& entry :
       coco::index_annotations(noisy, coco::InvalidAnnotations::kRefused, 1).entries) {
    (void)reader.read(entry.place);
  }
  return 0;
}
