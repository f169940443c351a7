#include "show/pictures/encoded_picture.h"

#include <vtkImageData.h>
#include <vtkJPEGWriter.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <cstdint>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

constexpr int kCompressionLevel = 4;  // 9 takes 5 times as long for files 3 % smaller
constexpr int kJpegQuality = 45;      // thin lines stay whole, and speckle has no detail to lose

vtkNew<vtkImageData> vtk_image(const Picture& picture) {
  if (picture.pixels().empty()) throw std::invalid_argument("a picture must have pixels, got none");
  vtkNew<vtkImageData> image;
  image->SetDimensions(picture.width(), picture.height(), 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
  for (int y = 0; y < picture.height(); ++y) {  // VTK's rows run upwards
    auto* row = static_cast<std::uint8_t*>(image->GetScalarPointer(0, picture.height() - 1 - y, 0));
    for (const Rgb& pixel : picture.row(y)) {
      *row++ = pixel.red;
      *row++ = pixel.green;
      *row++ = pixel.blue;
    }
  }
  return image;
}

template <class Writer>
std::string encoded(const Picture& picture, Writer& writer) {
  writer.SetInputData(vtk_image(picture));
  writer.WriteToMemoryOn();
  writer.Write();
  auto* bytes = writer.GetResult();
  if (bytes == nullptr || bytes->GetNumberOfValues() == 0) {
    throw std::runtime_error("cannot encode a picture");
  }
  return {
      reinterpret_cast<const char*>(bytes->GetPointer(0)),
      static_cast<std::size_t>(bytes->GetNumberOfValues())};
}

}  // namespace

std::string png_bytes(const Picture& picture) {
  vtkNew<vtkPNGWriter> writer;
  writer->SetCompressionLevel(kCompressionLevel);
  return encoded(picture, *writer);
}

std::string jpeg_bytes(const Picture& picture) {
  vtkNew<vtkJPEGWriter> writer;
  writer->SetQuality(kJpegQuality);
  return encoded(picture, *writer);
}

}  // namespace segnoise::pictures
