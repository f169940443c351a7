#pragma once

#include "core/cardiac/reader_outlines.h"
#include "data/camus/data_set.h"

#include <filesystem>

namespace segnoise::camus {

/// Reads label maps of several readers: a folder for each, named for the reader, in which
/// open_data_set() finds patients. Of their files, only the label maps of frames
/// (patient0001_2CH_ED_gt.nii.gz and so on) and what cfg files say of quality are read, the latter
/// of the first reader who has one; images may be missing. Files beside the folders, and folders
/// whose names begin with a point, are passed over.
///
/// @param progress  before each patient
/// @throws std::runtime_error  one line: fewer than two readers; a reader's folder without
/// patients;
///   a frame that one reader has and another has not, or that differs in size or spacing between
///   them; label maps that open_labels() refuses, or without a left ventricle
[[nodiscard]] cardiac::ReaderOutlines read_reader_folders(
    const std::filesystem::path& root, const LoadProgress& progress = {});

}  // namespace segnoise::camus
