// Loading one CAMUS patient from disk: 8 image files and 2 cfg files, checked by the gate.

#include "core/random/rng.h"
#include "data/camus/patient_folder.h"
#include "data/camus/release.h"
#include "data/frames/image_file.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <filesystem>

namespace segnoise {
namespace {

constexpr shape::Grid kGrid{.size = {600, 400}, .spacing_mm = {0.308, 0.308}};

/// Speckle of independent pixels, which compresses worse than any real frame, and round structures.
shape::LabelledImage speckled_frame(random::Rng& rng) {
  shape::LabelledImage frame{.image = shape::Image(kGrid), .labels = shape::LabelMap(kGrid)};
  for (int y = 0; y < kGrid.size.height; ++y) {
    for (int x = 0; x < kGrid.size.width; ++x) {
      const double intensity = std::round(80.0 + 40.0 * rng.normal());
      frame.image(x, y) = static_cast<float>(std::clamp(intensity, 0.0, 255.0));
      const double from_centre = std::hypot(x - 300.0, y - 150.0);
      if (from_centre < 130.0)
        frame.labels(x, y) = from_centre < 100.0 ? cardiac::kLeftVentricle : cardiac::kMyocardium;
      if (std::hypot(x - 300.0, y - 330.0) < 50.0) frame.labels(x, y) = cardiac::kLeftAtrium;
    }
  }
  return frame;
}

cardiac::Patient speckled_patient() {
  random::Rng rng(1);
  cardiac::Patient patient{.id = "patient0001"};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants)
      patient.frames(view, instant) = speckled_frame(rng);
  }
  return patient;
}

/// A patient on disk, as long as the program runs.
class PatientOnDisk {
 public:
  PatientOnDisk() { camus::write_patient(root_, speckled_patient(), {}); }
  ~PatientOnDisk() { std::filesystem::remove_all(root_); }
  PatientOnDisk(const PatientOnDisk&) = delete;
  PatientOnDisk& operator=(const PatientOnDisk&) = delete;
  PatientOnDisk(PatientOnDisk&&) = delete;
  PatientOnDisk& operator=(PatientOnDisk&&) = delete;

  [[nodiscard]] camus::PatientFolder folder() const {
    return {"patient0001", root_ / "database_nifti" / "patient0001"};
  }

 private:
  std::filesystem::path root_ = std::filesystem::temp_directory_path() / "segnoise_camus_bench";
};

camus::PatientFolder patient_on_disk() {
  static const PatientOnDisk patient;
  return patient.folder();
}

void load_patient_of_8_files(benchmark::State& state) {
  const camus::PatientFolder folder = patient_on_disk();
  for (auto _ : state) benchmark::DoNotOptimize(camus::load_patient(folder));
}
BENCHMARK(load_patient_of_8_files)->Unit(benchmark::kMillisecond);

void read_one_image(benchmark::State& state) {
  const auto path = camus::frame_path(
      patient_on_disk(), cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole, "");
  for (auto _ : state) benchmark::DoNotOptimize(frames::read_image(path));
}
BENCHMARK(read_one_image)->Unit(benchmark::kMillisecond);

void read_one_label_map(benchmark::State& state) {
  const auto path = camus::frame_path(
      patient_on_disk(), cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole, "_gt");
  for (auto _ : state) benchmark::DoNotOptimize(frames::read_labels(path));
}
BENCHMARK(read_one_label_map)->Unit(benchmark::kMillisecond);

void write_one_image(benchmark::State& state) {
  random::Rng rng(1);
  const shape::LabelledImage frame = speckled_frame(rng);
  const auto path = patient_on_disk().path / "written.nii.gz";
  for (auto _ : state) frames::write_image(path, frame.image);
}
BENCHMARK(write_one_image)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise
