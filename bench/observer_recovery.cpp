// observer_recovery: whether --fit-observers finds the parameters that readings were made with.
//
// observer_recovery outlines PATIENTS READERS SEEDS   readers of the phantom, each outline drawn
// observer_recovery waves PATIENTS READERS SEEDS      the same without outlines, for many seeds

#include "core/noise/operations/observer.h"
#include "core/observers/observer_setup.h"
#include "core/shape/label_map.h"
#include "data/phantom/phantom.h"
#include "support/made_readers.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace segnoise;
using segnoise::testing::MadeReaders;

namespace {

/// What was made of a parameter, and what came out, over seeds.
struct Recovery {
  double made = 0.0;
  std::vector<double> fitted;
  int covered = 0;
};

/// By the name of the parameter, in the order of the table.
using Recoveries = std::vector<std::pair<std::string, Recovery>>;

double root_mean_square(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value * value;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

void note(Recoveries& all, const std::string& name, double made, const observers::Fitted& fitted) {
  if (!fitted.estimate) return;
  auto found = std::ranges::find(all, name, &std::pair<std::string, Recovery>::first);
  if (found == all.end()) found = all.insert(all.end(), {name, {}});
  Recovery& recovery = found->second;
  recovery.made = made;
  recovery.fitted.push_back(fitted.estimate->value - made);
  if (fitted.estimate->low <= made && made <= fitted.estimate->high) ++recovery.covered;
}

void note(
    Recoveries& all, const MadeReaders& made, const observers::ObserverFit& fit, bool from_mean) {
  for (const observers::NamedParameter& named : observers::parameters_of(fit)) {
    const std::string name =
        std::string(named.key) + (named.instant.empty() ? "" : " " + std::string(named.instant));
    note(all, name, made.value(named.key, named.instant), named.fitted);
  }
  for (const cardiac::Instant instant : cardiac::kInstants) {
    double mean = 0.0;
    for (std::size_t o = 0; o < made.readers; ++o) {
      mean += made.bias(o, instant) / static_cast<double>(made.readers);
    }
    for (std::size_t o = 0; o < made.readers; ++o) {
      const auto at = static_cast<std::size_t>(instant);
      note(
          all,
          "readers' biases " + std::string(name_of(instant)),
          made.bias(o, instant) - (from_mean ? mean : 0.0),
          fit.readers[o].bias_mm.at(at));
    }
  }
  double squares = 0.0;
  for (std::size_t o = 0; o < made.readers; ++o) squares += std::pow(made.spread_factor(o), 2);
  const double scale = std::sqrt(squares / static_cast<double>(made.readers));
  for (std::size_t o = 0; o < made.readers; ++o) {
    note(
        all,
        "readers' spread factors",
        made.spread_factor(o) / scale,
        fit.readers[o].spread_factor);
  }
}

void print(const Recoveries& all) {
  std::cout
      << "| parameter | made | mean error | SD of it | RMS, % of made | 95 % interval covers |\n"
      << "|---|---|---|---|---|---|\n"
      << std::fixed << std::setprecision(3);
  for (const auto& [name, r] : all) {
    double mean = 0.0;
    for (const double error : r.fitted) mean += error / static_cast<double>(r.fitted.size());
    const double rms = root_mean_square(r.fitted);
    std::cout << "| " << name << " | " << r.made << " | " << mean << " | "
              << std::sqrt(std::max(0.0, rms * rms - mean * mean)) << " | ";
    if (name.starts_with("readers'"))
      std::cout << rms << " abs";
    else
      std::cout << 100.0 * rms / std::abs(r.made);
    std::cout << " | " << r.covered << " of " << r.fitted.size() << " |\n";
  }
}

struct CleanFrame {
  observers::ReadFrame frame;
  shape::Mask ventricle;
  shape::Spacing spacing_mm;
};

std::vector<CleanFrame> phantom_frames(int patients) {
  std::vector<CleanFrame> frames;
  for (int p = 1; p <= patients; ++p) {
    const cardiac::Patient patient = phantom::make_phantom_patient(p, 1).patient;
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& labelled = patient.frames(view, instant).value();
        CleanFrame& clean = frames.emplace_back();
        clean.frame.patient = static_cast<std::size_t>(p);
        clean.frame.view = view;
        clean.frame.instant = instant;
        clean.frame.quality = patient.quality.at(static_cast<std::size_t>(view));
        clean.ventricle = shape::mask_of(labelled.labels, cardiac::kLeftVentricle);
        clean.spacing_mm = labelled.labels.spacing_mm();
      }
    }
  }
  return frames;
}

std::vector<observers::ReadFrame> read_outlines(
    const std::vector<CleanFrame>& clean, const MadeReaders& made, bool from_mean, int& lost) {
  const noise::NoiseSetup setup = made.setup();
  std::vector<observers::ReadFrame> frames;
  for (const CleanFrame& one : clean) {
    std::vector<shape::Mask> readings;
    for (std::size_t reader = 0; reader < made.readers; ++reader) {
      readings.push_back(made.read(one.ventricle, one.spacing_mm, setup, reader, one.frame));
    }
    const auto waves =
        observers::outline_waves(readings, from_mean ? nullptr : &one.ventricle, one.spacing_mm);
    if (!waves) {
      ++lost;
      continue;
    }
    frames.push_back(one.frame);
    frames.back().outlines = *waves;
  }
  return frames;
}

void recover(bool as_outlines, int patients, std::size_t readers, int seeds) {
  const auto clean = phantom_frames(as_outlines ? patients : 1);
  for (const bool from_mean : {false, true}) {
    if (from_mean && readers < 2) continue;
    Recoveries all;
    int lost = 0;
    std::chrono::duration<double> fitting{};
    for (int seed = 1; seed <= seeds; ++seed) {
      const MadeReaders made =
          testing::readers_to_recover(readers, static_cast<std::uint64_t>(seed));
      std::vector<observers::ReadFrame> frames;
      if (as_outlines) {
        frames = read_outlines(clean, made, from_mean, lost);
      } else {
        std::array<observers::OutlineWaves, 2> outlines;
        for (std::size_t i = 0; i < 2; ++i) {
          outlines.at(i) =
              observers::outline_waves(
                  std::span(&clean[i].ventricle, 1), &clean[i].ventricle, clean[i].spacing_mm)
                  .value();
          outlines.at(i).readings.clear();
        }
        frames = made.frames(static_cast<std::size_t>(patients), outlines, from_mean);
      }
      const auto began = std::chrono::steady_clock::now();
      note(
          all,
          made,
          observers::fit_observers(
              frames,
              from_mean ? observers::Reference::kMeanOutline : observers::Reference::kGivenReader),
          from_mean);
      fitting += std::chrono::steady_clock::now() - began;
    }
    std::cout << '\n'
              << readers << " readers, " << patients << " patients, " << seeds << " seeds, from "
              << (from_mean ? "the mean outline" : "the truth") << ": " << lost << " frames lost, "
              << std::fixed << std::setprecision(1) << fitting.count() / seeds << " s a fit\n\n";
    print(all);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 5) throw std::invalid_argument("expected outlines|waves PATIENTS READERS SEEDS");
    recover(
        std::string_view(argv[1]) == "outlines",
        std::stoi(argv[2]),
        static_cast<std::size_t>(std::stoul(argv[3])),
        std::stoi(argv[4]));
  } catch (const std::exception& error) {
    std::cerr << "observer_recovery: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
