#include "core/noise/operations/operations.h"

#include "core/noise/draw_log.h"
#include "core/noise/draws.h"
#include "core/noise/setup.h"
#include "core/noise/working_shape.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace segnoise::noise {
namespace {

/// An operation that has all that the table asks for, and so what each has that lacks one piece.
struct MirroredDraw {
  bool mirrored = false;

  static constexpr std::string_view name() { return "mirror"; }
  [[nodiscard]] bool acts(CategoryId /*before*/) const { return mirrored; }
  void apply(WorkingShape& /*shape*/) const {}
  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.yes_or_no(drawn.mirrored);
  }
  bool operator==(const MirroredDraw&) const = default;
};

struct Mirror {
  double probability = 0.0;

  using Drawn = MirroredDraw;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "mirror"; }
  template <class Self, class Visit>
  static void for_each_parameter(Self& mirror, const Visit& visit) {
    visit(kProbability, mirror.probability);
  }
  [[nodiscard]] MirroredDraw draw(const DrawContext& /*context*/, random::Rng& rng) const {
    return {rng.chance(probability)};
  }
  bool operator==(const Mirror&) const = default;
};

struct Lacks {};

struct WithoutName : Mirror {
  Lacks name;
};
struct WithoutKind : Mirror {
  Lacks kKind;  // NOLINT(readability-identifier-naming)
};
struct WithoutNeeds : Mirror {
  Lacks kNeeds;  // NOLINT(readability-identifier-naming)
};
struct WithoutParameters : Mirror {
  Lacks for_each_parameter;
};
struct WithoutDraw : Mirror {
  Lacks draw;
};
struct WithoutDrawn : Mirror {
  using Drawn = Lacks;
};
struct DrawWithoutName : MirroredDraw {
  Lacks name;
};
struct DrawWithoutActs : MirroredDraw {
  Lacks acts;
};
struct DrawWithoutFields : MirroredDraw {
  Lacks fields;
};
struct DrawWithoutApply : MirroredDraw {
  Lacks apply;
};

static_assert(CompleteOperation<Mirror>);
static_assert(!CompleteOperation<WithoutName>);
static_assert(!CompleteOperation<WithoutKind>);
static_assert(!CompleteOperation<WithoutNeeds>);
static_assert(!CompleteOperation<WithoutParameters>);
static_assert(!CompleteOperation<WithoutDraw>);
static_assert(!CompleteOperation<WithoutDrawn>);
static_assert(CompleteDraw<MirroredDraw>);
static_assert(!CompleteDraw<DrawWithoutName>);
static_assert(!CompleteDraw<DrawWithoutActs>);
static_assert(!CompleteDraw<DrawWithoutFields>);
static_assert(!CompleteDraw<DrawWithoutApply>);

using WithMirror = OperationTable<Shift, Mirror, Scale, Morphology>;
static_assert(std::same_as<
              WithMirror::Draw,
              std::variant<DrawnShift, MirroredDraw, DrawnMorphology>>);  // each once

constexpr shape::Size kTried{60, 40};

/// Visits the parameters that are numbers.
template <class AnOperation, class Visit>
void for_each_number(AnOperation& operation, const Visit& visit) {
  for_each_parameter(operation, [&](const auto& parameter, auto& value, const auto&... choices) {
    if constexpr (sizeof...(choices) == 0) visit(parameter, value);
  });
}

/// The operation with numbers that are all different, in range and none a default.
Operation with_every_number_set(Operation operation) {
  double part = 1.0;
  for_each_number(operation, [&]<class Number>(const Parameter& parameter, Number& value) {
    part /= 2.0;
    value = static_cast<Number>(parameter.most > 1.0 ? 8.0 * part : part);
  });
  return operation;
}

/// How many bytes of an operation are parameters.
std::size_t bytes_of_parameters(Operation operation) {
  std::size_t bytes = 0;
  for_each_parameter(
      operation, [&](const auto&, auto& value, const auto&...) { bytes += sizeof(value); });
  return bytes;
}

/// A draw of an operation that acts, for a shape of two rings; nothing if none of many does.
Draw acting_draw(const Operation& operation) {
  const CategoryTable categories({{1, "thing"}, {2, "thing"}, {3, "thing"}});
  const DrawContext context{
      .scale = PixelScale(Unit::kPx, {kTried}, 0.0),
      .categories = categories,
      .category = 1,
      .ring_count = 2,
      .long_axis = BaseToApex{{30.0, 35.0}, {30.0, 5.0}},
      .bounds = {{20.0, 10.0}, {40.0, 30.0}},
      .frame = kTried,
      .subject = {.instant = "ES", .reading = Reading{.view = "4CH"}}};
  for (std::uint64_t identity = 0; identity < 200; ++identity) {
    random::Rng rng(7, identity);
    Draw drawn = draw(operation, context, rng);
    if (!acting_as(drawn, context.category).empty()) return drawn;
  }
  return NothingDrawn{};
}

std::vector<std::string> names_of_operations() {
  std::vector<std::string> names;
  for (const Operation& operation : operation_forms()) names.emplace_back(name_of(operation));
  return names;
}

class EveryOperation : public ::testing::TestWithParam<std::string> {
 protected:
  const Operation form_ = *std::ranges::find(
      operation_forms(), GetParam(), [](const Operation& one) { return name_of(one); });
  const Operation set_ = with_every_number_set(form_);
  const bool is_none_ = std::holds_alternative<NoOperation>(set_);
};

TEST_P(EveryOperation, HasNumbersThatASetupMayHave) {
  EXPECT_NO_THROW(validate({.name = "set", .steps = {{set_}}}));
  EXPECT_EQ(set_ == form_, is_none_);
}

TEST_P(EveryOperation, CallsEveryMemberAParameter) {
  std::visit(
      [&](const auto& one) {
        // What is left is padding, and the kind that a name stands for.
        const std::size_t left = sizeof(one) - bytes_of_parameters(set_);
        EXPECT_LE(left, sizeof(double)) << name_of(set_);
      },
      set_);
}

TEST_P(EveryOperation, RefusesANumberOutOfItsRangeByItsKey) {
  for_each_number(set_, [&](const Parameter& parameter, const auto&) {
    Operation wrong = set_;
    for_each_number(wrong, [&](const Parameter& other, auto& value) {
      if (other.key == parameter.key) value = 20000;
    });
    EXPECT_THAT(
        [&] { validate({.name = "wrong", .steps = {{wrong}}}); },
        ::testing::ThrowsMessage<std::invalid_argument>(
            ::testing::StartsWith("steps[0]." + std::string(parameter.key) + " must be in ")));
  });
}

TEST_P(EveryOperation, IsTurnedByTheViewer) {
  bool has_strength = false;
  for_each_number(set_, [&](const Parameter& parameter, const auto&) {
    has_strength = has_strength || parameter.role == Role::kStrength;
  });
  EXPECT_EQ(has_strength, !is_none_);
}

TEST_P(EveryOperation, ReadsBackFromTheLogWhatItDrew) {
  const DrawnNoise drawn{.draws = {acting_draw(set_)}};
  EXPECT_EQ(std::holds_alternative<NothingDrawn>(drawn.draws[0]), is_none_);
  EXPECT_EQ(parse_drawn(describe(drawn)), drawn) << describe(drawn);
}

TEST_P(EveryOperation, DoesToAShapeWhatItDrew) {
  const shape::Mask slit = testing::rectangle(kTried, {30, 0, 1, 20});  // to be closed, or opened
  const shape::Mask mask = testing::ellipse(kTried, {30, 20}, 12, 10) ^ slit;
  const Draw drawn = acting_draw(set_);
  WorkingShape shape(mask, kTried, std::nullopt);
  LabelInProgress label{.category = 1};
  std::visit(
      [&](const auto& one) {
        if constexpr (requires { one.apply(shape, label); }) {
          one.apply(shape, label);
        } else {
          one.apply(shape);
        }
      },
      drawn);
  const bool is_same =
      shape.take() == Shape(mask) && label.category == 1 && !label.deleted && label.added.empty();
  EXPECT_EQ(is_same, is_none_);
}

TEST_P(EveryOperation, ActsUnderItsOwnNameOrThatOfWhatItPicks) {
  const std::string_view name = acting_as(acting_draw(set_), 1);
  if (std::holds_alternative<Scale>(set_)) {
    EXPECT_THAT(std::string(name), ::testing::AnyOf("dilation", "erosion"));
  } else {
    EXPECT_EQ(name, is_none_ ? "" : name_of(set_));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, EveryOperation, ::testing::ValuesIn(names_of_operations()), [](const auto& one) {
      std::string name = one.param;
      std::erase(name, '-');
      return name;
    });

TEST(OperationForms, HaveNamesOfTheirOwn) {
  const auto names = names_of_operations();
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
  std::set<std::string_view> logged;
  for (const Draw& draw : draw_forms()) logged.insert(log_name_of(draw));
  EXPECT_EQ(logged.size(), draw_forms().size());
}

TEST(Parameter, SaysWhichNumbersItMayBe) {
  EXPECT_EQ(kSigma.range(), "[0, 10000]");
  EXPECT_TRUE(kProbability.holds(0.0));
  EXPECT_FALSE(kProbability.holds(1.01));
  const Parameter positive{.key = "x", .most = 2.0, .without_least = true};
  EXPECT_EQ(positive.range(), "(0, 2]");
  EXPECT_FALSE(positive.holds(0.0));
  const Parameter open{.key = "x", .least = -1.0, .most = 1.0, .without_most = true};
  EXPECT_EQ(open.range(), "[-1, 1)");
  EXPECT_FALSE(open.holds(1.0));
}

}  // namespace
}  // namespace segnoise::noise
