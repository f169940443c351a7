// ITK's filters as a second opinion on the shape module.

#include "shape/distance.h"
#include "shape/mask.h"
#include "shape/morphology.h"
#include "support/shapes.h"

#include <gtest/gtest.h>
#include <itkBinaryDilateImageFilter.h>
#include <itkBinaryErodeImageFilter.h>
#include <itkFlatStructuringElement.h>
#include <itkImage.h>
#include <itkSignedMaurerDistanceMapImageFilter.h>

#include <cstdint>
#include <vector>

namespace segnoise {
namespace {

using Picture = itk::Image<std::uint8_t, 2>;
using Element = itk::FlatStructuringElement<2>;

constexpr std::uint8_t kInside = 1;

Picture::Pointer picture_of(const Mask& mask, const Spacing& spacing_mm) {
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

Mask mask_of_picture(const Picture& picture) {
  const auto size = picture.GetLargestPossibleRegion().GetSize();
  return testing::mask_where(
      {static_cast<int>(size[0]), static_cast<int>(size[1])}, [&](int x, int y) {
        return picture.GetPixel({{x, y}}) == kInside;
      });
}

/// ITK's boxes have odd sides.
Element box(int radius_x, int radius_y) {
  const Element::RadiusType radius{
      {static_cast<itk::SizeValueType>(radius_x), static_cast<itk::SizeValueType>(radius_y)}};
  return Element::Box(radius);
}

template <class Filter>
Mask filtered_by_itk(const Mask& mask, const Element& element) {
  auto filter = Filter::New();
  filter->SetInput(picture_of(mask, {}));
  filter->SetKernel(element);
  filter->SetForegroundValue(kInside);
  filter->Update();
  return mask_of_picture(*filter->GetOutput());
}

/// Masks of several kinds and sizes, with pixels at the border and beyond one word.
std::vector<Mask> random_masks() {
  Rng rng(3);
  std::vector<Mask> masks;
  for (int i = 0; i < 30; ++i) {
    const Size size{1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(60))};
    masks.push_back(
        i % 3 == 0 ? testing::random_mask(size, 0.1, rng) : testing::random_blobs(size, rng));
  }
  return masks;
}

TEST(Dilated, AgreesWithItk) {
  using Filter = itk::BinaryDilateImageFilter<Picture, Picture, Element>;
  for (const Mask& mask : random_masks()) {
    for (const auto& [x, y] : {std::pair{1, 1}, std::pair{3, 0}, std::pair{2, 5}}) {
      EXPECT_EQ(dilated(mask, {2 * x + 1, 2 * y + 1}), filtered_by_itk<Filter>(mask, box(x, y)));
    }
  }
}

TEST(Eroded, AgreesWithItk) {
  using Filter = itk::BinaryErodeImageFilter<Picture, Picture, Element>;
  for (const Mask& mask : random_masks()) {
    for (const auto& [x, y] : {std::pair{1, 1}, std::pair{3, 0}, std::pair{2, 5}}) {
      EXPECT_EQ(eroded(mask, {2 * x + 1, 2 * y + 1}), filtered_by_itk<Filter>(mask, box(x, y)));
    }
  }
}

/// Maurer's filter measures to the pixels of the object's edge: outside of it, that is our
/// distance.
TEST(DistanceMm, AgreesWithItkOutsideTheMaskOnAnisotropicGrids) {
  using Map = itk::Image<float, 2>;
  using Filter = itk::SignedMaurerDistanceMapImageFilter<Picture, Map>;
  const Spacing spacing_mm{0.308, 0.154};
  for (const Mask& mask : random_masks()) {
    if (mask.empty()) continue;
    auto filter = Filter::New();
    filter->SetInput(picture_of(mask, spacing_mm));
    filter->UseImageSpacingOn();
    filter->SquaredDistanceOff();
    filter->Update();
    const auto ours = distance_mm(mask, spacing_mm);
    for (int y = 0; y < mask.size().height; ++y) {
      for (int x = 0; x < mask.size().width; ++x) {
        const float expected = mask(x, y) ? 0.0F : filter->GetOutput()->GetPixel({{x, y}});
        ASSERT_NEAR(ours(x, y), expected, 1e-4F) << x << ", " << y;
      }
    }
  }
}

}  // namespace
}  // namespace segnoise
