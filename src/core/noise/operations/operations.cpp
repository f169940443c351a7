#include "core/noise/operations/operations.h"

namespace segnoise::noise {
namespace {

/// One value of every name that the alternatives of a variant go by.
template <class Variant>
struct Forms;

template <class... Alternatives>
struct Forms<std::variant<Alternatives...>> {
  static std::vector<std::variant<Alternatives...>> all() {
    std::vector<std::variant<Alternatives...>> forms;
    (add<Alternatives>(forms), ...);
    return forms;
  }

 private:
  template <class Alternative>
  static void add(std::vector<std::variant<Alternatives...>>& forms) {
    if constexpr (requires { Alternative::forms(); }) {
      for (const Alternative& form : Alternative::forms()) forms.emplace_back(form);
    } else {
      forms.emplace_back(Alternative{});
    }
  }
};

}  // namespace

const std::vector<Operation>& operation_forms() {
  static const std::vector<Operation> forms = Forms<Operation>::all();
  return forms;
}

const std::vector<Draw>& draw_forms() {
  static const std::vector<Draw> forms = Forms<Draw>::all();
  return forms;
}

std::string_view name_of(const Operation& operation) {
  return std::visit([](const auto& one) { return one.name(); }, operation);
}

std::string_view log_name_of(const Draw& draw) {
  return std::visit(
      []<class Drawn>(const Drawn& drawn) {
        if constexpr (requires { Drawn::kLogName; }) {
          return Drawn::kLogName;
        } else {
          return drawn.name();
        }
      },
      draw);
}

NoiseKind kind_of(const Operation& operation) {
  return std::visit([]<class One>(const One& /*one*/) { return One::kKind; }, operation);
}

Needs needs_of(const Operation& operation) {
  return std::visit([]<class One>(const One& /*one*/) { return One::kNeeds; }, operation);
}

}  // namespace segnoise::noise
