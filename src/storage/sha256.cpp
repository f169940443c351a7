#include "storage/sha256.h"

#include <algorithm>
#include <array>
#include <new>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdexcept>

namespace segnoise::storage {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();

  Context() = default;
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  Context(Context&&) = delete;
  Context& operator=(Context&&) = delete;
};

namespace {

void require(bool success) {
  if (!success) throw std::runtime_error("libcrypto cannot compute SHA-256");
}

}  // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  // Without it libcrypto (3.0) follows a null pointer.
  if (OSSL_LIB_CTX_get0_global_default() == nullptr) throw std::bad_alloc();
  require(context_->evp != nullptr);
  require(EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) {
  require(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex_digest() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  require(EVP_DigestFinal_ex(context_->evp, digest.data(), &length) == 1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) {
    hex += kDigits[digest[i] / 16];
    hex += kDigits[digest[i] % 16];
  }
  return hex;
}

std::string sha256_of(std::string_view bytes) {
  Sha256 sum;
  sum.update(std::as_bytes(std::span(bytes)));
  return sum.hex_digest();
}

std::string fingerprint_of(std::vector<FileDigest> files) {
  std::ranges::sort(files);
  std::string lines;
  for (const FileDigest& file : files) lines += file.sha256 + "  " + file.name + '\n';
  return sha256_of(lines);
}

}  // namespace segnoise::storage
