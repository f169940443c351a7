#pragma once

#include <string_view>

namespace segnoise::page {

/// How every page looks: page.css.
[[nodiscard]] std::string_view page_style();

/// What pages with charts or panels do: page.js.
[[nodiscard]] std::string_view page_script();

/// Vega, Vega-Lite and Vega's interpreter of expressions, which asks for no eval.
[[nodiscard]] std::string_view chart_runtime();

}  // namespace segnoise::page
