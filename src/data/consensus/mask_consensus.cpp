#include "data/consensus/mask_consensus.h"

#include <itkImage.h>
#include <itkImageRegionConstIteratorWithIndex.h>
#include <itkImageRegionIteratorWithIndex.h>
#include <itkLabelVotingImageFilter.h>
#include <itkSTAPLEImageFilter.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace segnoise::consensus {
namespace {

using Labels = itk::Image<std::uint8_t, 2>;
using Probabilities = itk::Image<float, 2>;

constexpr int kMarginPx = 8;
constexpr unsigned kMostIterations = 15;

void require(std::span<const shape::Mask> readers) {
  if (readers.empty()) throw std::invalid_argument("a consensus needs one mask at least, got none");
  const shape::Size size = readers.front().size();
  for (const shape::Mask& mask : readers) {
    if (mask.size() == size) continue;
    throw std::invalid_argument(
        "masks of a consensus must be of one frame, got " + std::to_string(size.width) + " x " +
        std::to_string(size.height) + " and " + std::to_string(mask.size().width) + " x " +
        std::to_string(mask.size().height) + " pixels");
  }
}

/// What all masks lie in, with a margin; empty if they are.
shape::Box region_of(std::span<const shape::Mask> readers) {
  shape::Mask all = readers.front();
  for (const shape::Mask& mask : readers) all = all | mask;
  if (all.empty()) return {};
  const shape::Box extent = all.extent();
  const shape::Size size = all.size();
  const int left = std::max(0, extent.x - kMarginPx);
  const int top = std::max(0, extent.y - kMarginPx);
  return {
      left,
      top,
      std::min(size.width, extent.right() + kMarginPx) - left,
      std::min(size.height, extent.bottom() + kMarginPx) - top};
}

/// What all readers have.
shape::Mask shared(std::span<const shape::Mask> readers) {
  shape::Mask all = readers.front();
  for (const shape::Mask& mask : readers) all = all & mask;
  return all;
}

Labels::Pointer labels_of(const shape::Mask& mask, const shape::Box& region) {
  auto labels = Labels::New();
  Labels::RegionType pixels;
  pixels.SetSize(
      {static_cast<itk::SizeValueType>(region.width),
       static_cast<itk::SizeValueType>(region.height)});
  labels->SetRegions(pixels);
  labels->Allocate();
  for (itk::ImageRegionIteratorWithIndex<Labels> at(labels, pixels); !at.IsAtEnd(); ++at) {
    const auto index = at.GetIndex();
    at.Set(
        mask(static_cast<int>(index[0]) + region.x, static_cast<int>(index[1]) + region.y) ? 1 : 0);
  }
  return labels;
}

template <class Image, class Predicate>
shape::Mask mask_of(
    const Image* image, shape::Size size, const shape::Box& region, const Predicate& holds) {
  shape::Mask mask(size, region);
  itk::ImageRegionConstIteratorWithIndex<Image> at(image, image->GetLargestPossibleRegion());
  for (; !at.IsAtEnd(); ++at) {
    if (!holds(at.Get())) continue;
    const auto index = at.GetIndex();
    mask.set(static_cast<int>(index[0]) + region.x, static_cast<int>(index[1]) + region.y);
  }
  return mask;
}

/// Runs a filter over the masks on this thread alone; callers work on threads already.
template <class Filter>
void run(Filter& filter, std::span<const shape::Mask> readers, const shape::Box& region) {
  filter.SetNumberOfWorkUnits(1);
  for (unsigned i = 0; i < readers.size(); ++i) filter.SetInput(i, labels_of(readers[i], region));
  try {
    filter.Update();
  } catch (const itk::ExceptionObject& error) {
    throw std::runtime_error(std::string("masks cannot be fused: ") + error.GetDescription());
  }
}

}  // namespace

shape::Mask majority(std::span<const shape::Mask> readers) {
  require(readers);
  const shape::Box region = region_of(readers);
  const shape::Size size = readers.front().size();
  if (region.width == 0) return shape::Mask(size);
  auto filter = itk::LabelVotingImageFilter<Labels, Labels>::New();
  filter->SetLabelForUndecidedPixels(0);
  run(*filter, readers, region);
  return mask_of(filter->GetOutput(), size, region, [](std::uint8_t label) { return label == 1; });
}

shape::Mask staple(std::span<const shape::Mask> readers) {
  require(readers);
  const shape::Box region = region_of(readers);
  const shape::Size size = readers.front().size();
  // Without a pixel that anybody left out, there is no specificity to estimate.
  shape::Mask agreed = shared(readers);
  if (agreed.count() == std::int64_t{region.width} * region.height) return agreed;
  auto filter = itk::STAPLEImageFilter<Labels, Probabilities>::New();
  filter->SetForegroundValue(1);
  filter->SetMaximumIterations(kMostIterations);
  run(*filter, readers, region);
  return mask_of(
      filter->GetOutput(), size, region, [](float probability) { return probability >= 0.5F; });
}

}  // namespace segnoise::consensus
