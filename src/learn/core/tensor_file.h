#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace segnoise::learn {

/// An array of floats with a name, its last axis varying fastest.
struct NamedTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;

  bool operator==(const NamedTensor&) const = default;
};

/// What a tensor file holds: arrays, and what is said about them.
///
/// Names, keys and texts consist of the printable ASCII characters but the quote and the backslash.
struct TensorFile {
  std::map<std::string, std::string> metadata = {};
  std::vector<NamedTensor> tensors = {};

  bool operator==(const TensorFile&) const = default;
};

/// The bytes of a tensor file: a safetensors file (a JSON header and raw floats, nothing that could
/// be run) with 32-bit floats only, whose metadata entry "sha256" is the SHA-256 of all bytes of
/// the file with that entry's 64 hexadecimal digits taken as zeros. So every byte is protected, and
/// Python's safetensors package can read what we write.
///
/// @throws std::invalid_argument  if a text holds other characters, a name comes twice, a shape
/// does not fit its values,
///                                the metadata already have an entry "sha256", or names, shapes and
///                                metadata together exceed 16 MiB
/// Source: format of https://github.com/huggingface/safetensors; docs/decisions/0005-networks.md.
[[nodiscard]] std::string encoded(const TensorFile& file);

/// The inverse of encoded(); the entry "sha256" is checked and left out.
///
/// @throws std::runtime_error  on anything else than bytes that encoded() made; the message says
///                             what is wrong, without a file name
[[nodiscard]] TensorFile decoded(const std::string& bytes);

/// @throws std::runtime_error  naming the file, if it is not a regular file or cannot be read
[[nodiscard]] std::string read_whole(const std::filesystem::path& path);

}  // namespace segnoise::learn
