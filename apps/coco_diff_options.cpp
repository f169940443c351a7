#include "coco_diff_options.h"

#include "cli/threads.h"

#include <cstddef>

namespace segnoise {

void CocoDiffArguments::parse(int argc, char** argv) {
  command.parse(argc, argv);
  require_pictures(figure);
  require_pictures(pictures);
  cli::require_within(min_iou, 1e-6, 1.0);
  cli::require_within(threads, 0, 1024);
  cli::require_within(limit, 1, 1'000'000);
  if (!pictures.isSet()) {
    cli::require_absent(images, "is for --pictures");
    cli::require_absent(limit, "is for --pictures");
  }
  if (match.getValue() != "iou") cli::require_absent(min_iou, "is for --match iou");
}

coco::ComparisonOptions CocoDiffArguments::options() const {
  coco::ComparisonOptions options{
      .min_iou = min_iou.getValue(), .threads = cli::threads_of(threads.getValue())};
  if (match.getValue() == "id") options.match_by = coco::MatchBy::kId;
  if (match.getValue() == "iou") options.match_by = coco::MatchBy::kIou;
  if (match_images.getValue() == "id") options.images_by = coco::ImagesBy::kId;
  if (match_images.getValue() == "name") options.images_by = coco::ImagesBy::kName;
  return options;
}

PicturesWanted CocoDiffArguments::pictures_wanted() const {
  PicturesWanted wanted{
      .folder = pictures.getValue(), .limit = static_cast<std::size_t>(limit.getValue())};
  if (images.isSet()) wanted.images = images.getValue();
  return wanted;
}

}  // namespace segnoise
