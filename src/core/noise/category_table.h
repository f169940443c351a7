#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace segnoise::noise {

using CategoryId = std::int64_t;  ///< as the data set states it; never an index

/// A class of objects and the larger class that it belongs to.
struct Category {
  CategoryId id = 0;
  std::string supercategory;  ///< "" if it belongs to none: then it is alone
};

/// The categories of a data set, by id and by supercategory.
class CategoryTable {
 public:
  CategoryTable() = default;

  /// @param categories  in any order
  /// @throws std::invalid_argument  if two have the same id
  explicit CategoryTable(std::vector<Category> categories);

  [[nodiscard]] bool empty() const { return ids_.empty(); }

  /// All ids, ascending.
  [[nodiscard]] std::span<const CategoryId> ids() const { return ids_; }

  /// The ids of a category's supercategory, its own included, ascending.
  /// @throws std::invalid_argument  if the table does not hold the id
  [[nodiscard]] std::span<const CategoryId> siblings(CategoryId id) const;

 private:
  std::vector<CategoryId> ids_;
  std::vector<CategoryId> grouped_ids_;   // supercategory after supercategory
  std::vector<std::size_t> group_begin_;  // where in grouped_ids_ the group of ids_[i] begins
  std::vector<std::size_t> group_size_;
};

}  // namespace segnoise::noise
