#pragma once

#include "core/noise/category_table.h"
#include "data/images/label_png.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {

/// A class of objects as a data set's own files have it.
struct ObjectClass {
  noise::CategoryId id = 0;
  std::string name;
  std::string supercategory;
};

/// What a value of a pixel stands for.
struct PixelMeaning {
  noise::CategoryId class_id = 0;
  bool is_group = false;  ///< several objects that nobody has told apart

  bool operator==(const PixelMeaning&) const = default;
};

/// Instances of a data set that stores them as numbers in pixels.
struct InstanceDataSet {
  std::string description = {};              ///< name and part
  std::vector<ObjectClass> classes = {};     ///< those wanted, by ascending id
  std::vector<std::string> file_names = {};  ///< of the images; sorted, none twice

  /// The labels of an image, by its index; from any number of threads at a time.
  /// Throws std::runtime_error, in one line that names the file.
  std::function<images::PixelValues(std::size_t)> labels = {};

  /// Nothing for what is no instance of a class wanted; from any number of threads at a time.
  std::function<std::optional<PixelMeaning>(std::uint32_t)> meaning = {};
};

/// Which classes of a data set are wanted, and how they are grouped.
struct ClassChoice {
  std::vector<std::string> names = {};                      ///< none: those the data set evaluates
  std::map<std::string, std::string> supercategories = {};  ///< by name, where not the usual one
};

/// Reads "person,car".
/// @throws std::runtime_error  if a name is empty or given twice
[[nodiscard]] std::vector<std::string> class_names(const std::string& list);

/// Reads "person=human,car=vehicle".
/// @throws std::runtime_error  if a part is not NAME=SUPERCATEGORY, or a name is given twice
[[nodiscard]] std::map<std::string, std::string> supercategories(const std::string& list);

/// The classes chosen, by ascending id.
///
/// @param known      all that there are
/// @param evaluated  names of those wanted unless others are chosen
/// @throws std::runtime_error  listing the known ones, if a name is not among them; if a class is
///                             given a supercategory and not chosen
[[nodiscard]] std::vector<ObjectClass> chosen_classes(
    const std::vector<ObjectClass>& known,
    const std::vector<std::string>& evaluated,
    const ClassChoice& choice);

}  // namespace segnoise::coco
