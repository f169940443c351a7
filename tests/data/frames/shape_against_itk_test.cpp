// ITK's filters as a second opinion on the shape module.

#include "core/shape/distance.h"
#include "core/shape/mask.h"
#include "core/shape/morphology.h"
#include "support/shapes.h"

#include <gtest/gtest.h>
#include <itkBinaryDilateImageFilter.h>
#include <itkBinaryErodeImageFilter.h>
#include <itkBinaryMorphologicalClosingImageFilter.h>
#include <itkBinaryMorphologicalOpeningImageFilter.h>
#include <itkFlatStructuringElement.h>
#include <itkImage.h>
#include <itkSignedMaurerDistanceMapImageFilter.h>

#include <cstdint>
#include <type_traits>
#include <vector>

namespace segnoise::frames {
namespace {

using Picture = itk::Image<std::uint8_t, 2>;
using Element = itk::FlatStructuringElement<2>;

constexpr std::uint8_t kInside = 1;

Picture::Pointer picture_of(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  auto picture = Picture::New();
  const Picture::SizeType size{
      {static_cast<itk::SizeValueType>(mask.size().width),
       static_cast<itk::SizeValueType>(mask.size().height)}};
  picture->SetRegions(Picture::RegionType(size));
  const std::array spacing{spacing_mm.x_mm, spacing_mm.y_mm};
  picture->SetSpacing(spacing.data());
  picture->Allocate();
  for (int y = 0; y < mask.size().height; ++y) {
    for (int x = 0; x < mask.size().width; ++x) {
      picture->SetPixel({{x, y}}, mask(x, y) ? kInside : 0);
    }
  }
  return picture;
}

shape::Mask mask_of_picture(const Picture& picture) {
  const auto size = picture.GetLargestPossibleRegion().GetSize();
  return testing::mask_where(
      {static_cast<int>(size[0]), static_cast<int>(size[1])}, [&](int x, int y) {
        return picture.GetPixel({{x, y}}) == kInside;
      });
}

using Dilate = itk::BinaryDilateImageFilter<Picture, Picture, Element>;
using Erode = itk::BinaryErodeImageFilter<Picture, Picture, Element>;
using Open = itk::BinaryMorphologicalOpeningImageFilter<Picture, Picture, Element>;
using Close = itk::BinaryMorphologicalClosingImageFilter<Picture, Picture, Element>;

/// The kernel as ITK has it. Its elements have a middle, so that one of even sides is a part of the
/// next larger; and it dilates to where the offsets point, while ours looks there: reflected.
Element element_of(shape::Kernel kernel) {
  const Element::RadiusType radius{
      {static_cast<itk::SizeValueType>(kernel.width / 2),
       static_cast<itk::SizeValueType>(kernel.height / 2)}};
  if (kernel.width % 2 == 1 && kernel.height % 2 == 1) return Element::Box(radius);
  Element element;
  element.SetRadius(radius);
  for (unsigned i = 0; i < element.Size(); ++i) {
    const auto offset = element.GetOffset(i);
    element[i] = offset[0] > kernel.width / 2 - kernel.width &&
                 offset[1] > kernel.height / 2 - kernel.height;
  }
  return element;
}

Element reflected(const Element& element) {
  Element result = element;
  for (unsigned i = 0; i < element.Size(); ++i) result[i] = element[element.Size() - 1 - i];
  return result;
}

template <class Filter>
shape::Mask filtered_by_itk(const shape::Mask& mask, const Element& element) {
  auto filter = Filter::New();
  filter->SetInput(picture_of(mask, {}));
  filter->SetKernel(element);
  filter->SetForegroundValue(kInside);
  if constexpr (std::is_same_v<Filter, Close>) filter->SafeBorderOff();  // outside is neutral
  filter->Update();
  return mask_of_picture(*filter->GetOutput());
}

/// Masks of several kinds and sizes, with pixels at the border and beyond one word.
std::vector<shape::Mask> random_masks() {
  random::Rng rng(3);
  std::vector<shape::Mask> masks;
  for (int i = 0; i < 30; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(60))};
    masks.push_back(
        i % 3 == 0 ? testing::random_mask(size, 0.1, rng) : testing::random_blobs(size, rng));
  }
  for (const shape::Mask& mask : testing::degenerate_masks({70, 9})) masks.push_back(mask);
  return masks;
}

TEST(Morphology, AgreesWithItkForOddKernels) {
  for (const shape::Mask& mask : random_masks()) {
    for (const shape::Kernel kernel : {shape::Kernel{3, 3}, {7, 1}, {5, 11}}) {
      const Element element = element_of(kernel);
      EXPECT_EQ(shape::dilated(mask, kernel), filtered_by_itk<Dilate>(mask, element));
      EXPECT_EQ(shape::eroded(mask, kernel), filtered_by_itk<Erode>(mask, element));
      EXPECT_EQ(opened(mask, kernel), filtered_by_itk<Open>(mask, element));
      EXPECT_EQ(shape::closed(mask, kernel), filtered_by_itk<Close>(mask, element));
    }
  }
}

TEST(Morphology, AgreesWithItkForEvenKernels) {
  for (const shape::Mask& mask : random_masks()) {
    for (const shape::Kernel kernel : {shape::Kernel{2, 2}, {4, 3}, {1, 6}, {8, 4}}) {
      const Element element = element_of(kernel);
      const shape::Mask larger = filtered_by_itk<Dilate>(mask, element);
      const shape::Mask smaller = filtered_by_itk<Erode>(mask, element);
      EXPECT_EQ(shape::dilated(mask, kernel), larger);
      EXPECT_EQ(shape::eroded(mask, kernel), smaller);
      // ITK opens and closes by one and the same element; ours by the reflected one on the way
      // back, without which the result would be displaced.
      EXPECT_EQ(opened(mask, kernel), filtered_by_itk<Dilate>(smaller, reflected(element)));
      EXPECT_EQ(shape::closed(mask, kernel), filtered_by_itk<Erode>(larger, reflected(element)));
    }
  }
}

/// Maurer's filter measures to the pixels of the object's edge: outside of it, that is our
/// distance.
TEST(DistanceMm, AgreesWithItkOutsideTheMaskOnAnisotropicGrids) {
  using Map = itk::Image<float, 2>;
  using Filter = itk::SignedMaurerDistanceMapImageFilter<Picture, Map>;
  const shape::Spacing spacing_mm{0.308, 0.154};
  for (const shape::Mask& mask : random_masks()) {
    if (mask.empty()) continue;
    auto filter = Filter::New();
    filter->SetInput(picture_of(mask, spacing_mm));
    filter->UseImageSpacingOn();
    filter->SquaredDistanceOff();
    filter->Update();
    const auto ours = shape::distance_mm(mask, spacing_mm);
    for (int y = 0; y < mask.size().height; ++y) {
      for (int x = 0; x < mask.size().width; ++x) {
        const float expected = mask(x, y) ? 0.0F : filter->GetOutput()->GetPixel({{x, y}});
        ASSERT_NEAR(ours(x, y), expected, 1e-4F) << x << ", " << y;
      }
    }
  }
}

}  // namespace
}  // namespace segnoise::frames
