#include "data/camus/image_geometry.h"

#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>

namespace segnoise::camus {
namespace {

constexpr double kDirectionTolerance = 1e-3;  // of a cosine; 0.06 degrees
constexpr double kSpacingTolerance = 1e-4;    // relative: what a float loses

/// A file with some content, as long as this lives.
class TemporaryFile {
 public:
  explicit TemporaryFile(const PlainHeader& header)
      : path_((std::filesystem::temp_directory_path() / ("camus-XXXXXX" + header.extension))
                  .string()) {
    const int file = mkstemps(path_.data(), static_cast<int>(header.extension.size()));
    if (file < 0) fail();
    const auto written = ::write(file, header.bytes.data(), header.bytes.size());
    const bool closed = ::close(file) == 0;
    if (!closed || written != static_cast<ssize_t>(header.bytes.size())) {
      const int reason = errno;
      ::unlink(path_.c_str());
      errno = reason;
      fail();
    }
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  [[noreturn]] void fail() const {
    throw std::runtime_error(
        "its header cannot be given to ITK in " + path_ + ": " +
        std::generic_category().message(errno));
  }

  std::string path_;
};

itk::ImageIOBase::Pointer reader_for(const std::string& extension) {
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

}  // namespace

ImageGeometry image_geometry(const StoredFrame& frame) {
  const TemporaryFile file(frame.plain);
  const auto reader = reader_for(frame.plain.extension);
  try {
    reader->SetFileName(file.path());
    reader->ReadImageInformation();
  } catch (const itk::ExceptionObject& error) {
    // ITK's descriptions span lines; ours do not.
    std::istringstream words(error.GetDescription());
    std::string line;
    for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
    throw std::runtime_error("ITK refuses its header: " + line);
  }
  require_agreement(*reader, frame.header);
  return geometry_of(*reader, frame.header);
}

}  // namespace segnoise::camus
