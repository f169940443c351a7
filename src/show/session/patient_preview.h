#pragma once

#include "core/cardiac/ef_category.h"
#include "core/cardiac/ejection.h"
#include "core/metrics/surface_distance.h"
#include "core/noise/setup.h"
#include "core/shape/mask.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace segnoise::session {

/// The left ventricle of a frame outlined anew, by noise or by a network, against its clean label.
struct RedrawnFrame {
  shape::Mask mask = {};            ///< without a pixel if the noise removed it
  std::optional<double> dice = {};  ///< fraction
  std::optional<metrics::HausdorffPair> hausdorff =
      {};  ///< from the clean label; nothing without a pixel
};

/// All frames of a patient outlined anew.
struct RedrawnPatient {
  cardiac::PerFrame<std::optional<RedrawnFrame>> frames = {};
  std::optional<cardiac::Ejection> ejection = {};  ///< nothing if a frame that it needs is not
                                                   ///< there, or not measurable
};

/// The labels of a patient, measured once, to look at what noise does to them.
class PatientPreview {
 public:
  /// @param wanted  of volumes; a patient of one view gets single-plane ones
  PatientPreview(const cardiac::Patient& patient, cardiac::VolumeMethod wanted);

  [[nodiscard]] const cardiac::PerFrame<std::optional<cardiac::Cavity>>& clean() const {
    return clean_;
  }
  [[nodiscard]] const std::optional<cardiac::Ejection>& clean_ejection() const {
    return clean_ejection_;
  }

  /// How volumes are measured; nothing if no view is measurable at both instants.
  [[nodiscard]] std::optional<cardiac::VolumeMethod> method() const { return method_; }

  /// The labels after noise, drawn as camus-noise draws them for a network: by the seed and
  /// "patient0001/2CH/ED" alone.
  /// @throws std::invalid_argument  as corrupted() does (study/corruption.h)
  /// @throws std::runtime_error     naming a frame without a long axis, if the setup shifts bases
  [[nodiscard]] RedrawnPatient noisy(const noise::NoiseSetup& setup, std::uint64_t seed) const;

  /// Outlines from elsewhere; those of frames without a label are left out.
  /// @throws std::runtime_error  naming the frame, if one is of another size than its label
  [[nodiscard]] RedrawnPatient redrawn(
      const cardiac::PerFrame<std::optional<shape::Mask>>& masks) const;

 private:
  std::string patient_;
  std::array<std::optional<cardiac::Quality>, 2> quality_;  ///< by view
  cardiac::VolumeMethod wanted_;
  cardiac::PerFrame<std::optional<cardiac::Cavity>> clean_;
  std::optional<cardiac::VolumeMethod> method_;
  std::optional<cardiac::Ejection> clean_ejection_;
};

}  // namespace segnoise::session
