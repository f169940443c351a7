#pragma once

#include "core/noise/operations/approximation.h"
#include "core/noise/operations/base_shift.h"
#include "core/noise/operations/class_confusion.h"
#include "core/noise/operations/contour_walk.h"
#include "core/noise/operations/deletion.h"
#include "core/noise/operations/duplicate.h"
#include "core/noise/operations/localization.h"
#include "core/noise/operations/markov.h"
#include "core/noise/operations/morphology.h"
#include "core/noise/operations/no_operation.h"
#include "core/noise/operations/observer.h"
#include "core/noise/operations/operation.h"
#include "core/noise/operations/scale.h"
#include "core/noise/operations/shift.h"
#include "core/noise/operations/spurious.h"

#include <concepts>
#include <type_traits>
#include <variant>

namespace segnoise::noise {

/// A visitor of parameters and a log of which nothing is known, for the concepts below.
struct AnyVisit;
struct AnyLog;

/// What every operation drew has, besides its values. docs/extending.md tells the whole.
///
/// - name(): of the operation, as setup files have it
/// - acts(before): whether it does anything to an instance, whose category before it is given
/// - fields(drawn, log): what a log has of it after its name, to write and to read (draw_log.h).
///   The name is kLogName, where that is given, instead of name()
/// - apply(shape), or apply(shape, label): does it to the shape, or to all else
/// - forms(), if it goes by several names: one value for each
template <class Drawn>
concept CompleteDraw = std::default_initializable<Drawn> && std::equality_comparable<Drawn> &&
    requires(const Drawn& drawn, Drawn& read, CategoryId before, AnyLog& log) {
  { drawn.name() } -> std::same_as<std::string_view>;
  { drawn.acts(before) } -> std::same_as<bool>;
  Drawn::fields(drawn, log);
  Drawn::fields(read, log);
} &&(
    requires(const Drawn& drawn, WorkingShape& shape) { drawn.apply(shape); } ||
    requires(const Drawn& drawn, const WorkingShape& shape, LabelInProgress& label) {
      drawn.apply(shape, label);
    });

/// What every operation has, besides its parameters.
///
/// - name(): as setup files have it
/// - kKind, kNeeds: what it gets wrong, and what it needs to know before it draws
/// - for_each_parameter(operation, visit): calls visit(parameter, value) for every number, in the
///   order of setup files, and visit(key, value, values) for a choice
/// - draw(context, rng): what it will do to one instance, a CompleteDraw
/// - forms(), if it goes by several names: one value for each
template <class Operation>
concept CompleteOperation = std::default_initializable<Operation> &&
    std::equality_comparable<Operation> && CompleteDraw<typename Operation::Drawn> && requires(
        const Operation& operation,
        Operation& read,
        const AnyVisit& visit,
        const DrawContext& context,
        random::Rng& rng) {
  { operation.name() } -> std::same_as<std::string_view>;
  { Operation::kKind } -> std::same_as<const NoiseKind&>;
  { Operation::kNeeds } -> std::same_as<const Needs&>;
  Operation::for_each_parameter(operation, visit);
  Operation::for_each_parameter(read, visit);
  { operation.draw(context, rng) } -> std::same_as<typename Operation::Drawn>;
};

/// A variant of types, each once.
template <class Variant, class... Types>
struct WithEachOnce : std::type_identity<Variant> {};
template <class... Before, class Type, class... Types>
struct WithEachOnce<std::variant<Before...>, Type, Types...>
    : std::conditional_t<
          (std::same_as<Before, Type> || ...),
          WithEachOnce<std::variant<Before...>, Types...>,
          WithEachOnce<std::variant<Before..., Type>, Types...>> {};

template <CompleteOperation... Operations>
struct OperationTable {
  using Operation = std::variant<Operations...>;
  using Draw = typename WithEachOnce<std::variant<>, typename Operations::Drawn...>::type;
};

/// All operations: a new one is one line here.
/// Source, where none is named: M. Kimhi et al., "Noisy Annotations in Semantic Segmentation",
/// arXiv:2406.10891.
using Operations = OperationTable<
    NoOperation,
    Approximation,
    Localization,
    Scale,
    Morphology,
    Shift,
    ContourWalk,
    Markov,
    BaseShift,
    Observer,
    ClassConfusion,
    Deletion,
    Duplicate,
    Spurious>;

using Operation = Operations::Operation;

/// What one operation will do to one instance, with nothing left to chance.
using Draw = Operations::Draw;

/// One operation of every name, and one draw of every name in logs; their values are the defaults.
[[nodiscard]] const std::vector<Operation>& operation_forms();
[[nodiscard]] const std::vector<Draw>& draw_forms();

/// As setup files have it: "scale", "opening", "class-confusion".
[[nodiscard]] std::string_view name_of(const Operation& operation);

/// As logs have it; mostly the name of its operation.
[[nodiscard]] std::string_view log_name_of(const Draw& draw);

[[nodiscard]] NoiseKind kind_of(const Operation& operation);
[[nodiscard]] Needs needs_of(const Operation& operation);

/// Visits the parameters of an operation in the order of setup files.
/// @param operation  an Operation, const or not
/// @param visit      called with (const Parameter&, double&), (const Parameter&, int&) and
///                   (std::string_view key, Choice&, const std::array<Choice, N>& all)
template <class AnOperation, class Visit>
void for_each_parameter(AnOperation& operation, const Visit& visit) {
  std::visit(
      [&](auto& one) { std::remove_cvref_t<decltype(one)>::for_each_parameter(one, visit); },
      operation);
}

}  // namespace segnoise::noise
