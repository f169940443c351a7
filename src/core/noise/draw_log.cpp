#include "core/noise/draw_log.h"

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
constexpr std::string_view kOutline = "outline";

/// Writes the fields of a draw; see draw_log.h.
class FieldWriter {
 public:
  explicit FieldWriter(std::string_view name) : text_(name) {}

  template <class Value>
  void field(std::string_view key, const Value& value, Accepts /*accepts*/ = Accepts::kAll) {
    ((text_ += ' ') += key) += '=';
    add(value);
  }

  void px() { text_ += " px"; }

  void key(std::uint64_t key) {
    constexpr std::size_t kDigits = 16;
    std::array<char, kDigits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + kDigits, key, 16).ptr;
    text_ += " key=";
    text_.append(static_cast<std::size_t>(digits.data() + kDigits - end), '0');
    text_.append(digits.data(), end);
  }

  void word(std::string_view word) { (text_ += ' ') += word; }
  void id(CategoryId id) { (text_ += ' ') += std::to_string(id); }
  void yes_or_no(bool is_so) { text_ += is_so ? " yes" : " no"; }

  [[nodiscard]] bool goes_on(bool is_so) {
    if (!is_so) text_ += " no";
    return is_so;
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void add(int value) { text_ += std::to_string(value); }

  /// The shortest digits that read back as the value; with an exponent only where they are many.
  void add(double value) {
    std::array<char, 32> digits{};
    const auto begin = digits.data();
    const auto limit = digits.data() + digits.size();
    auto [end, error] = std::to_chars(begin, limit, value, std::chars_format::fixed);
    if (error != std::errc{}) end = std::to_chars(begin, limit, value).ptr;
    text_.append(begin, end);
  }

  template <class Value>
  void add_both(Value x, Value y) {
    add(x);
    text_ += 'x';
    add(y);
  }

  void add(const PerAxis& lengths) { add_both(lengths.x_px, lengths.y_px); }
  void add(const shape::Point& point) { add_both(point.x, point.y); }
  void add(const shape::Kernel& kernel) { add_both(kernel.width, kernel.height); }

  template <class Value>
  void add(const std::vector<Value>& rings) {
    for (std::size_t i = 0; i < rings.size(); ++i) {
      if (i > 0) text_ += '/';
      add(rings[i]);
    }
  }

  std::string text_;
};

std::string quoted(std::string_view text) {
  std::string result(1, '"');
  result += text;
  return result += '"';
}

/// Reads the fields of a draw from left to right; what does not fit is an error that quotes it.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text), rest_(text) {}

  /// Whether the name that the draw begins with is this; then that is read.
  [[nodiscard]] bool skip_name(std::string_view name) {
    return rest_.substr(0, rest_.find(' ')) == name && skip(name);
  }

  template <class Value>
  void field(std::string_view key, Value& value, Accepts accepts = Accepts::kAll) {
    expect(' ' + std::string(key) + '=');
    read(value, accepts);
  }

  void px() { expect(" px"); }

  void key(std::uint64_t& key) {
    expect(" key=");
    key = number<std::uint64_t>("a key", 16);
  }

  void word(std::string_view word) { expect(' ' + std::string(word)); }

  void id(CategoryId& id) {
    expect(" ");
    id = number<CategoryId>("a category id");
  }

  void yes_or_no(bool& is_so) {
    is_so = skip(" yes");
    if (!is_so && !skip(" no")) fail(R"(" yes" or " no")");
  }

  [[nodiscard]] bool goes_on(bool& is_so) {
    is_so = !skip(" no");
    return is_so;
  }

  void expect_end() const {
    if (!rest_.empty()) fail("its end");
  }

  [[noreturn]] void fail(const std::string& expected) const {
    throw std::invalid_argument(
        "cannot read the draw " + quoted(text_) + ": expected " + expected + " at " +
        quoted(rest_));
  }

 private:
  [[nodiscard]] bool skip(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  void expect(std::string_view word) {
    if (!skip(word)) fail(quoted(word));
  }

  template <class T, class... Base>
  T number(const std::string& what, Base... base) {
    T value{};
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, base...);
    if (error != std::errc{}) fail(what);
    rest_.remove_prefix(static_cast<std::size_t>(std::distance(rest_.data(), end)));
    return value;
  }

  void read(int& value, Accepts /*accepts*/) {
    value = number<int>("a whole number");
    if (value < 0) fail("a whole number >= 0");
  }

  void read(double& value, Accepts accepts) {
    value = number<double>("a number");
    if (!std::isfinite(value)) fail("a finite number");
    switch (accepts) {
      case Accepts::kAll:
        return;
      case Accepts::kNotNegative:
        if (value < 0.0) fail("a number >= 0");
        return;
      case Accepts::kPositive:
        if (value <= 0.0) fail("a number > 0");
        return;
      case Accepts::kFraction:
        if (value < 0.0 || value > 1.0) fail("a probability");
        return;
    }
  }

  template <class Value>
  void read_both(Value& x, Value& y, Accepts accepts) {
    read(x, accepts);
    expect("x");
    read(y, accepts);
  }

  void read(PerAxis& lengths, Accepts accepts) { read_both(lengths.x_px, lengths.y_px, accepts); }
  void read(shape::Point& point, Accepts accepts) { read_both(point.x, point.y, accepts); }

  void read(shape::Kernel& kernel, Accepts accepts) {
    read_both(kernel.width, kernel.height, accepts);
    if (kernel.width < 1 || kernel.height < 1) fail("kernel sides >= 1");
  }

  template <class Value>
  void read(std::vector<Value>& rings, Accepts accepts) {
    if (rest_.starts_with(' ')) return;  // none
    do {
      read(rings.emplace_back(), accepts);
    } while (skip("/"));
  }

  std::string_view text_;
  std::string_view rest_;
};

std::string text_of(const Draw& draw) {
  FieldWriter log(log_name_of(draw));
  std::visit([&]<class Drawn>(const Drawn& drawn) { Drawn::fields(drawn, log); }, draw);
  return log.take();
}

std::string outline_text(const PerAxis& step) {
  FieldWriter log(kOutline);
  log.field("step", step);
  log.px();
  return log.take();
}

PerAxis parse_outline_step(FieldReader& reader) {
  PerAxis step;
  reader.field("step", step, Accepts::kPositive);
  reader.px();
  return step;
}

Draw parse_draw(FieldReader& reader) {
  for (Draw draw : draw_forms()) {
    if (!reader.skip_name(log_name_of(draw))) continue;
    std::visit([&]<class Drawn>(Drawn& drawn) { Drawn::fields(drawn, reader); }, draw);
    return draw;
  }
  reader.fail("an operation");
}

}  // namespace

std::string describe(const DrawnNoise& drawn) {
  std::string text;
  if (drawn.outline_step) text = outline_text(*drawn.outline_step);
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
    FieldReader reader(description.substr(0, end));
    if (first && reader.skip_name(kOutline)) {
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
