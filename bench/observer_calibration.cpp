// observer_calibration: how near the built-in observers come to the figures that were published of
// real ones, on the phantom and on real labels.

#include "data/camus/data_set.h"
#include "data/setups/setup_file.h"
#include "support/observer_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace segnoise;
using segnoise::testing::observer_figures;
using segnoise::testing::ObserverFigures;

namespace {

/// A number that was published, and how near to it is near enough.
struct Target {
  std::string name;
  double published = 0.0;
  double margin = 0.0;
  double (*reached)(const ObserverFigures&);
  bool is_of_ef = false;
};

/// S. Leclerc et al., IEEE TMI 38(9), 2019: good and medium images.
std::vector<Target> targets_of(const std::string& setup) {
  // Dice, MAD and HD at ED, at ES; EF bias and SD, 0 where none was published.
  struct Row {
    std::string setup;
    std::array<double, 8> published;
  };
  static const std::vector<Row> rows{
      {"observer-intra", {0.945, 1.4, 4.6, 0.930, 1.3, 4.5, -2.3, 5.7}},
      {"observer-12", {0.919, 2.2, 6.0, 0.873, 2.7, 6.6, -9.1, 8.1}},
      {"observer-13", {0.886, 3.3, 8.2, 0.823, 4.0, 8.8, 0.0, 0.0}}};
  const auto row = std::ranges::find(rows, setup, &Row::setup);
  if (row == rows.end()) return {};
  const auto& p = row->published;
  std::vector<Target> targets{
      {"Dice ED", p[0], 0.01, [](const ObserverFigures& f) { return f.outlines[0].dice; }},
      {"Dice ES", p[3], 0.01, [](const ObserverFigures& f) { return f.outlines[1].dice; }},
      {"MAD ED mm",
       p[1],
       0.1 * p[1],
       [](const ObserverFigures& f) { return f.outlines[0].mad_mm; }},
      {"MAD ES mm",
       p[4],
       0.1 * p[4],
       [](const ObserverFigures& f) { return f.outlines[1].mad_mm; }},
      {"HD ED mm", p[2], 0.1 * p[2], [](const ObserverFigures& f) { return f.outlines[0].hd_mm; }},
      {"HD ES mm", p[5], 0.1 * p[5], [](const ObserverFigures& f) { return f.outlines[1].hd_mm; }}};
  if (p[7] == 0.0) return targets;
  targets.push_back(
      {"EF bias pp", p[6], 1.0, [](const ObserverFigures& f) { return f.ef_bias_pp; }, true});
  targets.push_back(
      {"EF SD pp", p[7], 0.1 * p[7], [](const ObserverFigures& f) { return f.ef_sd_pp; }, true});
  return targets;
}

struct Cohort {
  std::string name;
  std::vector<plan::VentricleLabels> patients;
  int readings = 1;     ///< of each patient
  bool has_ef = false;  ///< whether there are patients enough for that
};

int thread_count() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

ObserverFigures figures_of(const Cohort& cohort, const noise::NoiseSetup& setup) {
  return observer_figures(cohort.patients, setup, cohort.readings, 1, thread_count());
}

void print(const Cohort& cohort, const noise::NoiseSetup& setup) {
  const ObserverFigures figures = figures_of(cohort, setup);
  std::cout << setup.name << ", " << cohort.name << ": " << figures.frames << " frames, "
            << cohort.readings << " readings of each, " << figures.lost << " lost\n";
  for (const Target& target : targets_of(setup.name)) {
    if (target.is_of_ef && !cohort.has_ef) continue;
    const double reached = target.reached(figures);
    const int decimals = target.published < 1.0 && target.published > 0.0 ? 3 : 2;
    std::cout << "  " << std::left << std::setw(11) << target.name << std::right << std::fixed
              << std::setprecision(decimals) << std::setw(8) << reached << "  published "
              << std::setw(6) << target.published << " ± " << target.margin
              << (std::abs(reached - target.published) <= target.margin ? "" : "  MISSED") << '\n';
  }
  if (targets_of(setup.name).empty()) {
    for (std::size_t at = 0; at < 2; ++at) {
      const auto& [dice, mad_mm, hd_mm] = figures.outlines.at(at);
      std::cout << "  " << cardiac::name_of(cardiac::kInstants.at(at)) << std::fixed
                << std::setprecision(3) << "  Dice " << dice << std::setprecision(2) << "  MAD "
                << mad_mm << " mm  HD " << hd_mm << " mm\n";
    }
  }
  if (!cohort.has_ef) return;
  std::cout << std::setprecision(2) << "  EF of " << figures.patients_with_ef
            << " patients: " << figures.ef_bias_pp << " ± " << figures.ef_sd_pp << " points, r "
            << figures.ef_r << ", MAE " << figures.ef_mae_pp << '\n';
}

/// How far all targets are missed, in margins: what is well within counts little.
double loss(const std::vector<Cohort>& cohorts, const noise::NoiseSetup& setup) {
  double sum = 0.0;
  for (const Cohort& cohort : cohorts) {
    const ObserverFigures figures = figures_of(cohort, setup);
    for (const Target& target : targets_of(setup.name)) {
      if (target.is_of_ef && !cohort.has_ef) continue;
      const double missed = std::abs(target.reached(figures) - target.published) / target.margin;
      sum += std::pow(missed, 4);
    }
  }
  return sum;
}

/// The observer of one instant in a setup.
noise::Observer& observer_of(noise::NoiseSetup& setup, const std::string& instant) {
  for (noise::Step& step : setup.steps) {
    auto* operation = std::get_if<noise::Operation>(&step.action);
    if (step.only == instant && operation != nullptr) return std::get<noise::Observer>(*operation);
  }
  throw std::runtime_error(setup.name + " has no observer at " + instant);
}

/// A number of a setup that is searched for.
struct Unknown {
  std::string name;
  double step;
  double least;
  std::function<double(noise::NoiseSetup&)> get;
  std::function<void(noise::NoiseSetup&, double)> set;
};

std::vector<Unknown> unknowns() {
  std::vector<Unknown> all;
  const auto of_instant = [&](const std::string& instant,
                              const std::string& name,
                              auto member,
                              double step,
                              double least) {
    all.push_back(
        {name + ' ' + instant,
         step,
         least,
         [=](noise::NoiseSetup& s) { return observer_of(s, instant).*member; },
         [=](noise::NoiseSetup& s, double to) { observer_of(s, instant).*member = to; }});
  };
  const auto of_both = [&](const std::string& name, auto member, double step, double least) {
    all.push_back(
        {name,
         step,
         least,
         [=](noise::NoiseSetup& s) { return observer_of(s, "ED").*member; },
         [=](noise::NoiseSetup& s, double to) {
           observer_of(s, "ED").*member = to;
           observer_of(s, "ES").*member = to;
         }});
  };
  for (const char* instant : {"ED", "ES"}) {
    of_instant(instant, "spread", &noise::Observer::spread, 0.3, 0.05);
    of_instant(instant, "bias", &noise::Observer::bias, 0.3, -10.0);
  }
  of_both("correlation", &noise::Observer::correlation, 3.0, 12.0);
  of_both("base-sigma", &noise::Observer::base_sigma, 0.6, 0.0);
  of_both("apex-sigma", &noise::Observer::apex_sigma, 0.6, 0.5);
  of_both("tilt-sigma-deg", &noise::Observer::tilt_sigma_deg, 1.5, 0.0);
  of_both("instant-correlation", &noise::Observer::instant_correlation, 0.15, 0.2);
  of_both("view-correlation", &noise::Observer::view_correlation, 0.15, 0.2);
  return all;
}

/// Compass search with common random numbers.
noise::NoiseSetup fitted(const std::vector<Cohort>& cohorts, noise::NoiseSetup setup) {
  constexpr double kSmallest = 0.12;  // of a step
  double best = loss(cohorts, setup);
  std::vector<Unknown> all = unknowns();
  std::vector<double> size(all.size(), 1.0);
  while (std::ranges::max(size) > kSmallest) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double from = all[i].get(setup);
      bool is_better = false;
      for (const double direction : {1.0, -1.0}) {
        noise::NoiseSetup tried = setup;
        const double to = from + direction * size[i] * all[i].step;
        if (to < all[i].least) continue;
        if (all[i].name.ends_with("-correlation") && to > 0.8) continue;
        all[i].set(tried, to);
        const double found = loss(cohorts, tried);
        if (found >= best) continue;
        best = found;
        setup = std::move(tried);
        is_better = true;
        break;
      }
      size[i] *= is_better ? 1.5 : 0.5;
    }
    std::cerr << "loss " << best;
    for (const Unknown& one : all) std::cerr << "  " << one.name << ' ' << one.get(setup);
    std::cerr << std::endl;
  }
  return setup;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(std::next(argv), std::next(argv, argc));
  if (arguments.size() < 2 || arguments.size() > 4) {
    std::cerr << "usage: observer_calibration SETUP PATIENTS [CAMUS] [--fit]\n"
                 "       PATIENTS of the phantom; CAMUS a data set; --fit prints a better setup\n";
    return 2;
  }
  try {
    noise::NoiseSetup setup = setups::read_setup(arguments[0], setups::Scenario::kCamus);
    const int patients = std::stoi(arguments[1]);
    const bool is_fit = arguments.back() == "--fit";
    std::vector<Cohort> cohorts;
    cohorts.push_back(
        {"phantom", testing::phantom_labels(patients, thread_count()), is_fit ? 5 : 20, true});
    if (arguments.size() > (is_fit ? 3U : 2U)) {
      Cohort& real = cohorts.emplace_back(Cohort{arguments[2], {}, is_fit ? 40 : 200, false});
      (void)camus::for_each_patient(
          camus::open_data_set(arguments[2]), [&](const cardiac::Patient& patient) {
            real.patients.push_back(plan::ventricle_labels(patient));
          });
    }
    if (is_fit) {
      setup = fitted(cohorts, setup);
      std::cout << setups::to_json(setup) << '\n';
    }
    for (const Cohort& cohort : cohorts) {
      print(cohort, setup);
      const auto [outlines, crossed] =
          testing::self_crossings(cohort.patients, setup, cohort.readings, 1, thread_count());
      std::cout << "  outlines that cross themselves: " << crossed << " of " << outlines << '\n';
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
