#pragma once

#include <filesystem>
#include <vector>

namespace segnoise::page {

struct ReportOptions {
  bool with_patient_pages = false;  ///< a page for each patient, too
  /// Whether pictures of frames are shown. If not, what was written before of the same study to the
  /// same place and may show some, pages of patients and PDF, is removed.
  bool with_frames = true;
  std::filesystem::path out = {};  ///< where to write; made if need be; "" for the study's folder
};

/// Writes the report of a finished study from nothing but what lies in its folder: report.html
/// and, if wanted, patients/PATIENT.html for each patient, into that folder or another.
///
/// A folder from elsewhere is not trusted: it may not lead out of itself, and pictures are bounded
/// in number and size.
///
/// @return  the files written, the report first
/// @throws std::runtime_error  as read_report_data() does; if a picture is damaged or too large, a
/// file
///                             cannot be written, or a patient's name is none that a file can have
std::vector<std::filesystem::path> write_report(
    const std::filesystem::path& folder, const ReportOptions& options);

}  // namespace segnoise::page
