#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace segnoise::cardiac {

/// What an ejection fraction is called. A category of EF, not a class of heart failure.
enum class EfCategory : std::uint8_t { kReduced, kMildlyReduced, kPreserved };

/// In ascending order of EF.
inline constexpr std::array kEfCategories{
    EfCategory::kReduced, EfCategory::kMildlyReduced, EfCategory::kPreserved};

inline constexpr double kReducedUpToPercent = 40.0;
inline constexpr double kPreservedFromPercent = 50.0;

/// How borders count, in one sentence for readers of results.
inline constexpr std::string_view kEfCategoryRule =
    "EF categories: reduced up to 40 %, mildly reduced above 40 and below 50 %, preserved from "
    "50 %; EF is not rounded first, so 40.4 % is mildly reduced.";

/// Reduced up to 40 %, mildly reduced above 40 and below 50 %, preserved from 50 %. EF is not
/// rounded first: 40.4 % is mildly reduced.
[[nodiscard]] EfCategory ef_category(double ef_percent);

/// "reduced", "mildly reduced", "preserved".
[[nodiscard]] std::string_view name_of(EfCategory category);

}  // namespace segnoise::cardiac
