#pragma once

#include "show/session/session.h"
#include "support/patients.h"
#include "support/setups.h"

namespace segnoise::testing {

/// A session of one patient, by default with both views.
[[nodiscard]] inline session::Session session_of(
    cardiac::Patient patient = drawn_patient("patient0001")) {
  session::SessionStart start{.patients = {patient.id}, .setup = camus(tiers()[0])};
  start.load = [patient](std::size_t) { return session::ViewedPatient{.patient = patient}; };
  return session::Session(start);
}

/// A patient of whom there is the two-chamber view alone.
[[nodiscard]] inline cardiac::Patient one_view() {
  cardiac::Patient patient = drawn_patient("patient0002");
  for (const cardiac::Instant instant : cardiac::kInstants)
    patient.frames(cardiac::View::kFourChamber, instant).reset();
  return patient;
}

}  // namespace segnoise::testing
