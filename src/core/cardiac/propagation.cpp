#include "core/cardiac/propagation.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace segnoise::cardiac {
namespace {

void require(bool holds, const char* rule, double value) {
  if (!holds) throw std::invalid_argument(rule + (", got " + std::to_string(value)));
}

void require(const RelativeError& error, const std::string& volume) {
  require(
      std::isfinite(error.mean) && error.mean > -1.0,
      ("the mean relative error of " + volume + " must be > -1").c_str(),
      error.mean);
  require(
      std::isfinite(error.sd) && error.sd >= 0.0,
      ("the SD of the relative error of " + volume + " must be >= 0").c_str(),
      error.sd);
}

}  // namespace

double propagated_ef_percent(
    double ef_percent, double edv_relative_error, double esv_relative_error) {
  require(
      std::isfinite(edv_relative_error) && edv_relative_error > -1.0,
      "edv_relative_error must be > -1",
      edv_relative_error);
  require(
      std::isfinite(esv_relative_error) && esv_relative_error >= -1.0,
      "esv_relative_error must be >= -1",
      esv_relative_error);
  return 100.0 * (1.0 - (1.0 - ef_percent / 100.0) * (1.0 + esv_relative_error) /
                            (1.0 + edv_relative_error));
}

EfRange propagated_ef_range(double ef_percent, double edv_fraction, double esv_fraction) {
  require(
      edv_fraction >= 0.0 && edv_fraction < 1.0, "edv_fraction must be in [0, 1)", edv_fraction);
  require(
      esv_fraction >= 0.0 && esv_fraction <= 1.0, "esv_fraction must be in [0, 1]", esv_fraction);
  return {
      .lower_percent = propagated_ef_percent(ef_percent, -edv_fraction, esv_fraction),
      .upper_percent = propagated_ef_percent(ef_percent, edv_fraction, -esv_fraction)};
}

PropagatedEf propagated_ef(
    double ef_percent, const RelativeError& edv, const RelativeError& esv, double correlation) {
  require(edv, "EDV");
  require(esv, "ESV");
  require(std::abs(correlation) <= 1.0, "correlation must be in [-1, 1]", correlation);
  const double mean_percent = propagated_ef_percent(ef_percent, edv.mean, esv.mean);
  const double edv_cv = edv.sd / (1.0 + edv.mean);
  const double esv_cv = esv.sd / (1.0 + esv.mean);
  const double variance = edv_cv * edv_cv + esv_cv * esv_cv - 2.0 * correlation * edv_cv * esv_cv;
  return {
      .bias_pp = mean_percent - ef_percent,
      // Equal errors that go together have none, but for rounding.
      .sd_pp = std::abs(100.0 - mean_percent) * std::sqrt(std::max(0.0, variance))};
}

}  // namespace segnoise::cardiac
