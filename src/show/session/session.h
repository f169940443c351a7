#pragma once

#include "core/cardiac/echo.h"
#include "core/noise/setup.h"
#include "core/shape/polygon.h"
#include "show/session/patient_preview.h"
#include "show/session/severity.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::session {

/// The left ventricles that a network found in a patient's frames.
struct Prediction {
  std::string network = {};  ///< what it is called: "camus low"
  cardiac::PerFrame<std::optional<shape::Mask>> left_ventricle = {};
};

/// A patient to be shown, and what is known of him.
struct ViewedPatient {
  cardiac::Patient patient = {};
  std::optional<Prediction> prediction = {};
  std::string remark = {};  ///< one line: "EF error 12.3 p.p. in this study"; may be empty
};

/// A frame of a half sequence.
struct CineFrame {
  shape::Image image = {};
  shape::Mask clean = {};  ///< the LV as labelled; without a pixel where it is not
};

/// Half a heart cycle of one view; no frame where the data set has none.
using Cine = std::vector<CineFrame>;

/// What a session begins with.
struct SessionStart {
  std::vector<std::string> patients = {};  ///< ids in the order of next and previous; one at least
  std::size_t first = 0;                   ///< the place of the patient to begin with
  noise::NoiseSetup setup = {};
  std::uint64_t seed = 1;
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;

  /// Reads a patient by his place; std::runtime_error if none of his frames can be.
  std::function<ViewedPatient(std::size_t)> load = {};
};

inline constexpr std::uint64_t kSeedChoices = 100;

/// What a viewer looks at: one patient, a setup whose severities are being turned, a seed, and what
/// they make of him, which is always up to date.
class Session {
 public:
  /// @throws std::invalid_argument  if there is no patient, first is none of them, or the setup is
  ///                                not for ventricles (require_for_ventricle())
  /// @throws std::runtime_error     as start.load does
  explicit Session(SessionStart start);

  [[nodiscard]] const std::vector<std::string>& patients() const { return start_.patients; }
  [[nodiscard]] std::size_t place() const { return place_; }
  [[nodiscard]] const ViewedPatient& viewed() const { return viewed_; }
  [[nodiscard]] const PatientPreview& preview() const { return *preview_; }
  [[nodiscard]] const RedrawnPatient& noisy() const { return noisy_; }
  [[nodiscard]] const std::optional<RedrawnPatient>& predicted() const { return predicted_; }

  /// How many patients have been shown so far: changes whenever the patient does.
  [[nodiscard]] std::size_t visits() const { return visits_; }

  /// Goes a number of patients on, or back, from the last to the first. If he cannot be loaded the
  /// session stays as it is.
  /// @throws std::runtime_error  as SessionStart::load does
  void go(int patients);

  /// Those that the setup began with; values() has those of now, in the same order.
  [[nodiscard]] const std::vector<Severity>& severities() const { return severities_; }
  [[nodiscard]] const std::vector<double>& values() const { return values_; }

  /// @param value  brought into the range of the severity
  void set_value(std::size_t severity, double value);

  /// Seeds that can be chosen: kSeedChoices of them from the first on, the session's own included.
  [[nodiscard]] std::uint64_t first_seed() const;
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] std::uint64_t opened_seed() const { return start_.seed; }

  /// @param seed  brought among those that can be chosen
  void set_seed(std::uint64_t seed);

  /// Setup and seed as the session began.
  void reset();

  [[nodiscard]] bool is_edited() const;

  /// The setup of now; one that is no more the first says so in its name and description.
  [[nodiscard]] noise::NoiseSetup setup() const;

 private:
  void show(std::size_t place);
  void redraw();

  SessionStart start_;
  std::vector<Severity> severities_;
  std::vector<double> values_;
  std::uint64_t seed_;
  std::size_t place_ = 0;
  std::size_t visits_ = 0;
  ViewedPatient viewed_;
  std::optional<PatientPreview> preview_;
  RedrawnPatient noisy_;
  std::optional<RedrawnPatient> predicted_;
};

/// What noise made of the patient, in one line: "patient0001, low, seed 1: EDV 95.1 -> 97.0 mL, ESV
/// 44.0 -> 52.1 mL, EF 53.7 -> 46.3 % (preserved -> mildly reduced), mean Dice 0.934, largest HD
/// 6.2 mm".
[[nodiscard]] std::string summary_line(const Session& session);

}  // namespace segnoise::session
