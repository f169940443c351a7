#include "base/number_text.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

namespace segnoise::base {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string printed(double value, int decimals) {
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

TEST(DecimalText, RoundsAsPrintfDoes) {
  EXPECT_EQ(decimal_text(86.904, 2), "86.90");
  EXPECT_EQ(decimal_text(2.5, 0), "2");  // to even
  for (const double value : {0.0, -0.0, 0.125, 0.375, -0.004, 1e-9, 1.0 / 3.0, 1e22, -kLargest}) {
    for (const int decimals : {0, 1, 2, 3, 6, 20}) {
      EXPECT_EQ(decimal_text(value, decimals), printed(value, decimals));
    }
  }
}

TEST(ShortestText, ReadsBackAsTheSame) {
  EXPECT_EQ(shortest_text(0.308), "0.308");
  EXPECT_EQ(shortest_text(8192.0), "8192");
  for (const double value : {0.1 + 0.2, 1.0 / 3.0, 5e-324, -kLargest}) {
    EXPECT_EQ(std::strtod(shortest_text(value).c_str(), nullptr), value);
  }
}

TEST(NumberText, SaysWhatIsNotFinite) {
  for (const std::string& text : {decimal_text(kInfinity, 2), shortest_text(kInfinity)}) {
    EXPECT_EQ(text, "inf");
  }
  EXPECT_EQ(decimal_text(std::nan(""), 2), "nan");
  EXPECT_EQ(shortest_text(std::nan("")), "nan");
}

TEST(NumberText, IsAppended) {
  std::string text = "a ";
  append_decimal(0.25, 1, text);
  append_shortest(0.5, text);
  EXPECT_EQ(text, "a 0.20.5");
}

}  // namespace
}  // namespace segnoise::base
