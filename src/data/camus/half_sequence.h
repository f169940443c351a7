#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/raster.h"
#include "data/camus/patient_folder.h"
#include "storage/sha256.h"

#include <optional>
#include <vector>

namespace segnoise::camus {

/// A frame of a sequence, between end-diastole and end-systole or beyond.
struct SequenceFrame {
  shape::Image image = {};
  std::optional<shape::LabelMap> labels = {};  ///< on the image's grid
};

/// What a view's sequence shows.
struct HalfSequence {
  std::vector<SequenceFrame> frames = {};
  bool ends_are_known = false;    ///< the first frame is end-diastole, the last one end-systole
  bool scale_is_damaged = false;  ///< see frames::FrameHeader
  std::vector<storage::FileDigest> files = {};
};

/// The half heart cycle of a view, as the NIfTI release has it: patient0001_2CH_half_sequence and
/// its labels (_gt); or the sequence of the legacy release, patient0001_2CH_sequence, which has no
/// labels. Labels that are missing, damaged or of other frames are left out.
///
/// @return  from end-diastole to end-systole, which the view's cfg file numbers, and which may come
///   first in the file. Where that says nothing, or of other frames: all, in the order of the file.
///   None if the view has no sequence.
/// @throws std::runtime_error  one line: the file with the images, and what is wrong with it
[[nodiscard]] HalfSequence load_half_sequence(const PatientFolder& folder, cardiac::View view);

}  // namespace segnoise::camus
