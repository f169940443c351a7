#include "show/pictures/picture_file.h"

#include "storage/mapped_file.h"

#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkDataArray.h>
#include <vtkExecutive.h>
#include <vtkImageData.h>
#include <vtkImageReader2.h>
#include <vtkJPEGReader.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>
#include <vtkPointData.h>
#include <vtkSmartPointer.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace segnoise::pictures {
namespace {

constexpr std::string_view kJpegBegin = "\xff\xd8\xff";
constexpr std::string_view kPngBegin = "\x89PNG\r\n\x1a\n";

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
  throw std::runtime_error(path.string() + ": " + reason);
}

enum class Format : std::uint8_t { kJpeg, kPng };

/// The check sum of a PNG chunk: CRC-32 of ISO 3309.
std::uint32_t crc32(std::string_view bytes) {
  constexpr std::uint32_t kPolynomial = 0xedb88320U;
  std::uint32_t crc = ~0U;
  for (const char byte : bytes) {
    crc ^= static_cast<std::uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1U) != 0 ? kPolynomial : 0U);
  }
  return ~crc;
}

std::uint32_t big_endian(std::string_view four_bytes) {
  std::uint32_t value = 0;
  for (const char byte : four_bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

/// Whether all chunks are there, down to the last, with their check sums. VTK 9.1 does not survive
/// a PNG that is damaged behind its header: libpng jumps to where it no longer can.
bool is_whole_png(std::string_view bytes) {
  constexpr std::size_t kFrame = 12;  // length, name and check sum
  bytes.remove_prefix(kPngBegin.size());
  while (bytes.size() >= kFrame) {
    const std::size_t length = big_endian(bytes.substr(0, 4));
    if (length > bytes.size() - kFrame) return false;
    const std::string_view named = bytes.substr(4, length + 4);
    if (crc32(named) != big_endian(bytes.substr(8 + length, 4))) return false;
    if (named.starts_with("IEND")) return true;
    bytes.remove_prefix(kFrame + length);
  }
  return false;
}

Format format_of(const std::filesystem::path& path) {
  const storage::MappedFile file(path);
  const std::string_view bytes = file.bytes();
  if (bytes.starts_with(kJpegBegin)) return Format::kJpeg;
  if (!bytes.starts_with(kPngBegin)) fail(path, "is neither a JPEG nor a PNG picture");
  if (!is_whole_png(bytes)) fail(path, "is damaged");
  return Format::kPng;
}

void remember(vtkObject* /*caller*/, unsigned long /*event*/, void* had_trouble, void* /*data*/) {
  *static_cast<bool*>(had_trouble) = true;
}

/// A value of a picture as 8 bits.
std::uint8_t level(double value, int scalar_bytes) {
  constexpr double kFrom16 = 255.0 / 65535.0;
  return static_cast<std::uint8_t>(std::lround(scalar_bytes == 1 ? value : value * kFrom16));
}

Picture picture_from(vtkImageData& image, shape::Size size) {
  vtkDataArray& values = *image.GetPointData()->GetScalars();
  const int components = values.GetNumberOfComponents();
  const int bytes = values.GetDataTypeSize();
  const int green = components >= 3 ? 1 : 0;  // greys have one value, and maybe opacity
  const int blue = components >= 3 ? 2 : 0;
  Picture picture = blank_picture(size, kWhite);
  for (int y = 0; y < size.height; ++y) {  // VTK's rows run upwards
    const vtkIdType row = static_cast<vtkIdType>(size.height - 1 - y) * size.width;
    for (int x = 0; x < size.width; ++x) {
      const auto part = [&](int component) {
        return level(values.GetComponent(row + x, component), bytes);
      };
      picture(x, y) = {part(0), part(green), part(blue)};
    }
  }
  return picture;
}

}  // namespace

Picture read_picture(const std::filesystem::path& path, shape::Size expected) {
  const Format format = format_of(path);
  const vtkSmartPointer<vtkImageReader2> reader =
      format == Format::kJpeg ? vtkSmartPointer<vtkImageReader2>(vtkNew<vtkJPEGReader>())
                              : vtkSmartPointer<vtkImageReader2>(vtkNew<vtkPNGReader>());
  bool had_trouble = false;
  vtkNew<vtkCallbackCommand> trouble;
  trouble->SetClientData(&had_trouble);
  trouble->SetCallback(remember);
  for (vtkObject* speaker :
       {static_cast<vtkObject*>(reader), static_cast<vtkObject*>(reader->GetExecutive())}) {
    speaker->AddObserver(vtkCommand::ErrorEvent, trouble);
    speaker->AddObserver(vtkCommand::WarningEvent, trouble);
  }
  reader->SetFileName(path.c_str());
  reader->UpdateInformation();
  if (had_trouble) fail(path, "is damaged");
  const int* extent = reader->GetDataExtent();
  const shape::Size size{extent[1] - extent[0] + 1, extent[3] - extent[2] + 1};
  if (size != expected)
    fail(path, "is " + shape::size_text(size) + ", not " + shape::size_text(expected));
  if (size.pixel_count() > shape::kMostFramePixels) {
    fail(
        path,
        "is " + shape::size_text(size) + ", more than " + std::to_string(shape::kMostFramePixels) +
            " pixels");
  }
  const int components = reader->GetNumberOfScalarComponents();
  if (format == Format::kJpeg && components == 4) fail(path, "has colours for print");
  reader->Update();
  vtkImageData& image = *reader->GetOutput();
  const auto* values = image.GetPointData()->GetScalars();
  if (had_trouble || reader->GetErrorCode() != 0 || values == nullptr ||
      static_cast<std::size_t>(image.GetNumberOfPoints()) != size.pixel_count()) {
    fail(path, "is damaged");
  }
  return picture_from(image, size);
}

}  // namespace segnoise::pictures
