#include "noise/category_table.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>
#include <utility>

namespace segnoise {

CategoryTable::CategoryTable(std::vector<Category> categories) {
  std::ranges::sort(categories, {}, &Category::id);
  const auto twice = std::ranges::adjacent_find(categories, {}, &Category::id);
  if (twice != categories.end()) {
    throw std::invalid_argument("category id " + std::to_string(twice->id) + " occurs twice");
  }

  std::map<std::string, std::vector<CategoryId>> groups;
  for (const Category& category : categories) {
    ids_.push_back(category.id);
    groups[category.supercategory].push_back(category.id);
  }
  std::map<std::string, std::size_t> begin;
  for (const auto& [supercategory, members] : groups) {
    begin[supercategory] = grouped_ids_.size();
    grouped_ids_.insert(grouped_ids_.end(), members.begin(), members.end());
  }
  for (const Category& category : categories) {
    group_begin_.push_back(begin[category.supercategory]);
    group_size_.push_back(groups[category.supercategory].size());
  }
}

std::span<const CategoryId> CategoryTable::siblings(CategoryId id) const {
  const auto found = std::ranges::lower_bound(ids_, id);
  if (found == ids_.end() || *found != id) {
    throw std::invalid_argument("category id " + std::to_string(id) + " is not in the table");
  }
  const auto index = static_cast<std::size_t>(std::distance(ids_.begin(), found));
  return std::span(grouped_ids_).subspan(group_begin_[index], group_size_[index]);
}

}  // namespace segnoise
