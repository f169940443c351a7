#include "core/noise/category_table.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>
#include <utility>

namespace segnoise::noise {

CategoryTable::CategoryTable(std::vector<Category> categories) {
  std::ranges::sort(categories, {}, &Category::id);
  const auto twice = std::ranges::adjacent_find(categories, {}, &Category::id);
  if (twice != categories.end()) {
    throw std::invalid_argument("category id " + std::to_string(twice->id) + " occurs twice");
  }

  // A category without a supercategory is a group of its own.
  using Group = std::pair<std::string, CategoryId>;
  const auto group_of = [](const Category& category) {
    return Group(category.supercategory, category.supercategory.empty() ? category.id : 0);
  };
  std::map<Group, std::vector<CategoryId>> groups;
  for (const Category& category : categories) {
    ids_.push_back(category.id);
    groups[group_of(category)].push_back(category.id);
  }
  std::map<Group, std::size_t> begin;
  for (const auto& [group, members] : groups) {
    begin[group] = grouped_ids_.size();
    grouped_ids_.insert(grouped_ids_.end(), members.begin(), members.end());
  }
  for (const Category& category : categories) {
    group_begin_.push_back(begin[group_of(category)]);
    group_size_.push_back(groups[group_of(category)].size());
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

}  // namespace segnoise::noise
