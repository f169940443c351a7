#include "storage/mapped_file.h"

#include "storage/regular_file.h"

#include <cstddef>
#include <sys/mman.h>

namespace segnoise::storage {

MappedFile::MappedFile(const std::filesystem::path& path) {
  const RegularFile file = open_to_read(path);
  const auto size = static_cast<std::size_t>(file.size_bytes);
  void* const window =
      size == 0 ? MAP_FAILED
                : mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor.number(), 0);
  if (window != MAP_FAILED) {
    bytes_ = {static_cast<const char*>(window), size};
    return;
  }
  copy_ = read_file(file, path);
  bytes_ = copy_;
}

MappedFile::~MappedFile() {
  if (copy_.empty() && !bytes_.empty()) {
    munmap(const_cast<char*>(bytes_.data()), bytes_.size());  // NOLINT(*-const-cast)
  }
}

}  // namespace segnoise::storage
