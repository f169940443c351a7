#include "files/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>

namespace segnoise {

void write_atomically(const std::filesystem::path& path, std::string_view content) {
  const std::string temporary = path.string() + ".unfinished";
  const auto fail = [&](int reason) {
    std::remove(temporary.c_str());
    throw std::runtime_error(
        "cannot write " + path.string() + ": " + std::generic_category().message(reason));
  };
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) fail(errno);
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  const int write_reason = errno;
  const bool closed = std::fclose(file) == 0;  // a full disk may show only here
  if (!written) fail(write_reason);
  if (!closed) fail(errno);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) fail(errno);
}

}  // namespace segnoise
