#include "data/frames/itk_image.h"

#include "data/frames/memory_file.h"
#include "data/frames/nifti_entries.h"

#include <itkImage.h>
#include <itkImageFileReader.h>
#include <itkImageFileWriter.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>

namespace segnoise::frames {
namespace {

constexpr double kDirectionTolerance = 1e-3;  // of a cosine; 0.06 degrees
constexpr double kSpacingTolerance = 1e-4;    // relative: what a float loses

using StoredImage = itk::Image<double, 3>;
using WrittenImage = itk::Image<float, 2>;

/// ITK's description of what is wrong, in one line.
std::string told(const itk::ExceptionObject& error) {
  std::istringstream words(error.GetDescription());
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

itk::ImageIOBase::Pointer format_of(const std::string& extension) {
  // The one place that speaks to ITK: what it has to say arrives as an exception, not on stderr.
  itk::Object::GlobalWarningDisplayOff();
  if (extension == ".mha") return itk::MetaImageIO::New().GetPointer();
  return itk::NiftiImageIO::New().GetPointer();
}

/// Whether ITK's name of a pixel type is ours; both have the order of PixelType here.
bool is_same_type(itk::ImageIOBase::IOComponentEnum read, PixelType type) {
  using Component = itk::ImageIOBase::IOComponentEnum;
  static constexpr std::array kComponents{
      Component::UCHAR,
      Component::CHAR,
      Component::USHORT,
      Component::SHORT,
      Component::UINT,
      Component::INT,
      Component::ULONGLONG,
      Component::LONGLONG,
      Component::FLOAT,
      Component::DOUBLE};
  if (read == Component::ULONG && sizeof(unsigned long) == 8) read = Component::ULONGLONG;
  if (read == Component::LONG && sizeof(long) == 8) read = Component::LONGLONG;
  return read == kComponents.at(static_cast<std::size_t>(type));
}

[[noreturn]] void disagree(const std::string& what) {
  throw std::runtime_error("ITK reads another " + what + " than its header says");
}

void require_agreement(const itk::ImageIOBase& reader, const FrameHeader& header) {
  const unsigned int axes = reader.GetNumberOfDimensions();
  bool same_size = axes >= 2 &&
                   reader.GetDimensions(0) == static_cast<unsigned>(header.size.width) &&
                   reader.GetDimensions(1) == static_cast<unsigned>(header.size.height);
  for (unsigned int i = 2; i < axes; ++i) {
    const int expected = i == 2 ? header.frame_count : 1;
    same_size = same_size && reader.GetDimensions(i) == static_cast<unsigned>(expected);
  }
  if (!same_size) disagree("size");
  if (!is_same_type(reader.GetComponentType(), header.pixel_type)) disagree("pixel type");
  const std::array expected{header.spacing_mm.x_mm, header.spacing_mm.y_mm};
  for (unsigned int i = 0; i < 2; ++i) {
    if (!(std::abs(reader.GetSpacing(i) - expected[i]) <= kSpacingTolerance * expected[i])) {
      disagree("spacing");
    }
  }
  const double slices_mm = header.slice_spacing_mm;
  if (axes > 2 && header.frame_count > 1 &&
      !(std::abs(reader.GetSpacing(2) - slices_mm) <= kSpacingTolerance * slices_mm)) {
    disagree("spacing");
  }
}

bool is_unit(double cosine) { return std::abs(std::abs(cosine) - 1.0) <= kDirectionTolerance; }

/// The body axis, 0 to 2, that a stored axis runs along.
/// @throws std::runtime_error  if it is oblique
unsigned int body_axis(const itk::ImageIOBase& reader, unsigned int stored_axis) {
  const auto cosines = reader.GetDirection(stored_axis);
  for (unsigned int i = 0; i < cosines.size(); ++i) {
    if (is_unit(cosines[i])) return i;
  }
  std::ostringstream text;
  for (const double cosine : cosines) text << ' ' << cosine;
  throw std::runtime_error(
      "axis " + std::to_string(stored_axis + 1) + " has the oblique direction" + text.str() +
      ", expected an axis of the body");
}

ImageGeometry geometry_of(const itk::ImageIOBase& reader, const FrameHeader& header) {
  const std::array axes{body_axis(reader, 0), body_axis(reader, 1)};
  if (axes[0] > 1 || axes[1] > 1 || axes[0] == axes[1]) {
    throw std::runtime_error("its frame is not parallel to the x and y axes, as CAMUS frames are");
  }
  ImageGeometry geometry{
      .stored_spacing_mm = {reader.GetSpacing(0), reader.GetSpacing(1)},
      .orientation = {.transposed = axes[0] == 1},
      .origin_x_mm = reader.GetOrigin(0),
      .origin_y_mm = reader.GetOrigin(1)};
  const std::array pixels{header.size.width, header.size.height};
  for (unsigned int stored = 0; stored < 2; ++stored) {
    if (reader.GetDirection(stored)[axes[stored]] > 0.0) continue;
    const double length_mm = (pixels[stored] - 1) * reader.GetSpacing(stored);
    (axes[stored] == 0 ? geometry.orientation.flipped_x : geometry.orientation.flipped_y) = true;
    (axes[stored] == 0 ? geometry.origin_x_mm : geometry.origin_y_mm) -= length_mm;
  }
  if (!std::isfinite(geometry.origin_x_mm) || !std::isfinite(geometry.origin_y_mm)) {
    throw std::runtime_error("its origin is not a finite number");
  }
  return geometry;
}

Directions directions_of(const itk::ImageIOBase& reader) {
  Directions directions{{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
  const auto axes = std::min<std::size_t>(reader.GetNumberOfDimensions(), 3);
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const auto cosines = reader.GetDirection(static_cast<unsigned int>(axis));
    std::copy_n(
        cosines.begin(), std::min<std::size_t>(cosines.size(), 3), directions[axis].begin());
  }
  return directions;
}

/// @param place_of  is given the reader, and says where the pixels lie
/// @return          that, and the pixels
template <class Read, class PlaceOf>
Read read_at(const StoredFrame& frame, const PlaceOf& place_of) {
  MemoryFile file(frame.plain.extension);
  file.append(std::as_bytes(std::span(frame.plain.bytes)));
  file.append(frame.pixels);
  const auto reader = itk::ImageFileReader<StoredImage>::New();
  reader->SetImageIO(format_of(frame.plain.extension));
  reader->SetFileName(file.path().string());
  try {
    reader->UpdateOutputInformation();
    require_agreement(*reader->GetImageIO(), frame.header);
    Read image{place_of(*reader->GetImageIO()), {}};
    reader->Update();
    const std::span pixels(
        reader->GetOutput()->GetBufferPointer(), reader->GetOutput()->GetPixelContainer()->Size());
    image.values.assign(pixels.begin(), pixels.end());
    return image;
  } catch (const itk::ExceptionObject& error) {
    throw std::runtime_error("ITK refuses its header: " + told(error));
  }
}

}  // namespace

ItkImage read_by_itk(const StoredFrame& frame) {
  return read_at<ItkImage>(
      frame, [&](const itk::ImageIOBase& reader) { return geometry_of(reader, frame.header); });
}

ItkVolume read_volume_by_itk(const StoredFrame& volume) {
  return read_at<ItkVolume>(volume, directions_of);
}

std::string nifti_by_itk(const shape::Image& image) {
  const auto written = WrittenImage::New();
  written->SetRegions(WrittenImage::SizeType{
      {static_cast<std::size_t>(image.width()), static_cast<std::size_t>(image.height())}});
  written->SetSpacing(
      std::array{image.grid().spacing_mm.x_mm, image.grid().spacing_mm.y_mm}.data());
  written->Allocate();
  std::ranges::copy(image.pixels(), written->GetBufferPointer());

  const MemoryFile file(".nii");
  const auto writer = itk::ImageFileWriter<WrittenImage>::New();
  writer->SetImageIO(format_of(".nii"));
  writer->SetFileName(file.path().string());
  writer->SetInput(written);
  try {
    writer->Update();
  } catch (const itk::ExceptionObject& error) {
    throw std::runtime_error("ITK cannot write it: " + told(error));
  }
  std::string bytes = file.content();
  // ITK says nothing of what it could not write.
  const std::size_t whole = kNifti1PixelOffset + sizeof(float) * image.pixels().size();
  if (bytes.size() != whole) {
    throw NoFileForItk(
        "ITK wrote " + std::to_string(bytes.size()) + " of " + std::to_string(whole) +
        " bytes of an image; are files limited in size, or memory?");
  }
  return bytes;
}

}  // namespace segnoise::frames
