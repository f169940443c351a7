#include "show/session/session.h"

#include "base/number_text.h"
#include "study/plan/ventricle.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace segnoise::session {
namespace {

/// "95.1 -> 97.0"; a dash for what is not there.
std::string change(
    const std::optional<cardiac::Ejection>& from,
    const std::optional<cardiac::Ejection>& to,
    double cardiac::Ejection::*number) {
  const auto shown = [&](const std::optional<cardiac::Ejection>& ejection) {
    return ejection ? base::decimal_text((*ejection).*number, 1) : std::string("-");
  };
  return shown(from) + " -> " + shown(to);
}

std::string category(const std::optional<cardiac::Ejection>& ejection) {
  return ejection ? std::string(cardiac::name_of(cardiac::ef_category(ejection->ef_percent))) : "-";
}

/// ", mean Dice 0.934, largest HD 6.2 mm": nothing of what no frame has.
std::string agreement(const RedrawnPatient& redrawn) {
  double dice_sum = 0.0;
  int dice_count = 0;
  double largest_mm = -1.0;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = redrawn.frames(view, instant);
      if (!frame) continue;
      if (frame->dice) {
        dice_sum += *frame->dice;
        ++dice_count;
      }
      if (frame->hausdorff) largest_mm = std::max(largest_mm, frame->hausdorff->distance_mm);
    }
  }
  std::string text;
  if (dice_count > 0) text += ", mean Dice " + base::decimal_text(dice_sum / dice_count, 3);
  if (largest_mm >= 0.0) text += ", largest HD " + base::decimal_text(largest_mm, 1) + " mm";
  return text;
}

}  // namespace

Session::Session(SessionStart start)
    : start_(std::move(start)), severities_(severities_of(start_.setup)), seed_(start_.seed) {
  if (start_.first >= start_.patients.size()) {
    throw std::invalid_argument(
        "the first patient must be one of " + std::to_string(start_.patients.size()) +
        ", got number " + std::to_string(start_.first + 1));
  }
  plan::require_for_ventricle(start_.setup);
  for (const Severity& severity : severities_) values_.push_back(severity.value);
  show(start_.first);
}

void Session::show(std::size_t place) {
  ViewedPatient viewed = start_.load(place);
  PatientPreview preview(viewed.patient, start_.volume_method);
  RedrawnPatient noisy = preview.noisy(setup(), seed_);
  std::optional<RedrawnPatient> predicted;
  if (viewed.prediction) predicted = preview.redrawn(viewed.prediction->left_ventricle);

  place_ = place;
  ++visits_;
  viewed_ = std::move(viewed);
  preview_ = std::move(preview);
  noisy_ = std::move(noisy);
  predicted_ = std::move(predicted);
}

void Session::redraw() { noisy_ = preview_->noisy(setup(), seed_); }

void Session::go(int patients) {
  const auto count = static_cast<std::int64_t>(start_.patients.size());
  const std::int64_t place = (static_cast<std::int64_t>(place_) + patients) % count;
  show(static_cast<std::size_t>(place < 0 ? place + count : place));
}

void Session::set_value(std::size_t severity, double value) {
  values_.at(severity) = std::clamp(value, 0.0, severities_.at(severity).most);
  redraw();
}

std::uint64_t Session::first_seed() const {
  constexpr std::uint64_t kBefore = kSeedChoices / 2;
  const std::uint64_t last_first = std::numeric_limits<std::uint64_t>::max() - (kSeedChoices - 1);
  if (start_.seed < kSeedChoices) return std::min<std::uint64_t>(start_.seed, 1);
  return std::min(start_.seed - kBefore, last_first);
}

void Session::set_seed(std::uint64_t seed) {
  seed_ = std::clamp(seed, first_seed(), first_seed() + (kSeedChoices - 1));
  redraw();
}

void Session::reset() {
  std::ranges::transform(severities_, values_.begin(), &Severity::value);
  seed_ = start_.seed;
  redraw();
}

bool Session::is_edited() const {
  return !std::ranges::equal(values_, severities_, {}, {}, &Severity::value);
}

noise::NoiseSetup Session::setup() const {
  if (!is_edited()) return start_.setup;
  noise::NoiseSetup edited = with_severities(start_.setup, values_);
  edited.name += " edited";
  edited.description = "The setup " + start_.setup.name + " with severities set in camus-view";
  return edited;
}

std::string summary_line(const Session& session) {
  const auto& clean = session.preview().clean_ejection();
  const auto& noisy = session.noisy().ejection;
  return session.viewed().patient.id + ", " + session.setup().name + ", seed " +
         std::to_string(session.seed()) + ": EDV " +
         change(clean, noisy, &cardiac::Ejection::edv_ml) + " mL, ESV " +
         change(clean, noisy, &cardiac::Ejection::esv_ml) + " mL, EF " +
         change(clean, noisy, &cardiac::Ejection::ef_percent) + " % (" + category(clean) + " -> " +
         category(noisy) + ")" + agreement(session.noisy());
}

}  // namespace segnoise::session
