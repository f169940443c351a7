#include "show/page/report.h"

#include "show/page/html.h"
#include "show/page/patient_pages.h"
#include "show/page/picture_header.h"
#include "show/page/study_page.h"
#include "storage/output_folder.h"
#include "storage/regular_file.h"
#include "storage/within.h"
#include "study/files/report_data_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace segnoise::page {
namespace {

namespace fs = std::filesystem;

/// A picture that a study may have, and what the report says of it.
struct KnownPicture {
  const char* file;
  const char* alt;
  const char* caption;
};

constexpr std::array kGallery{
    KnownPicture{
        "figures/worst.png",
        "Left-ventricle outlines in the frames of the worst testing patient.",
        "The patient whose left ventricle was outlined worst."},
    KnownPicture{
        "figures/median.png",
        "Left-ventricle outlines in the frames of the median testing patient.",
        "The patient in the middle."},
    KnownPicture{
        "figures/best.png",
        "Left-ventricle outlines in the frames of the best testing patient.",
        "The patient whose left ventricle was outlined best."},
    KnownPicture{
        "figures/only.png",
        "Left-ventricle outlines in the frames of the only testing patient.",
        "The only testing patient."}};

constexpr std::array kFramePictures{
    KnownPicture{
        "edv-example.png",
        "Two noisy end-diastolic outlines over the clean one, with the disks of the volume.",
        "What noise at end-diastole can do to one patient, the one whose EF scatters like that of "
        "half of them: the outlines that underestimate EDV most and overestimate it most, and what "
        "EDV and EF become."},
    KnownPicture{
        "severity-ladder.png",
        "A row of frames with the clean outline and ever noisier ones.",
        "The same patient’s left ventricle under the paper’s noise in three severities (dilation "
        "before jitter, by our choice), whatever "
        "this study’s noise is."}};

constexpr std::array kDrawings{KnownPicture{
    "ventricle-3d.png",
    "The left ventricle as a surface, coloured by the distance of the noisy one to the clean one.",
    "The left ventricle from both views, at end-diastole and end-systole: noisy surface, in the "
    "colours of its distance to the clean one, which is drawn as wires."}};

// A page holds its pictures, and a folder from elsewhere may have any.
constexpr std::uintmax_t kLargestPictureBytes = std::uintmax_t{16} << 20;
constexpr std::uint64_t kLargestPicturePixels = std::uint64_t{1} << 26;
constexpr std::size_t kMostPanels = 1000;
constexpr std::uintmax_t kLargestPanelsBytes = std::uintmax_t{512} << 20;

std::string picture_of(const fs::path& folder, const fs::path& path) {
  storage::require_within(folder, path);
  std::string bytes = storage::read_file(path, kLargestPictureBytes);
  const auto header = picture_header(bytes);
  if (!header) {
    throw std::runtime_error(path.string() + ": is damaged, expected a PNG or JPEG picture");
  }
  if (std::uint64_t{header->width_px} * header->height_px > kLargestPicturePixels) {
    throw std::runtime_error(
        path.string() + ": has " + std::to_string(header->width_px) + " x " +
        std::to_string(header->height_px) + " pixels, expected at most " +
        std::to_string(kLargestPicturePixels) + " together");
  }
  return bytes;
}

void add_known(
    std::vector<Figure>& figures, const fs::path& folder, std::span<const KnownPicture> known) {
  for (const auto& [file, alt, caption] : known) {
    if (!fs::exists(folder / file)) continue;
    figures.push_back({.image = picture_of(folder, folder / file), .alt = alt, .caption = caption});
  }
}

constexpr int kPanelHeightMm = 60;  // on paper: three patients on a sheet, or one with his tables

/// panels/PATIENT.jpg or .png, by name.
std::vector<PatientPanel> panels_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder / "panels", none)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".jpg" || extension == ".png") paths.push_back(entry.path());
  }
  if (paths.size() > kMostPanels) {
    throw std::runtime_error(
        (folder / "panels").string() + ": has " + std::to_string(paths.size()) +
        " pictures, expected at most " + std::to_string(kMostPanels));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<PatientPanel> panels;
  std::uintmax_t bytes = 0;
  for (const fs::path& path : paths) {
    const std::string patient = path.stem().string();
    panels.push_back(
        {.patient = patient,
         .figure = {
             .image = picture_of(folder, path),
             .alt = "The frames of " + patient + " with outlines of the left ventricle.",
             .print_height_mm = kPanelHeightMm}});
    bytes += panels.back().figure.image.size();
    if (bytes > kLargestPanelsBytes) {
      throw std::runtime_error(
          (folder / "panels").string() + ": holds more than the " +
          std::to_string(kLargestPanelsBytes) + " bytes that a page may have in pictures");
    }
  }
  return panels;
}

/// @param are_of_frames  whether the folder's pictures show frames, or outlines on plain ground
ReportPictures pictures_of(
    const fs::path& folder, bool are_of_frames, const ReportOptions& options) {
  ReportPictures pictures;
  if (options.with_frames || !are_of_frames) {
    add_known(pictures.gallery, folder, kGallery);
    add_known(pictures.figures, folder, kFramePictures);
    pictures.panels = panels_of(folder);
    const bool any =
        !pictures.gallery.empty() || !pictures.figures.empty() || !pictures.panels.empty();
    pictures.show_frames = any && are_of_frames;
  }
  add_known(pictures.figures, folder, kDrawings);
  return pictures;
}

/// Patients are called as their folders are; a results file that was tampered with might say else.
void require_file_name(const std::string& patient) {
  const bool fits = !patient.empty() && patient != "." && patient != ".." &&
                    patient.find_first_of(std::string("/\0", 2)) == std::string::npos;
  if (!fits) throw std::runtime_error("patient must be a name for a file, got \"" + patient + '"');
}

/// Removes PDF of the report, and pages and PDF of these patients.
void remove_earlier(const fs::path& out, const std::vector<PatientPage>& pages) {
  std::vector<fs::path> earlier{out / "report.pdf"};
  const fs::path own = out / "patients";
  storage::require_within(out, own);
  for (const PatientPage& page : pages) {
    earlier.push_back(own / (page.patient + ".html"));
    earlier.push_back(own / (page.patient + ".pdf"));
  }
  for (const fs::path& path : earlier) {
    std::error_code error;
    fs::remove(path, error);  // a link itself, not what it leads to
    if (error && fs::exists(fs::symlink_status(path))) {
      throw std::runtime_error(path.string() + ": cannot be removed: " + error.message());
    }
  }
  std::error_code is_in_use;
  fs::remove(own, is_in_use);
}

}  // namespace

std::vector<fs::path> write_report(const fs::path& folder, const ReportOptions& options) {
  const analysis::ReportData data = study_files::read_report_data(folder.string());
  const ReportPictures pictures = pictures_of(folder, data.description.shows_frames, options);
  const fs::path out = options.out.empty() ? folder : options.out;
  storage::make_folders(out);
  std::vector<fs::path> written{out / "report.html"};
  storage::require_within(out, written.front());
  write_html(written.front(), study_page(data, pictures));
  const std::vector<PatientPage> pages = patient_pages(data, pictures);
  for (const PatientPage& page : pages) require_file_name(page.patient);
  if (!options.with_frames) remove_earlier(out, pages);
  if (!options.with_patient_pages) return written;

  const fs::path own = out / "patients";
  storage::require_within(out, own);
  storage::make_folders(own);
  for (const auto& [patient, page] : pages) {
    written.push_back(own / (patient + ".html"));
    storage::require_within(out, written.back());
    write_html(written.back(), page);
  }
  return written;
}

}  // namespace segnoise::page
