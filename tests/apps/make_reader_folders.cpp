// make_reader_folders FOLDER PATIENTS: three readers of the phantom, as folders of label maps and
// as COCO JSON of raters.

#include "core/shape/label_map.h"
#include "core/shape/rle.h"
#include "data/camus/patient_folder.h"
#include "data/camus/release.h"
#include "data/phantom/phantom.h"
#include "storage/write_file.h"
#include "support/made_readers.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

using namespace segnoise;

namespace {

constexpr std::array<std::string_view, 3> kReaders{"anna", "bert", "cleo"};

std::string listed(const std::string& list, const std::string& item) {
  return list + (list.empty() ? "" : ",\n") + item;
}

std::string counts_of(const shape::Mask& mask) {
  const shape::RunLengths runs = shape::run_lengths(mask);
  std::string counts;
  for (const std::uint32_t count : runs.counts()) {
    counts += (counts.empty() ? "" : ",") + std::to_string(count);
  }
  return counts;
}

void make(const std::filesystem::path& folder, int patients) {
  const testing::MadeReaders made = testing::readers_to_recover(kReaders.size(), 5);
  const noise::NoiseSetup setup = made.setup();
  std::string images;
  std::string annotations;
  int image_id = 0;
  int annotation_id = 0;
  for (int p = 1; p <= patients; ++p) {
    const phantom::PhantomPatient clean = phantom::make_phantom_patient(p, 1);
    std::array<cardiac::Patient, kReaders.size()> read{clean.patient, clean.patient, clean.patient};
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const shape::LabelMap& labels = clean.patient.frames(view, instant).value().labels;
        observers::ReadFrame frame;
        frame.patient = static_cast<std::size_t>(p);
        frame.view = view;
        frame.instant = instant;
        frame.quality = clean.patient.quality.at(static_cast<std::size_t>(view));
        const shape::Mask ventricle = shape::mask_of(labels, cardiac::kLeftVentricle);
        const std::string size =
            std::to_string(labels.height()) + "," + std::to_string(labels.width());
        ++image_id;
        for (std::size_t r = 0; r < kReaders.size(); ++r) {
          const shape::Mask outline = made.read(ventricle, labels.spacing_mm(), setup, r, frame);
          read.at(r).frames(view, instant)->labels =
              shape::with_structure(labels, cardiac::kLeftVentricle, outline);
          annotations = listed(
              annotations,
              R"({"id":)" + std::to_string(++annotation_id) + R"(,"image_id":)" +
                  std::to_string(image_id) + R"(,"category_id":1,"rater_id":")" +
                  std::string(kReaders.at(r)) + R"(","iscrowd":0,"segmentation":{"size":[)" + size +
                  R"(],"counts":[)" + counts_of(outline) + "]}}");
        }
        images = listed(
            images,
            R"({"id":)" + std::to_string(image_id) + R"(,"file_name":")" +
                camus::frame_stem(clean.patient.id, view, instant) + R"(.png","width":)" +
                std::to_string(labels.width()) + R"(,"height":)" + std::to_string(labels.height()) +
                R"(,"quality":")" + std::string(name_of(frame.quality.value())) +
                R"(","spacing_x_mm":)" + std::to_string(labels.spacing_mm().x_mm) +
                R"(,"spacing_y_mm":)" + std::to_string(labels.spacing_mm().y_mm) +
                R"(,"rater_list":["anna","bert","cleo"]})");
      }
    }
    for (std::size_t r = 0; r < kReaders.size(); ++r) {
      camus::write_patient(
          folder / "readers" / kReaders.at(r),
          read.at(r),
          {clean.sequences[0], clean.sequences[1]});
    }
  }
  storage::write_file(
      folder / "raters.json",
      R"({"images":[)" + images + R"(],"categories":[{"id":1,"name":"LV"}],"annotations":[)" +
          annotations + "]}\n");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::invalid_argument("expected FOLDER PATIENTS");
    make(argv[1], std::stoi(argv[2]));
  } catch (const std::exception& error) {
    std::cerr << "make_reader_folders: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
