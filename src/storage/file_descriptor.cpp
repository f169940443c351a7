#include "storage/file_descriptor.h"

#include <cerrno>
#include <sys/file.h>
#include <unistd.h>

namespace segnoise::storage {

FileDescriptor::~FileDescriptor() {
  if (is_open()) close(number_);
}

LockOwner take_lock(const FileDescriptor& file) {
  if (flock(file.number(), LOCK_EX | LOCK_NB) == 0) return LockOwner::kUs;
  return errno == EWOULDBLOCK ? LockOwner::kAnother : LockOwner::kUnknown;
}

}  // namespace segnoise::storage
