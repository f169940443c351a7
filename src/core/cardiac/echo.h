#pragma once

#include "core/shape/raster.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::cardiac {

/// The two apical views from which volumes are estimated.
enum class View : std::uint8_t { kTwoChamber, kFourChamber };

/// The two frames of a heart cycle from which the ejection fraction is computed.
enum class Instant : std::uint8_t { kEndDiastole, kEndSystole };

enum class Quality : std::uint8_t { kGood, kMedium, kPoor };
enum class Sex : std::uint8_t { kFemale, kMale };

inline constexpr std::array kViews{View::kTwoChamber, View::kFourChamber};
inline constexpr std::array kInstants{Instant::kEndDiastole, Instant::kEndSystole};
inline constexpr std::array kQualities{Quality::kGood, Quality::kMedium, Quality::kPoor};

/// Names as in CAMUS file names and cfg files: "2CH", "4CH"; "ED", "ES"; "Good"...; "F", "M".
[[nodiscard]] std::string_view name_of(View view);
[[nodiscard]] std::string_view name_of(Instant instant);
[[nodiscard]] std::string_view name_of(Quality quality);
[[nodiscard]] std::string_view name_of(Sex sex);

/// Label values of CAMUS.
inline constexpr std::uint8_t kBackground = 0;
inline constexpr std::uint8_t kLeftVentricle = 1;  ///< the cavity, inside the endocardium
inline constexpr std::uint8_t kMyocardium = 2;
inline constexpr std::uint8_t kLeftAtrium = 3;

/// One value for each view and instant.
template <class T>
class PerFrame {
 public:
  [[nodiscard]] T& operator()(View view, Instant instant) { return values_[index(view, instant)]; }
  [[nodiscard]] const T& operator()(View view, Instant instant) const {
    return values_[index(view, instant)];
  }

 private:
  [[nodiscard]] static std::size_t index(View view, Instant instant) {
    return static_cast<std::size_t>(view) * 2 + static_cast<std::size_t>(instant);
  }

  std::array<T, 4> values_{};
};

/// A patient of an echocardiography data set: up to four labelled frames and what is known of them.
struct Patient {
  std::string id = {};  ///< e.g. "patient0001"
  PerFrame<std::optional<shape::LabelledImage>> frames =
      {};                                              ///< absent where the data set has none
  std::array<std::optional<Quality>, 2> quality = {};  ///< by view
  std::optional<Sex> sex = {};
  std::optional<double> age_years = {};
  std::optional<double> stated_ef_percent = {};  ///< as the data set states it, [0, 100]
  std::vector<std::string> remarks = {};         ///< remarks_on(), where the patient was read

  /// Whether all four frames are there, as biplane volumes need.
  [[nodiscard]] bool has_both_views() const;
  /// Whether a view has both of its frames, as an ejection fraction needs at the least.
  [[nodiscard]] bool has_a_view() const;
};

/// Which patients a network learns from, is chosen by, and is judged on: ids, each in one part.
struct Split {
  std::vector<std::string> training = {};
  std::vector<std::string> validation = {};
  std::vector<std::string> testing = {};
};

}  // namespace segnoise::cardiac
