#pragma once

#include "core/noise/category_table.h"
#include "core/shape/geometry.h"
#include "data/coco/read/json_scan.h"
#include "data/coco/read/json_text.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace segnoise::coco {

/// An image as a file has it.
struct CocoImage {
  std::int64_t id = 0;
  shape::Size size =
      {};           ///< 0 x 0 where the file states none that is valid: see CocoFile::size_of()
  Span place = {};  ///< in the file
};

/// A category as a file has it.
struct CocoCategory {
  std::int64_t id = 0;
  std::string name = {};                          ///< "" if there is none
  std::optional<std::string> supercategory = {};  ///< nothing also for null and ""; LVIS has none
  Span place = {};                                ///< in the file

  /// LVIS's counts of annotations, and of images that have some.
  std::optional<Span> instance_count_place = {};
  std::optional<Span> image_count_place = {};
};

/// A file of instances in COCO's or LVIS's format: images and categories read, everything else only
/// found, whatever its size. Unknown members are as welcome as known ones, in any order.
class CocoFile {
 public:
  /// @throws std::runtime_error  naming the file, the byte and what was expected: a file that
  /// cannot
  ///         be read or is cut off, "images", "annotations" or "categories" missing, given twice or
  ///         not arrays, an image without id, two images or categories of one id, a name or a
  ///         supercategory that is no text
  explicit CocoFile(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Unpacked, if gzip has packed it, and without a mark of UTF-8 before it; bytes are counted from
  /// here.
  [[nodiscard]] std::string_view text() const { return file_.text(); }

  /// The members of the whole, in their order.
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }

  /// Where the arrays of that name stand.
  [[nodiscard]] Span annotations_place() const { return annotations_place_; }
  [[nodiscard]] Span images_place() const { return images_place_; }
  [[nodiscard]] Span categories_place() const { return categories_place_; }

  /// In the order of the file.
  [[nodiscard]] const std::vector<CocoImage>& images() const { return images_; }
  [[nodiscard]] const std::vector<CocoCategory>& categories() const { return categories_; }

  /// The place of an image in images(); nothing if there is none of that id.
  [[nodiscard]] std::optional<std::size_t> index_of_image(std::int64_t id) const;

  /// The size of an image, which not all work needs.
  /// @throws std::runtime_error  naming the file, the byte and the image: width or height are
  ///         missing, not in [1, 2^31 - 1], or make more than kMostFramePixels
  [[nodiscard]] shape::Size size_of(const CocoImage& image) const;

  /// The name of an image's file, which may have folders: its "file_name", else the last two parts
  /// of its "coco_url" ("val2017/000000000139.jpg"), as LVIS names images; nothing if it has
  /// neither.
  /// @throws std::runtime_error  naming the file and the byte, if the one that is there is no text
  [[nodiscard]] std::optional<std::string> file_name_of(const CocoImage& image) const;

  /// An error in this file as one line: "instances.json, byte 123: annotation 17: ...".
  [[nodiscard]] std::string located(const JsonError& error) const;

 private:
  void read();
  [[nodiscard]] Span array_named(std::string_view name) const;
  void read_images();
  void read_categories();

  std::filesystem::path path_;
  JsonText file_;
  std::vector<Member> members_;
  Span annotations_place_;
  Span images_place_;
  Span categories_place_;
  std::vector<CocoImage> images_;
  std::vector<CocoCategory> categories_;
  std::unordered_map<std::int64_t, std::size_t> image_indices_;
};

/// The categories of a file, and what they belong to.
[[nodiscard]] noise::CategoryTable category_table(const CocoFile& file);

}  // namespace segnoise::coco
