#pragma once

#include "core/shape/raster.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace segnoise::nnunet {

/// Whether networks learn from a case or are tested on it.
enum class Part : std::uint8_t { kTraining, kTesting };

/// Writes a case as nnU-Net, version 2, has it: root/imagesTr/NAME_0000.nii.gz and
/// root/labelsTr/NAME.nii.gz, or imagesTs and labelsTs of one that is tested on. Each file is
/// written whole or not at all; folders are made where they are missing.
///
/// @throws std::invalid_argument  as frames::write_image() does
/// @throws std::runtime_error     one line: the file or folder that cannot be written, and why
void write_case(
    const std::filesystem::path& root,
    Part part,
    const std::string& name,
    const shape::LabelledImage& frame);

/// Writes root/dataset.json: one channel, the labels of cardiac/echo.h, and how many cases
/// networks learn from.
/// @throws std::runtime_error  one line: the file that cannot be written, and why
void write_dataset_json(const std::filesystem::path& root, int training_cases);

}  // namespace segnoise::nnunet
