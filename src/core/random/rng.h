#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace segnoise::random {

/// One block of the counter-based generator Philox 4x32-10: a bijection of the counter, keyed.
/// Source: J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
[[nodiscard]] std::array<std::uint32_t, 4> philox(
    std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// The quantile function of the standard normal distribution, for p in (0, 1).
///
/// Relative accuracy about 1e-15. Made of additions, multiplications, divisions and square roots
/// alone, whose results IEEE 754 fixes, so that it gives the same bits on every machine; the
/// logarithm of the standard library does not.
/// Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37(3), 477-484 (1988).
[[nodiscard]] double normal_quantile(double p);

/// An identity for Rng from a name, by the 64-bit FNV-1a hash.
[[nodiscard]] std::uint64_t identity_of(std::string_view name);

/// Random numbers that depend on (seed, identity, stream) and on how many were drawn, nothing else.
///
/// The seed is Philox's key; identity, stream and draw number make up its counter, so that no two
/// combinations ever share a block: instances and operations may be drawn in any order, on any
/// number of threads, with or without one another. The standard fixes engines but not
/// distributions, so those are written here.
class Rng {
 public:
  /// @param identity  what is drawn for: an annotation id, or identity_of() a name
  /// @param stream    what is drawn: one for each operation
  explicit Rng(std::uint64_t seed, std::uint64_t identity = 0, std::uint32_t stream = 0)
      : seed_(seed), identity_(identity), stream_(stream) {}

  /// Uniform over all 32-bit and 64-bit numbers.
  [[nodiscard]] std::uint32_t bits32();
  [[nodiscard]] std::uint64_t bits64();

  /// Uniform in (0, 1): the middles of 2^52 equal cells, so neither end is ever drawn.
  [[nodiscard]] double uniform();

  /// Standard normal, by inversion of one uniform().
  [[nodiscard]] double normal() { return normal_quantile(uniform()); }

  /// True with probability p: always for p >= 1, never for p <= 0. Advances by one uniform().
  [[nodiscard]] bool chance(double p) { return uniform() < p; }

  /// Uniform over 0 ... n - 1 without bias, n >= 1.
  /// Source: D. Lemire, ACM Trans. Model. Comput. Simul. 29(1), 3 (2019).
  [[nodiscard]] std::uint32_t below(std::uint32_t n);

  /// A uniformly random direction: a unit vector (x, y), by rejection from the square.
  [[nodiscard]] std::array<double, 2> direction();

 private:
  std::uint64_t seed_;
  std::uint64_t identity_;
  std::uint32_t stream_;
  std::uint32_t block_ = 0;
  std::array<std::uint32_t, 4> words_{};
  std::size_t used_ = 4;
};

/// The numbers 0 ... n - 1 in a uniformly random order (Fisher-Yates).
[[nodiscard]] std::vector<std::size_t> permutation(std::size_t n, Rng& rng);

}  // namespace segnoise::random
