#include "study/files/licence_file.h"

#include "json/json_object.h"

#include <cstddef>
#include <stdexcept>

namespace segnoise::study_files {

std::string read_licence(const std::string& path) {
  constexpr std::size_t kMostBytes = 65'536;
  constexpr const char* kSpace = " \t\r\n";
  const std::string text = json::read_text(path, "a licence", kMostBytes);
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string::npos) throw std::runtime_error(path + ": is empty, expected a text");
  try {
    (void)json::Json(text).dump();  // the library's own check of UTF-8
  } catch (const json::Json::exception&) {
    throw std::runtime_error(path + ": is not UTF-8, expected a text in UTF-8");
  }
  return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

}  // namespace segnoise::study_files
