#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace segnoise::analysis {

/// What a measure is counted in.
enum class MeasureUnit : std::uint8_t { kNone, kPercent, kPercentagePoints, kMm, kMl };

/// "%", "p.p.", "mm", "mL"; "" where there is none.
[[nodiscard]] std::string_view symbol_of(MeasureUnit unit);

/// The same where there is room: "percentage points".
[[nodiscard]] std::string_view words_of(MeasureUnit unit);

/// Which values are better.
enum class Better : std::uint8_t { kHigher, kLower, kNearZero, kNeither };

/// "higher", "lower", "nearer to zero"; "" where neither is.
[[nodiscard]] std::string_view name_of(Better better);

/// One number about a patient, and how it is told.
struct Measure {
  std::string_view id;       ///< in CSV and JSON, with its unit: "hd_ed_mm"
  std::string_view heading;  ///< where there is little room: "HD ED"
  std::string_view title;    ///< of axes and tables: "Hausdorff distance at ED"
  MeasureUnit unit;
  int decimals;
  Better better;

  /// "HD ED mm".
  [[nodiscard]] std::string heading_with_unit() const;

  /// "Hausdorff distance at ED, mm", with what is to stand between.
  [[nodiscard]] std::string title_with_unit(std::string_view between = ", ") const;

  bool operator==(const Measure& other) const { return id == other.id; }
};

// Of a network's predictions, each over both views.
inline constexpr Measure kDiceEs{
    "dice_es_percent", "Dice ES", "Dice at ES", MeasureUnit::kPercent, 1, Better::kHigher};
inline constexpr Measure kDiceEd{
    "dice_ed_percent", "Dice ED", "Dice at ED", MeasureUnit::kPercent, 1, Better::kHigher};
/// Where a patient has both.
inline constexpr Measure kMeanDice{
    "dice_percent", "Dice", "Mean Dice of ED and ES", MeasureUnit::kPercent, 1, Better::kHigher};
/// Predicted minus that of the clean labels; its mean over patients is the bias.
inline constexpr Measure kSignedEfError{
    "ef_signed_error_pp",
    "signed EF error",
    "Signed EF error",
    MeasureUnit::kPercentagePoints,
    1,
    Better::kNearZero};
/// In percent of the clean labels' ESV.
inline constexpr Measure kSignedEsvError{
    "esv_signed_error_percent",
    "signed ESV error",
    "Signed ESV error",
    MeasureUnit::kPercent,
    1,
    Better::kNearZero};
inline constexpr Measure kEfError{
    "ef_error_pp", "|EF error|", "|EF error|", MeasureUnit::kPercentagePoints, 1, Better::kLower};
inline constexpr Measure kHdEs{
    "hd_es_mm", "HD ES", "Hausdorff distance at ES", MeasureUnit::kMm, 1, Better::kLower};
inline constexpr Measure kHdEd{
    "hd_ed_mm", "HD ED", "Hausdorff distance at ED", MeasureUnit::kMm, 1, Better::kLower};

// Of noisy labels by themselves, over draws.
inline constexpr Measure kEfBias{
    "ef_bias_pp", "EF bias", "Bias of EF", MeasureUnit::kPercentagePoints, 1, Better::kNearZero};
inline constexpr Measure kEfSd{
    "ef_sd_pp", "EF SD", "SD of EF", MeasureUnit::kPercentagePoints, 1, Better::kLower};
inline constexpr Measure kEfWidth{
    "ef_central95_width_pp",
    "95 % width",
    "Width of the interval that holds 95 % of EFs",
    MeasureUnit::kPercentagePoints,
    1,
    Better::kLower};
inline constexpr Measure kEfMae{
    "ef_mae_pp", "EF MAE", "Mean EF error", MeasureUnit::kPercentagePoints, 1, Better::kLower};
inline constexpr Measure kEdvBias{
    "edv_bias_percent", "EDV bias", "Bias of EDV", MeasureUnit::kPercent, 1, Better::kNearZero};
inline constexpr Measure kEsvBias{
    "esv_bias_percent", "ESV bias", "Bias of ESV", MeasureUnit::kPercent, 1, Better::kNearZero};
inline constexpr Measure kOtherCategory{
    "other_category_probability",
    "other category",
    "Another EF category",
    MeasureUnit::kNone,
    2,
    Better::kLower};
inline constexpr Measure kCrossing40{
    "crossing_40_probability",
    "crosses 40 %",
    "EF on the other side of 40 %",
    MeasureUnit::kNone,
    2,
    Better::kLower};
inline constexpr Measure kCrossing50{
    "crossing_50_probability",
    "crosses 50 %",
    "EF on the other side of 50 %",
    MeasureUnit::kNone,
    2,
    Better::kLower};
/// 1 if the interval of 95 % of the draws holds the clean EF, else 0: of many patients 0.95 is
/// best.
inline constexpr Measure kCovered{
    "central95_covers_clean",
    "95 % of draws hold clean EF",
    "95 % of draws hold the clean EF",
    MeasureUnit::kNone,
    2,
    Better::kNeither};
inline constexpr Measure kBrier{
    "ef_category_brier",
    "Brier score of EF categories",
    "Brier score of EF categories",
    MeasureUnit::kNone,
    2,
    Better::kLower};

// Not compared, but told of each patient: as predicted, and of the clean labels.
inline constexpr Measure kEf{"ef_percent", "EF", "EF", MeasureUnit::kPercent, 1, Better::kNeither};
inline constexpr Measure kEdv{"edv_ml", "EDV", "EDV", MeasureUnit::kMl, 0, Better::kNeither};
inline constexpr Measure kEsv{"esv_ml", "ESV", "ESV", MeasureUnit::kMl, 0, Better::kNeither};
inline constexpr Measure kReferenceEf{
    "reference_ef_percent",
    "EF, clean labels",
    "EF of the clean labels",
    MeasureUnit::kPercent,
    1,
    Better::kNeither};
inline constexpr Measure kReferenceEdv{
    "reference_edv_ml",
    "EDV, clean labels",
    "EDV of the clean labels",
    MeasureUnit::kMl,
    0,
    Better::kNeither};
inline constexpr Measure kReferenceEsv{
    "reference_esv_ml",
    "ESV, clean labels",
    "ESV of the clean labels",
    MeasureUnit::kMl,
    0,
    Better::kNeither};
/// Of how many views a patient's EF is: 2, or 1 where it is single-plane.
inline constexpr Measure kEfViews{
    "ef_views", "views", "Views that EF is of", MeasureUnit::kNone, 0, Better::kNeither};
/// The worse of the views that EF is of: cardiac::Quality as a number, 0 good, 1 medium, 2 poor.
inline constexpr Measure kImageQuality{
    "image_quality", "quality", "Image quality", MeasureUnit::kNone, 0, Better::kNeither};

/// The paper's Table 7.
inline constexpr std::array kTable7Measures{kDiceEs, kDiceEd, kEfError, kHdEd};

/// What a study of networks tests: first where the noise of the CAMUS study pushes, by its
/// definition: it dilates at ES, so that ESV grows and EF falls. An error without its sign mixes
/// that with the error that the clean network has by itself.
inline constexpr std::array kTestedMeasures{
    kSignedEfError, kSignedEsvError, kEfError, kDiceEs, kDiceEd, kHdEd};

/// What conditions are compared in: predictions first, then noisy labels by themselves.
inline constexpr std::array kComparedMeasures{
    kDiceEs,
    kDiceEd,
    kMeanDice,
    kSignedEfError,
    kSignedEsvError,
    kEfError,
    kHdEs,
    kHdEd,
    kEfBias,
    kEfSd,
    kEfWidth,
    kEfMae,
    kEdvBias,
    kEsvBias,
    kOtherCategory,
    kCrossing40,
    kCrossing50,
    kCovered,
    kBrier};

/// The others.
inline constexpr std::array kToldMeasures{
    kEf, kEdv, kEsv, kReferenceEf, kReferenceEdv, kReferenceEsv, kEfViews, kImageQuality};

}  // namespace segnoise::analysis
