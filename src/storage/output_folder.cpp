#include "storage/output_folder.h"

#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace segnoise {

namespace fs = std::filesystem;

OutputFolder::OutputFolder(fs::path final_path) : final_(std::move(final_path)) {
  if (!final_.has_filename()) final_ = final_.parent_path();  // "study/" is "study"
  std::error_code problem;
  if (fs::exists(final_, problem)) {
    if (!fs::is_directory(final_, problem)) {
      throw std::runtime_error(final_.string() + " is not a folder; results need a new one");
    }
    if (!fs::is_empty(final_, problem)) {
      throw std::runtime_error(
          final_.string() + " already holds files; results need a new or an empty folder");
    }
  }
  const fs::path parent = fs::absolute(final_).parent_path();
  for (fs::path above = parent; !above.empty() && !fs::exists(above, problem);
       above = above.parent_path()) {
    made_parents_.push_back(above);
  }
  fs::create_directories(parent, problem);
  // The first name that is free; another process may be at the same.
  bool made = false;
  for (int number = 1; !made && !problem; ++number) {
    unfinished_ = final_;
    unfinished_ += ".unfinished-" + std::to_string(number);
    made = fs::create_directory(unfinished_, problem);
  }
  if (problem) {
    throw std::runtime_error(
        "cannot make the folder " + final_.string() + ": " + problem.message());
  }
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (finished_) return;
  fs::remove_all(unfinished_, ignored);
  for (const fs::path& parent : made_parents_) fs::remove(parent, ignored);  // if empty
}

void OutputFolder::finish() {
  std::error_code problem;
  fs::remove(final_, problem);  // an empty folder, or nothing
  fs::rename(unfinished_, final_, problem);
  if (problem) {
    throw std::runtime_error(
        "cannot rename " + unfinished_.string() + " to " + final_.string() + ": " +
        problem.message());
  }
  finished_ = true;
}

fs::path free_name(const fs::path& base) {
  fs::path name = base;
  for (int number = 2; fs::exists(name); ++number) {
    name = base;
    name += '-' + std::to_string(number);
  }
  return name;
}

}  // namespace segnoise
