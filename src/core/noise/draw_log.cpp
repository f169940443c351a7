#include "core/noise/draw_log.h"

#include "base/overloaded.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <variant>
#include <vector>

namespace segnoise::noise {
namespace {

constexpr std::string_view kSeparator = "; ";

/// The shortest digits that read back as the value; with an exponent only where they are many.
std::string text_of(double value) {
  std::array<char, 32> digits{};
  const auto begin = digits.data();
  const auto limit = digits.data() + digits.size();
  auto [end, error] = std::to_chars(begin, limit, value, std::chars_format::fixed);
  if (error != std::errc{}) end = std::to_chars(begin, limit, value).ptr;
  return {begin, end};
}

std::string text_of(const PerAxis& lengths) {
  return text_of(lengths.x_px) + "x" + text_of(lengths.y_px);
}

std::string text_of(const shape::Point& point) { return text_of(PerAxis{point.x, point.y}); }

std::string_view name_of(DrawnCopy::Kind kind) {
  return kind == DrawnCopy::Kind::kDuplicate ? "duplicate" : "spurious";
}

template <class T>
std::string joined(const std::vector<T>& rings) {
  std::string text;
  for (const T& ring : rings) {
    if (!text.empty()) text += "/";
    text += text_of(ring);
  }
  return text;
}

std::string text_of_key(std::uint64_t key) {
  constexpr std::size_t kDigits = 16;
  std::array<char, kDigits> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + kDigits, key, 16).ptr;
  std::string text(static_cast<std::size_t>(digits.data() + kDigits - end), '0');
  return text.append(digits.data(), end);
}

std::string text_of(const Draw& draw) {
  return std::visit(
      base::Overloaded{
          [](const NothingDrawn&) { return std::string("none"); },
          [](const DrawnTolerances& d) {
            return std::string("approximation tolerance=") + joined(d.rings_px) + " px";
          },
          [](const DrawnJitter& d) {
            return std::string("localization spread=") + joined(d.rings) +
                   " px key=" + text_of_key(d.key);
          },
          [](const DrawnMorphology& d) {
            return std::string(name_of(d.kind)) + " kernel=" + std::to_string(d.kernel_px.width) +
                   "x" + std::to_string(d.kernel_px.height) + " px";
          },
          [](const DrawnShift& d) { return std::string("shift by=") + text_of(d.by) + " px"; },
          [](const DrawnWalk& d) {
            return std::string("contour-walk spread=") + joined(d.rings) +
                   " bias=" + text_of(d.bias) + " correlation=" + text_of(d.correlation) +
                   " unit=" + text_of(d.unit) + " px key=" + text_of_key(d.key);
          },
          [](const DrawnMarkov& d) {
            return std::string("markov steps=") + std::to_string(d.steps) +
                   " grow=" + text_of(d.grow_probability) + " flip=" + text_of(d.flip_probability) +
                   " key=" + text_of_key(d.key);
          },
          [](const DrawnBaseShift& d) {
            return std::string("base-shift by=") + text_of(d.by) + " slope=" + text_of(d.slope) +
                   " unit=" + text_of(d.unit) + " px base=" + text_of(d.axis.base) +
                   " apex=" + text_of(d.axis.apex);
          },
          [](const DrawnCopy& d) {
            std::string text(name_of(d.kind));
            if (!d.made) return text + " no";
            return text + " by=" + text_of(d.by) + " px category " + std::to_string(d.category);
          },
          [](const DrawnCategory& d) {
            return std::string("category ") + std::to_string(d.category);
          },
          [](const DrawnDeletion& d) {
            return std::string(d.deleted ? "deletion yes" : "deletion no");
          }},
      draw);
}

std::string quoted(std::string_view text) {
  std::string result(1, '"');
  result += text;
  return result += '"';
}

/// Reads a draw from left to right; what does not fit is an error that quotes the draw.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), rest_(text) {}

  [[nodiscard]] bool skip(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  void expect(std::string_view word) {
    if (!skip(word)) fail(quoted(word));
  }

  void expect_end() const {
    if (!rest_.empty()) fail("its end");
  }

  [[nodiscard]] double length_px() {
    const auto value = number<double>("a length");
    if (!std::isfinite(value)) fail("a finite length");
    return value;
  }

  [[nodiscard]] PerAxis per_axis() {
    const double x_px = length_px();
    expect("x");
    return {x_px, length_px()};
  }

  [[nodiscard]] int side_px() {
    const int side = number<int>("a kernel side");
    if (side < 1) fail("a kernel side >= 1");
    return side;
  }

  [[nodiscard]] int count() {
    const int count = number<int>("a number of steps");
    if (count < 0) fail("a number of steps >= 0");
    return count;
  }

  [[nodiscard]] std::uint64_t key() { return number<std::uint64_t>("a key", 16); }
  [[nodiscard]] CategoryId category() { return number<CategoryId>("a category id"); }

  [[noreturn]] void fail(const std::string& expected) const {
    throw std::invalid_argument(
        "cannot read the draw " + quoted(text_) + ": expected " + expected + " at " +
        quoted(rest_));
  }

 private:
  template <class T, class... Base>
  T number(const std::string& what, Base... base) {
    T value{};
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, base...);
    if (error != std::errc{}) fail(what);
    rest_.remove_prefix(static_cast<std::size_t>(std::distance(rest_.data(), end)));
    return value;
  }

  std::string_view text_;
  std::string_view rest_;
};

/// What a key=value pair of a draw says: the word, then the number.
double after(Reader& reader, std::string_view word) {
  reader.expect(word);
  return reader.length_px();
}

PerAxis parse_unit(Reader& reader) {
  reader.expect(" unit=");
  const PerAxis unit = reader.per_axis();
  if (!(unit.x_px > 0.0 && unit.y_px > 0.0)) reader.fail("lengths > 0");
  reader.expect(" px");
  return unit;
}

shape::Point parse_point(Reader& reader, std::string_view word) {
  reader.expect(word);
  const auto [x, y] = reader.per_axis();
  return {x, y};
}

DrawnWalk parse_walk(Reader& reader) {
  DrawnWalk walk;
  if (!reader.skip(" ")) {
    do {
      walk.rings.push_back(reader.length_px());
      if (walk.rings.back() < 0.0) reader.fail("lengths >= 0");
    } while (reader.skip("/"));
    reader.expect(" ");
  }
  walk.bias = after(reader, "bias=");
  walk.correlation = after(reader, " correlation=");
  if (!(walk.correlation > 0.0)) reader.fail("a length > 0");
  walk.unit = parse_unit(reader);
  reader.expect(" key=");
  walk.key = reader.key();
  return walk;
}

DrawnMarkov parse_markov(Reader& reader) {
  DrawnMarkov markov;
  markov.steps = reader.count();
  const auto probability = [&](std::string_view word) {
    const double value = after(reader, word);
    if (!(value >= 0.0 && value <= 1.0)) reader.fail("a probability");
    return value;
  };
  markov.grow_probability = probability(" grow=");
  markov.flip_probability = probability(" flip=");
  reader.expect(" key=");
  markov.key = reader.key();
  return markov;
}

DrawnBaseShift parse_base_shift(Reader& reader) {
  DrawnBaseShift shift;
  shift.by = reader.length_px();
  shift.slope = after(reader, " slope=");
  shift.unit = parse_unit(reader);
  shift.axis.base = parse_point(reader, " base=");
  shift.axis.apex = parse_point(reader, " apex=");
  return shift;
}

DrawnCopy parse_copy(Reader& reader, DrawnCopy::Kind kind) {
  if (reader.skip(" no")) return {kind};
  reader.expect(" by=");
  const PerAxis by = reader.per_axis();
  reader.expect(" px category ");
  return {kind, true, by, reader.category()};
}

PerAxis not_negative(const PerAxis& lengths, const Reader& reader) {
  if (lengths.x_px < 0.0 || lengths.y_px < 0.0) reader.fail("lengths >= 0");
  return lengths;
}

PerAxis parse_outline_step(Reader& reader) {
  const PerAxis step = reader.per_axis();
  if (!(step.x_px > 0.0 && step.y_px > 0.0)) reader.fail("lengths > 0");
  reader.expect(" px");
  return step;
}

Draw parse_draw(Reader& reader) {
  if (reader.skip("none")) return NothingDrawn{};
  if (reader.skip("deletion yes")) return DrawnDeletion{true};
  if (reader.skip("deletion no")) return DrawnDeletion{false};
  if (reader.skip("category ")) return DrawnCategory{reader.category()};
  if (reader.skip("approximation tolerance=")) {
    DrawnTolerances tolerances;
    if (reader.skip(" px")) return tolerances;
    do {
      tolerances.rings_px.push_back(reader.length_px());
      if (tolerances.rings_px.back() < 0.0) reader.fail("lengths >= 0");
    } while (reader.skip("/"));
    reader.expect(" px");
    return tolerances;
  }
  if (reader.skip("localization spread=")) {
    DrawnJitter jitter;
    if (!reader.skip(" px")) {
      do {
        jitter.rings.push_back(not_negative(reader.per_axis(), reader));
      } while (reader.skip("/"));
      reader.expect(" px");
    }
    reader.expect(" key=");
    jitter.key = reader.key();
    return jitter;
  }
  if (reader.skip("shift by=")) {
    const DrawnShift shift{reader.per_axis()};
    reader.expect(" px");
    return shift;
  }
  if (reader.skip("contour-walk spread=")) return parse_walk(reader);
  if (reader.skip("markov steps=")) return parse_markov(reader);
  if (reader.skip("base-shift by=")) return parse_base_shift(reader);
  for (const auto kind : {DrawnCopy::Kind::kDuplicate, DrawnCopy::Kind::kSpurious}) {
    if (reader.skip(name_of(kind))) return parse_copy(reader, kind);
  }
  for (const MorphologyKind kind : kMorphologyKinds) {
    if (!reader.skip(std::string(name_of(kind)) + " kernel=")) continue;
    const int width = reader.side_px();
    reader.expect("x");
    const shape::Kernel kernel{width, reader.side_px()};
    reader.expect(" px");
    return DrawnMorphology{kind, kernel};
  }
  reader.fail("an operation");
}

}  // namespace

std::string describe(const DrawnNoise& drawn) {
  std::string text;
  if (drawn.outline_step) {
    text = std::string("outline step=") + text_of(*drawn.outline_step) + " px";
  }
  for (const Draw& draw : drawn.draws) {
    if (!text.empty()) text += kSeparator;
    text += text_of(draw);
  }
  return text;
}

DrawnNoise parse_drawn(std::string_view description) {
  DrawnNoise drawn;
  if (description.empty()) return drawn;
  for (bool first = true;; first = false) {
    const std::size_t end = description.find(kSeparator);
    Reader reader(description.substr(0, end));
    if (first && reader.skip("outline step=")) {
      drawn.outline_step = parse_outline_step(reader);
    } else {
      drawn.draws.push_back(parse_draw(reader));
    }
    reader.expect_end();
    if (end == std::string_view::npos) return drawn;
    description.remove_prefix(end + kSeparator.size());
  }
}

}  // namespace segnoise::noise
