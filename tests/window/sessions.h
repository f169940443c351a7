#pragma once

#include "support/patients.h"
#include "support/setups.h"
#include "view/session.h"

namespace segnoise::testing {

/// A session of one patient, by default with both views.
[[nodiscard]] inline Session session_of(Patient patient = drawn_patient("patient0001")) {
  SessionStart start{.patients = {patient.id}, .setup = camus(tiers()[0])};
  start.load = [patient](std::size_t) { return ViewedPatient{.patient = patient}; };
  return Session(start);
}

/// A patient of whom there is the two-chamber view alone.
[[nodiscard]] inline Patient one_view() {
  Patient patient = drawn_patient("patient0002");
  for (const Instant instant : kInstants) patient.frames(View::kFourChamber, instant).reset();
  return patient;
}

}  // namespace segnoise::testing
