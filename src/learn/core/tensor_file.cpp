#include "learn/core/tensor_file.h"

#include "storage/regular_file.h"
#include "storage/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <limits>
#include <set>
#include <stdexcept>
#include <string_view>

namespace segnoise::learn {
namespace {

static_assert(std::endian::native == std::endian::little, "tensor files are little-endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kMaxHeaderBytes = 1 << 24;
constexpr std::string_view kDigestKey = R"("sha256":")";
constexpr std::size_t kDigestDigits = 64;
const std::string kNoDigest(kDigestDigits, '0');

bool is_plain(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::string quoted(const std::string& text) {
  if (!is_plain(text)) {
    throw std::invalid_argument("a text in a tensor file must be plain ASCII, got " + text);
  }
  return '"' + text + '"';
}

/// Number of values of a shape; -1 if it is not a shape or has more than a file could hold.
std::int64_t value_count(const std::vector<std::int64_t>& shape) {
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  std::int64_t count = 1;
  for (const std::int64_t side : shape) {
    if (side < 0 || side > kMost || (side > 0 && count > kMost / side)) return -1;
    count *= side;
  }
  return count;
}

std::string header_of(const TensorFile& file) {
  std::string json = R"({"__metadata__":{)";
  for (const auto& [key, text] : file.metadata) json += quoted(key) + ':' + quoted(text) + ',';
  json += std::string(kDigestKey) + kNoDigest + "\"}";
  std::size_t begin = 0;
  std::set<std::string_view> names;
  for (const NamedTensor& tensor : file.tensors) {
    if (!names.insert(tensor.name).second) {
      throw std::invalid_argument("tensor names must differ, got " + tensor.name + " twice");
    }
    if (value_count(tensor.shape) != static_cast<std::int64_t>(tensor.values.size())) {
      throw std::invalid_argument("the shape of tensor " + tensor.name + " must fit its values");
    }
    json += ',' + quoted(tensor.name) + R"(:{"dtype":"F32","shape":[)";
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
      if (axis > 0) json += ',';
      json += std::to_string(tensor.shape[axis]);
    }
    const std::size_t end = begin + tensor.values.size() * sizeof(float);
    json += R"(],"data_offsets":[)" + std::to_string(begin) + ',' + std::to_string(end) + "]}";
    begin = end;
  }
  json += '}';
  json.resize((json.size() + kLengthBytes - 1) / kLengthBytes * kLengthBytes, ' ');
  return json;
}

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error(what); }

/// Reads the JSON that header_of() writes, and no other: no blanks, no escapes, keys in that order.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view json) : rest_(json) {}

  [[nodiscard]] bool takes(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  void expect(std::string_view expected) {
    if (!takes(expected)) {
      refuse(
          "its header must go on with " + std::string(expected) + ", got " +
          std::string(rest_.substr(0, 16)));
    }
  }

  [[nodiscard]] std::string text() {
    expect("\"");
    const std::size_t length = rest_.find('"');
    if (length == std::string_view::npos || !is_plain(rest_.substr(0, length))) {
      refuse("its header holds a text that is not plain ASCII");
    }
    std::string value(rest_.substr(0, length));
    rest_.remove_prefix(length + 1);
    return value;
  }

  [[nodiscard]] std::int64_t number() {
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{} || value < 0) refuse("its header holds a bad number");
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  [[nodiscard]] bool only_blanks_left() const {
    return std::ranges::all_of(rest_, [](char c) { return c == ' '; });
  }

 private:
  std::string_view rest_;
};

std::map<std::string, std::string> read_metadata(HeaderReader& header) {
  std::map<std::string, std::string> metadata;
  header.expect(R"({"__metadata__":{)");
  do {
    const std::string key = header.text();
    header.expect(":");
    if (!metadata.emplace(key, header.text()).second) refuse("its header says " + key + " twice");
  } while (header.takes(","));
  header.expect("}");
  return metadata;
}

/// Reads the next tensor's entry and its values, which must follow those of the one before.
NamedTensor read_tensor(HeaderReader& header, std::string_view data, std::size_t& offset) {
  NamedTensor tensor;
  tensor.name = header.text();
  header.expect(R"(:{"dtype":"F32","shape":[)");
  if (!header.takes("]")) {
    do tensor.shape.push_back(header.number());
    while (header.takes(","));
    header.expect("]");
  }
  header.expect(R"(,"data_offsets":[)");
  const std::int64_t begin = header.number();
  header.expect(",");
  const std::int64_t end = header.number();
  header.expect("]}");

  const std::int64_t count = value_count(tensor.shape);
  const auto bytes = static_cast<std::int64_t>(sizeof(float)) * count;
  if (count < 0 || begin != static_cast<std::int64_t>(offset) || end != begin + bytes ||
      end > static_cast<std::int64_t>(data.size())) {
    refuse("the shape and place of tensor " + tensor.name + " do not fit the file's length");
  }
  tensor.values.resize(static_cast<std::size_t>(count));
  std::memcpy(tensor.values.data(), data.data() + offset, static_cast<std::size_t>(bytes));
  offset = static_cast<std::size_t>(end);
  return tensor;
}

}  // namespace

std::string encoded(const TensorFile& file) {
  if (file.metadata.contains("sha256")) {
    throw std::invalid_argument("the metadata entry sha256 is computed, not given");
  }
  const std::string header = header_of(file);
  const std::uint64_t length = header.size();
  if (length > kMaxHeaderBytes) {
    throw std::invalid_argument("what a tensor file says about its tensors must fit 16 MiB");
  }
  std::string bytes(kLengthBytes, '\0');
  std::memcpy(bytes.data(), &length, kLengthBytes);
  bytes += header;
  for (const NamedTensor& tensor : file.tensors) {
    const std::size_t begin = bytes.size();
    bytes.resize(begin + tensor.values.size() * sizeof(float));
    std::memcpy(bytes.data() + begin, tensor.values.data(), bytes.size() - begin);
  }
  const std::size_t digest = bytes.find(kDigestKey) + kDigestKey.size();
  return bytes.replace(digest, kDigestDigits, storage::sha256_of(bytes));
}

TensorFile decoded(const std::string& bytes) {
  std::uint64_t length = 0;
  if (bytes.size() < kLengthBytes) refuse("it is too short to be a safetensors file");
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > kMaxHeaderBytes || length > bytes.size() - kLengthBytes) {
    refuse("it is not a safetensors file, or is cut off");
  }
  const std::string_view all(bytes);
  HeaderReader header(all.substr(kLengthBytes, length));
  const std::string_view data = all.substr(kLengthBytes + length);

  TensorFile file;
  file.metadata = read_metadata(header);
  std::size_t offset = 0;
  std::set<std::string> names;
  while (header.takes(",")) {
    file.tensors.push_back(read_tensor(header, data, offset));
    if (!names.insert(file.tensors.back().name).second) {
      refuse("it holds tensor " + file.tensors.back().name + " twice");
    }
  }
  header.expect("}");
  if (!header.only_blanks_left()) refuse("its header does not end where it should");
  if (offset != data.size()) refuse("it holds more or fewer values than its header says");

  const auto stated = file.metadata.find("sha256");
  if (stated == file.metadata.end() || stated->second.size() != kDigestDigits) {
    refuse("it does not state its SHA-256");
  }
  std::string undigested = bytes;
  const std::size_t digest = bytes.find(std::string(kDigestKey) + stated->second);
  undigested.replace(digest + kDigestKey.size(), kDigestDigits, kNoDigest);
  if (storage::sha256_of(undigested) != stated->second) {
    refuse("its SHA-256 differs from the one it states: it was damaged or changed");
  }
  file.metadata.erase(stated);
  return file;
}

std::string read_whole(const std::filesystem::path& path) { return storage::read_file(path); }

}  // namespace segnoise::learn
