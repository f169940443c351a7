#include "core/observers/observer_fit.h"

#include "core/statistics/distributions.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace segnoise::observers {
namespace {

constexpr int kSize = static_cast<int>(std::tuple_size_v<Waves>);
constexpr int kShapes = 3;                 // base, apex, tilt
constexpr int kChances = kSize + kShapes;  // standard normals behind a reading of a frame
constexpr std::size_t kInstants = cardiac::kInstants.size();

using Vector = Eigen::Matrix<double, kSize, 1>;
using Matrix = Eigen::Matrix<double, kSize, kSize>;
using Factors = Eigen::Matrix<double, kSize, kChances>;  // of a reading, from its chances
using Chances = Eigen::Matrix<double, kChances, 1>;
using ChanceMatrix = Eigen::Matrix<double, kChances, kChances>;

// The parameters of the likelihood, as logarithms: variances by instant, length, factors.
constexpr int kOfInstant = 1 + kShapes;  // spread, then the shapes
constexpr int kLength = kOfInstant * static_cast<int>(kInstants);
constexpr int kPixels = kLength + 1;  // variance of what pixels do to an outline
constexpr int kMedium = kPixels + 1;
constexpr int kPoor = kMedium + 1;
constexpr int kParameters = kPoor + 1;
using Parameters = Eigen::Matrix<double, kParameters, 1>;
using Information = Eigen::Matrix<double, kParameters, kParameters>;

constexpr double kLeastSigma = 0.02;       // mm; of the slope, hundredths: below it counts as none
constexpr double kLeastPixelSigma = 1e-3;  // mm
constexpr double kLeastLength = 1.0;       // mm
constexpr double kGreatestLength = 500.0;

double squared(double x) { return x * x; }

Eigen::Map<const Vector> vector_of(const Waves& waves) {
  return Eigen::Map<const Vector>(waves.data());
}

int instant_index(const ReadFrame& frame) { return static_cast<int>(frame.instant); }

std::array<const Waves*, kShapes> shapes_of(const ReadFrame& frame) {
  return {&frame.outlines.base, &frame.outlines.apex, &frame.outlines.tilt};
}

/// How quality counts in the model: what is not known is good.
cardiac::Quality counted_quality(const ReadFrame& frame) {
  return frame.quality.value_or(cardiac::Quality::kGood);
}

Fitted unknown(std::string why_not) { return {.why_not = std::move(why_not)}; }

/// exp(log ± t · error) around value.
Estimate on_log_scale(double value, double error_of_log, double t) {
  const double factor = std::exp(t * error_of_log);
  return {.value = value, .low = value / factor, .high = value * factor};
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double value : values) sum += squared(value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

/// A ratio of sums over patients, and its variance from the scatter over them.
class PatientRatio {
 public:
  explicit PatientRatio(std::size_t patients) : above_(patients, 0.0), below_(patients, 0.0) {}

  void add(std::size_t patient, double above, double below) {
    above_[patient] += above;
    below_[patient] += below;
  }

  [[nodiscard]] double below() const { return std::accumulate(below_.begin(), below_.end(), 0.0); }
  [[nodiscard]] double value() const {
    return std::accumulate(above_.begin(), above_.end(), 0.0) / below();
  }
  /// Patients that count.
  [[nodiscard]] std::size_t count() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(below_, [](double below) { return below != 0.0; }));
  }
  [[nodiscard]] double variance() const {
    const auto n = static_cast<double>(count());
    if (n < 2.0) return 0.0;
    const double ratio = value();
    double sum = 0.0;
    for (std::size_t p = 0; p < above_.size(); ++p) sum += squared(above_[p] - ratio * below_[p]);
    return sum / squared(below()) * n / (n - 1.0);
  }

 private:
  std::vector<double> above_;
  std::vector<double> below_;
};

/// One frame under the parameters of the moment: with C = L Lᵀ = A Aᵀ + N, N of pixels.
struct Weighed {
  Factors factors;        // A
  Matrix lower;           // L
  Factors white_factors;  // L⁻¹ A
  Vector white_mean;      // L⁻¹ e₀: of a displacement that is 1 all around
};

class Fit {
 public:
  Fit(std::span<const ReadFrame> frames, Reference reference)
      : frames_(frames),
        from_mean_(reference == Reference::kMeanOutline),
        readers_(frames.empty() ? 0 : frames.front().outlines.readings.size()) {
    require_readings();
    number_patients();
    readings_ = static_cast<double>(readers_);
    degrees_ = from_mean_ ? readings_ - 1.0 : readings_;
    bias_.fill(std::vector<double>(readers_, 0.0));
    bias_variance_.fill(std::vector<double>(readers_, 0.0));
    start();
  }

  ObserverFit run() {
    climb();
    ObserverFit fit{
        .patients = patients_,
        .frames = frames_.size(),
        .readings = frames_.size() * readers_,
        .readers = std::vector<ReaderFit>(readers_)};
    fit_correlations(fit);
    fit_factors(fit);
    fit_biases(fit);
    fit_variances(fit);
    return fit;
  }

 private:
  void require_readings() const {
    if (frames_.empty()) throw std::invalid_argument("there must be at least one frame, got 0");
    const std::size_t least = from_mean_ ? 2 : 1;
    for (const ReadFrame& frame : frames_) {
      if (frame.outlines.readings.size() != readers_ || readers_ < least) {
        throw std::invalid_argument(
            "each frame must have the same number of readings, at least " + std::to_string(least) +
            ", got " + std::to_string(frame.outlines.readings.size()));
      }
    }
  }

  void number_patients() {
    std::map<std::size_t, std::size_t> numbers;
    for (const ReadFrame& frame : frames_) numbers.try_emplace(frame.patient, 0);
    for (auto& [patient, number] : numbers) number = patients_++;
    for (const ReadFrame& frame : frames_) patient_of_.push_back(numbers.at(frame.patient));
    if (patients_ < 2) {
      throw std::runtime_error("there must be at least 2 patients to fit observers to, got 1");
    }
  }

  void start() {
    std::array<double, kInstants> sum{};
    std::array<double, kInstants> count{};
    std::array<bool, 3> has_quality{};
    for (const ReadFrame& frame : frames_) {
      const auto at = static_cast<std::size_t>(instant_index(frame));
      has_quality.at(static_cast<std::size_t>(counted_quality(frame))) = true;
      for (const Waves& reading : frame.outlines.readings) {
        sum.at(at) += 0.5 * (vector_of(reading).squaredNorm() + squared(reading[0]));
        count.at(at) += 1.0;
      }
    }
    is_free_.fill(true);
    log_.setZero();
    for (std::size_t i = 0; i < kInstants; ++i) {
      const int first = kOfInstant * static_cast<int>(i);
      has_instant_.at(i) = count.at(i) > 0.0;
      if (!has_instant_.at(i)) {
        for (int k = first; k < first + kOfInstant; ++k) {
          is_free_.at(static_cast<std::size_t>(k)) = false;
        }
        continue;
      }
      const double variance = sum.at(i) / count.at(i) * readings_ / degrees_;
      if (!(variance > squared(kLeastSigma))) {
        throw std::runtime_error(
            "the outlines of the readers at " +
            std::string(cardiac::name_of(cardiac::kInstants.at(i))) + " do not differ");
      }
      log_[first] = std::log(0.6 * variance);
      log_[first + 1] = log_[first + 2] = std::log(0.4 * variance);
      log_[first + 3] = std::log(squared(0.1));
    }
    log_[kLength] = std::log(15.0);
    log_[kPixels] = std::log(squared(0.02));
    const auto& [good, medium, poor] = has_quality;
    is_free_[kMedium] = good && medium;
    is_free_[kPoor] = poor && (good || medium);
    has_quality_ = has_quality;
  }

  [[nodiscard]] double quality_factor(const ReadFrame& frame) const {
    switch (counted_quality(frame)) {
      case cardiac::Quality::kGood:
        return 1.0;
      case cardiac::Quality::kMedium:
        return std::exp(log_[kMedium]);
      case cardiac::Quality::kPoor:
        return std::exp(log_[kPoor]);
    }
    throw std::invalid_argument("quality");
  }

  /// The standard deviation of a parameter that is the logarithm of a variance.
  [[nodiscard]] double sigma(int parameter) const {
    return is_none_.at(static_cast<std::size_t>(parameter)) ? 0.0 : std::exp(0.5 * log_[parameter]);
  }

  [[nodiscard]] double turns_of(const ReadFrame& frame) const {
    return std::exp(log_[kLength]) / frame.outlines.around_mm;
  }

  [[nodiscard]] Weighed weighed(const ReadFrame& frame) const {
    Weighed w;
    const int first = kOfInstant * instant_index(frame);
    const double factor = quality_factor(frame);
    const Waves variances = wave_variances(turns_of(frame));
    w.factors.setZero();
    for (int k = 0; k < kSize; ++k) {
      w.factors(k, k) = factor * sigma(first) * std::sqrt(variances[static_cast<std::size_t>(k)]);
    }
    const auto shapes = shapes_of(frame);
    for (int s = 0; s < kShapes; ++s) {
      w.factors.col(kSize + s) =
          factor * sigma(first + 1 + s) * vector_of(*shapes.at(static_cast<std::size_t>(s)));
    }
    Matrix covariance = w.factors * w.factors.transpose();
    covariance.diagonal() += pixel_variances();
    const Eigen::LLT<Matrix> cholesky(covariance);
    if (cholesky.info() != Eigen::Success) {
      throw std::runtime_error(
          "the covariance of the readers' outlines is not positive, so no observer can be fitted");
    }
    w.lower = cholesky.matrixL();
    w.white_factors = w.lower.triangularView<Eigen::Lower>().solve(w.factors);
    w.white_mean = w.lower.triangularView<Eigen::Lower>().solve(Vector::Unit(0));
    return w;
  }

  [[nodiscard]] Vector pixel_variances() const {
    Vector variances = Vector::Constant(2.0 * std::exp(log_[kPixels]));
    variances[0] *= 0.5;
    return variances;
  }

  /// What a reading leaves unexplained, made white.
  [[nodiscard]] Vector white_residual(
      const Weighed& w, const ReadFrame& frame, std::size_t reader) const {
    Vector residual = vector_of(frame.outlines.readings[reader]);
    residual[0] -= bias_.at(static_cast<std::size_t>(instant_index(frame)))[reader];
    return w.lower.triangularView<Eigen::Lower>().solve(residual);
  }

  /// The derivatives of C by the parameters that this frame has to do with, white on both sides.
  [[nodiscard]] std::vector<std::pair<int, Matrix>> derivatives(
      const Weighed& w, const ReadFrame& frame) const {
    std::vector<std::pair<int, Matrix>> all;
    const int first = kOfInstant * instant_index(frame);
    const Matrix process = w.white_factors.leftCols<kSize>();
    const auto add = [&](int parameter, const Matrix& derivative) {
      if (is_free_.at(static_cast<std::size_t>(parameter))) all.emplace_back(parameter, derivative);
    };
    add(first, process * process.transpose());
    for (int s = 0; s < kShapes; ++s) {
      const Vector shape = w.white_factors.col(kSize + s);
      add(first + 1 + s, shape * shape.transpose());
    }
    const double turns = turns_of(frame);
    const Waves variances = wave_variances(turns);
    Vector by_length;
    for (int k = 0; k < kSize; ++k) {
      const int wave = (k + 1) / 2;  // cosine and sine of it stand side by side
      by_length[k] = -squared(2.0 * std::numbers::pi * turns * wave);
    }
    const double mean = by_length.dot(vector_of(variances));
    by_length.array() -= mean;
    add(kLength, process * by_length.asDiagonal() * process.transpose());
    const Matrix pixels = w.lower.triangularView<Eigen::Lower>().solve(
        Matrix(pixel_variances().cwiseSqrt().asDiagonal()));
    add(kPixels, pixels * pixels.transpose());
    const auto quality = counted_quality(frame);
    if (quality != cardiac::Quality::kGood) {
      add(quality == cardiac::Quality::kMedium ? kMedium : kPoor,
          2.0 * w.white_factors * w.white_factors.transpose());
    }
    return all;
  }

  /// Score and expected information at the parameters of the moment; estimates means anew.
  void look() {
    score_.assign(patients_, Parameters::Zero());
    information_.setZero();
    std::array<std::vector<PatientRatio>, kInstants> means;
    means.fill(std::vector<PatientRatio>(readers_, PatientRatio(patients_)));
    weighed_.clear();
    for (std::size_t f = 0; f < frames_.size(); ++f) {
      const ReadFrame& frame = frames_[f];
      const auto at = static_cast<std::size_t>(instant_index(frame));
      const Weighed& w = weighed_.emplace_back(weighed(frame));
      Matrix products = Matrix::Zero();
      double lost = 0.0;
      for (std::size_t reader = 0; reader < readers_; ++reader) {
        const Vector residual = white_residual(w, frame, reader);
        products += residual * residual.transpose();
        lost += bias_variance_.at(at)[reader];
        const double weight = w.white_mean.squaredNorm();
        means.at(at)[reader].add(
            patient_of_[f], w.white_mean.dot(residual) + weight * bias_.at(at)[reader], weight);
      }
      products += lost * w.white_mean * w.white_mean.transpose();
      const auto all = derivatives(w, frame);
      for (std::size_t a = 0; a < all.size(); ++a) {
        const auto& [parameter, derivative] = all[a];
        score_[patient_of_[f]][parameter] +=
            0.5 * (derivative.cwiseProduct(products).sum() - degrees_ * derivative.trace());
        for (std::size_t b = 0; b <= a; ++b) {
          const double shared = 0.5 * degrees_ * derivative.cwiseProduct(all[b].second).sum();
          information_(parameter, all[b].first) += shared;
          if (a != b) information_(all[b].first, parameter) += shared;
        }
      }
    }
    for (std::size_t i = 0; i < kInstants; ++i) {
      if (!has_instant_.at(i)) continue;
      for (std::size_t reader = 0; reader < readers_; ++reader) {
        bias_.at(i)[reader] = means.at(i)[reader].value();
        bias_variance_.at(i)[reader] = means.at(i)[reader].variance();
      }
    }
    means_ = std::move(means);
  }

  [[nodiscard]] std::vector<int> free_parameters() const {
    std::vector<int> free;
    for (int p = 0; p < kParameters; ++p) {
      if (is_free_.at(static_cast<std::size_t>(p))) free.push_back(p);
    }
    return free;
  }

  /// The inverse of the information on the parameters that are free.
  [[nodiscard]] Eigen::MatrixXd inverse_information(const std::vector<int>& free) const {
    const Eigen::MatrixXd information = information_(free, free);
    const Eigen::LLT<Eigen::MatrixXd> cholesky(information);
    if (cholesky.info() != Eigen::Success) {
      throw std::runtime_error(
          "the readers' outlines do not tell the parameters of an observer apart: the information "
          "on them is not positive");
    }
    return cholesky.solve(Eigen::MatrixXd::Identity(information.rows(), information.cols()));
  }

  /// Fisher's scoring to where the likelihood is greatest.
  void climb() {
    constexpr int kMostSteps = 200;
    constexpr double kLongestStep = 1.0;
    constexpr double kAtRest = 1e-6;
    for (int step = 0; step < kMostSteps; ++step) {
      look();
      const std::vector<int> free = free_parameters();
      Parameters score = Parameters::Zero();
      for (const Parameters& of_patient : score_) score += of_patient;
      Eigen::VectorXd move = inverse_information(free) * Eigen::VectorXd(score(free));
      const double longest = move.cwiseAbs().maxCoeff();
      if (longest > kLongestStep) move *= kLongestStep / longest;
      bool has_ended = false;
      for (std::size_t i = 0; i < free.size(); ++i) {
        log_[free[i]] += move[static_cast<Eigen::Index>(i)];
        has_ended = hold_within_bounds(free[i]) || has_ended;
      }
      if (!has_ended && longest < kAtRest) {
        look();
        return;
      }
    }
    throw std::runtime_error(
        "the fit of the observers did not come to rest in " + std::to_string(kMostSteps) +
        " steps");
  }

  /// Takes a parameter that has reached its bound out of the fit; whether it has.
  bool hold_within_bounds(int parameter) {
    double& log = log_[parameter];
    const auto at = static_cast<std::size_t>(parameter);
    if (parameter < kLength) {
      const bool is_slope = parameter % kOfInstant == kShapes;
      if (log > 2.0 * std::log(is_slope ? kLeastSigma / 10.0 : kLeastSigma)) return false;
      if (parameter % kOfInstant == 0) {
        throw std::runtime_error("the outlines of the readers differ in base, apex and tilt alone");
      }
      is_none_.at(at) = true;
    } else if (parameter == kPixels) {
      if (log > 2.0 * std::log(kLeastPixelSigma)) return false;
      log = 2.0 * std::log(kLeastPixelSigma);
    } else if (parameter == kLength) {
      const double held = std::clamp(log, std::log(kLeastLength), std::log(kGreatestLength));
      if (held == log) return false;
      log = held;
    } else {
      return false;
    }
    is_free_.at(at) = false;
    return true;
  }

  // After the climb.

  [[nodiscard]] double t_of(std::size_t count) const {
    return statistics::student_t_quantile(0.975, static_cast<double>(count - 1));
  }

  /// Chances of a reading as its outline tells them: Aᵀ C⁻¹ of what is unexplained.
  [[nodiscard]] Chances chances(std::size_t f, std::size_t reader) const {
    const Weighed& w = weighed_[f];
    return w.white_factors.transpose() * white_residual(w, frames_[f], reader);
  }

  void fit_correlations(ObserverFit& fit) {
    PatientRatio of_instants(patients_);
    PatientRatio of_views(patients_);
    for (std::size_t f = 0; f < frames_.size(); ++f) {
      for (std::size_t g = f + 1; g < frames_.size(); ++g) {
        if (patient_of_[f] != patient_of_[g]) continue;
        const bool same_view = frames_[f].view == frames_[g].view;
        const bool same_instant = frames_[f].instant == frames_[g].instant;
        if (same_view == same_instant) continue;
        double shared = 0.0;
        for (std::size_t reader = 0; reader < readers_; ++reader) {
          shared += chances(f, reader).dot(chances(g, reader));
        }
        const double expected =
            degrees_ * told(f).cwiseProduct(told(g)).sum();  // where they correlate by 1
        (same_view ? of_instants : of_views).add(patient_of_[f], shared, expected);
      }
    }
    fit.instant_correlation = correlation_of(of_instants, "both instants of a view");
    fit.view_correlation = correlation_of(of_views, "both views at an instant");
    const auto value = [](const Fitted& fitted) {
      return fitted.estimate ? fitted.estimate->value : 0.0;
    };
    instant_correlation_ = value(fit.instant_correlation);
    view_correlation_ = value(fit.view_correlation);
  }

  [[nodiscard]] Fitted correlation_of(const PatientRatio& ratio, const std::string& what) const {
    if (ratio.count() < 2) return unknown("fewer than two patients have " + what);
    const double value = ratio.value();
    if (!(std::abs(value) < 1.0)) {
      return unknown("comes out as " + std::to_string(value) + ", outside (-1, 1)");
    }
    const double error = std::sqrt(ratio.variance()) / (1.0 - squared(value));
    const double by = t_of(ratio.count()) * error;
    return {
        .estimate = Estimate{
            .value = value,
            .low = std::tanh(std::atanh(value) - by),
            .high = std::tanh(std::atanh(value) + by)}};
  }

  /// Aᵀ C⁻¹ A: how much of each chance the outline tells.
  [[nodiscard]] ChanceMatrix told(std::size_t f) const {
    return weighed_[f].white_factors.transpose() * weighed_[f].white_factors;
  }

  [[nodiscard]] double correlation_between(std::size_t f, std::size_t g) const {
    return (frames_[f].instant == frames_[g].instant ? 1.0 : instant_correlation_) *
           (frames_[f].view == frames_[g].view ? 1.0 : view_correlation_);
  }

  /// What the frames of a patient tell of how far readers scatter.
  struct PatientMoments {
    std::vector<double> squares = {};   ///< by reader, sum over frames of |chances|², less pixels
    double expected = 0.0;              ///< of a reading of variance 1
    std::vector<double> products = {};  ///< by reader, sum over pairs of frames of their squares'
    double expected_products = 0.0;     ///< of a reading of variance 1
  };

  [[nodiscard]] std::vector<PatientMoments> patient_moments() const {
    const double of_pixels = from_mean_ ? 1.0 - 1.0 / readings_ : 1.0;
    std::vector<PatientMoments> all(
        patients_,
        {.squares = std::vector<double>(readers_, 0.0),
         .products = std::vector<double>(readers_, 0.0)});
    std::vector<double> expected(frames_.size());
    std::vector<std::vector<double>> squares(frames_.size());
    for (std::size_t f = 0; f < frames_.size(); ++f) {
      const ChanceMatrix of_chances = told(f);
      expected[f] = of_chances.squaredNorm();
      PatientMoments& moments = all[patient_of_[f]];
      moments.expected += expected[f];
      for (std::size_t reader = 0; reader < readers_; ++reader) {
        squares[f].push_back(
            chances(f, reader).squaredNorm() - of_pixels * (of_chances.trace() - expected[f]));
        moments.squares[reader] += squares[f].back();
      }
      for (std::size_t g = 0; g < f; ++g) {
        if (patient_of_[g] != patient_of_[f]) continue;
        moments.expected_products +=
            expected[f] * expected[g] +
            2.0 * squared(correlation_between(f, g)) * (of_chances * told(g)).squaredNorm();
        for (std::size_t reader = 0; reader < readers_; ++reader) {
          moments.products[reader] += squares[f][reader] * squares[g][reader];
        }
      }
    }
    return all;
  }

  /// Observers' and readings' factors of the spread.
  void fit_factors(ObserverFit& fit) {
    const std::vector<PatientMoments> moments = patient_moments();
    // The variance of reader o's deviation: own share of his own, another's of each reader's.
    const double of_others = from_mean_ ? 1.0 / squared(readings_) : 0.0;
    const double of_own = from_mean_ ? squared(1.0 - 1.0 / readings_) : 1.0;
    std::vector<double> variance(readers_);  // of deviations
    std::vector<double> variance_error2(readers_);
    for (std::size_t reader = 0; reader < readers_; ++reader) {
      PatientRatio ratio(patients_);
      for (std::size_t p = 0; p < patients_; ++p) {
        ratio.add(p, moments[p].squares[reader], moments[p].expected);
      }
      variance[reader] = ratio.value();
      variance_error2[reader] = ratio.variance();
    }
    std::vector<double> squares(readers_, 1.0);  // of readers' factors
    const bool are_apart = readers_ >= 3 || (!from_mean_ && readers_ == 2);
    const double own_more = of_own - of_others;
    if (are_apart) {
      const double sum = std::accumulate(variance.begin(), variance.end(), 0.0) /
                         (of_own + (readings_ - 1.0) * of_others);
      for (std::size_t reader = 0; reader < readers_; ++reader) {
        squares[reader] = (variance[reader] - of_others * sum) / own_more;
        const double error = std::sqrt(variance_error2[reader]) / own_more;
        if (squares[reader] <= 0.0) {
          fit.readers[reader].spread_factor =
              unknown("the variance that is left for this reader is negative");
          continue;
        }
        fit.readers[reader].spread_factor = {
            .estimate = on_log_scale(
                std::sqrt(squares[reader]), 0.5 * error / squares[reader], t_of(patients_))};
      }
    } else {
      for (ReaderFit& reader : fit.readers) {
        reader.spread_factor = unknown(
            from_mean_ ? "two readers differ from their mean alike" : "there is one reader");
      }
    }

    fit.observer_variation = observer_variation(squares, variance_error2, own_more);
    fit.reading_variation = reading_variation(moments, squares, variance_error2, of_own, of_others);
    const auto inflation = [](const Fitted& variation) {
      return variation.estimate ? 1.0 + squared(variation.estimate->value) : 1.0;
    };
    inflation_ = std::sqrt(inflation(fit.observer_variation) * inflation(fit.reading_variation));
    if (readers_ >= 3) reader_error2_of_log_ = variance_of(squares) / readings_ / 4.0;
  }

  /// A variation, with the interval that its square's relative variance has.
  static Fitted variation_from(double relative_variance, double low, double high) {
    const auto value = variation_of(std::max(0.0, relative_variance));
    if (!value) {
      return unknown(
          "the squares of the factors vary by " + std::to_string(relative_variance) +
          " of their squared mean, more than any factor of 1 + v · normal");
    }
    const auto greatest = [](double relative) {
      return std::min(1.0, variation_of(std::max(0.0, relative)).value_or(1.0));
    };
    return {
        .estimate = Estimate{
            .value = std::min(1.0, *value),
            .low = greatest(low),
            .high = greatest(high),
            .remark = relative_variance > 0.0 ? "" : "no more than by chance"}};
  }

  [[nodiscard]] Fitted observer_variation(
      const std::vector<double>& squares,
      const std::vector<double>& error2,
      double own_more) const {
    if (readers_ < 3) return unknown("fewer than three readers");
    const double by_chance = mean_of(error2) / squared(own_more);
    const auto [low, high] = variance_limits(variance_of(squares));
    const double mean2 = squared(mean_of(squares));
    return variation_from(
        (variance_of(squares) - by_chance) / mean2,
        (low - by_chance) / mean2,
        (high - by_chance) / mean2);
  }

  /// Between which the variance of normal readers lies, from that of those that there are.
  [[nodiscard]] std::pair<double, double> variance_limits(double variance) const {
    constexpr double kMany = 1e6;
    const double degrees = readings_ - 1.0;
    return {
        variance / statistics::f_quantile(0.975, degrees, kMany),
        variance / statistics::f_quantile(0.025, degrees, kMany)};
  }

  [[nodiscard]] Fitted reading_variation(
      const std::vector<PatientMoments>& moments,
      const std::vector<double>& squares,
      const std::vector<double>& error2,
      double of_own,
      double of_others) const {
    double sum = 0.0;
    double sum_of_squares = 0.0;
    for (const double square : squares) {
      sum += square;
      sum_of_squares += squared(square);
    }
    PatientRatio ratio(patients_);
    for (std::size_t reader = 0; reader < readers_; ++reader) {
      const double own = squares[reader];
      const double scale = of_own * own + of_others * (sum - own);
      const double per_variance =
          squared(of_own * own) + squared(of_others) * (sum_of_squares - squared(own));
      for (std::size_t p = 0; p < patients_; ++p) {
        const PatientMoments& m = moments[p];
        const double expected = (squared(scale) - error2[reader]) * m.expected_products;
        ratio.add(p, m.products[reader] - expected, per_variance * m.expected_products);
      }
    }
    if (ratio.count() < 2) return unknown("fewer than two patients have two frames");
    const double by = t_of(ratio.count()) * std::sqrt(ratio.variance());
    return variation_from(ratio.value(), ratio.value() - by, ratio.value() + by);
  }

  void fit_biases(ObserverFit& fit) {
    for (std::size_t i = 0; i < kInstants; ++i) {
      if (!has_instant_.at(i)) {
        for (ReaderFit& reader : fit.readers) reader.bias_mm.at(i) = unknown("no such frame");
        continue;
      }
      InstantFit instant{.instant = cardiac::kInstants.at(i)};
      instant.frames = static_cast<std::size_t>(std::ranges::count(
          frames_, instant.instant, [](const ReadFrame& frame) { return frame.instant; }));
      PatientRatio all(patients_);
      for (std::size_t reader = 0; reader < readers_; ++reader) {
        const double t = t_of(std::max<std::size_t>(2, means_.at(i)[reader].count()));
        const double value = bias_.at(i)[reader];
        const double by = t * std::sqrt(bias_variance_.at(i)[reader]);
        fit.readers[reader].bias_mm.at(i) = {
            .estimate = Estimate{.value = value, .low = value - by, .high = value + by}};
      }
      for (std::size_t f = 0; f < frames_.size(); ++f) {
        if (static_cast<std::size_t>(instant_index(frames_[f])) != i) continue;
        const double weight = weighed_[f].white_mean.squaredNorm();
        for (std::size_t reader = 0; reader < readers_; ++reader) {
          const Vector residual = white_residual(weighed_[f], frames_[f], reader);
          all.add(patient_of_[f], weighed_[f].white_mean.dot(residual), weight);
        }
      }
      instant.bias_mm = population_bias(i, all);
      instant.observer_bias_sigma_mm = observer_bias_sigma(i);
      fit.instants.push_back(instant);
    }
  }

  [[nodiscard]] Fitted population_bias(std::size_t i, const PatientRatio& all) const {
    if (from_mean_) return unknown("the readers' mean is the reference");
    const double value = mean_of(bias_.at(i));
    double variance = all.variance();
    std::size_t count = all.count();
    if (readers_ >= 2) {
      // Of readers, and what patients have in common beyond it.
      variance = variance_of(bias_.at(i)) / readings_ +
                 std::max(0.0, variance - mean_of(bias_variance_.at(i)) / readings_);
      count = std::min(count, readers_);
    }
    if (count < 2) return unknown("fewer than two patients");
    const double by = t_of(count) * std::sqrt(variance);
    return {.estimate = Estimate{.value = value, .low = value - by, .high = value + by}};
  }

  [[nodiscard]] Fitted observer_bias_sigma(std::size_t i) const {
    if (readers_ < 3) return unknown("fewer than three readers");
    const double by_chance =
        mean_of(bias_variance_.at(i)) / (from_mean_ ? 1.0 - 1.0 / readings_ : 1.0);
    const double variance = variance_of(bias_.at(i));
    const auto [low, high] = variance_limits(variance);
    const auto root = [&](double total) { return std::sqrt(std::max(0.0, total - by_chance)); };
    return {
        .estimate = Estimate{
            .value = root(variance),
            .low = root(low),
            .high = root(high),
            .remark = variance > by_chance ? "" : "no more than by chance"}};
  }

  /// What the likelihood has told, with intervals.
  void fit_variances(ObserverFit& fit) {
    const std::vector<int> free = free_parameters();
    Eigen::MatrixXd scatter = Eigen::MatrixXd::Zero(
        static_cast<Eigen::Index>(free.size()), static_cast<Eigen::Index>(free.size()));
    for (const Parameters& score : score_) {
      const Eigen::VectorXd of_patient = score(free);
      scatter += of_patient * of_patient.transpose();
    }
    const auto n = static_cast<double>(patients_);
    const Eigen::MatrixXd inverse = inverse_information(free);
    const Eigen::MatrixXd covariance = inverse * scatter * inverse * (n / (n - 1.0));
    std::array<double, kParameters> error2{};
    for (std::size_t i = 0; i < free.size(); ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      error2.at(static_cast<std::size_t>(free[i])) = covariance(at, at);
    }
    const auto of_sigma = [&](int parameter, double (*shown)(double)) -> Fitted {
      const auto at = static_cast<std::size_t>(parameter);
      if (is_none_.at(at)) {
        return {
            .estimate = Estimate{
                .high = shown(greatest_sigma(parameter)), .remark = "no more than by chance"}};
      }
      const double value = sigma(parameter) / inflation_;
      const std::size_t count = readers_ >= 3 ? std::min(readers_, patients_) : patients_;
      const Estimate limits =
          on_log_scale(value, std::sqrt(0.25 * error2.at(at) + reader_error2_of_log_), t_of(count));
      return {
          .estimate = Estimate{
              .value = shown(limits.value), .low = shown(limits.low), .high = shown(limits.high)}};
    };
    const auto as_it_is = [](double value) { return value; };
    // A tilt t has a slope of tan t, whose variance is about t² + 2 t⁴.
    const auto degrees = [](double slope) {
      return std::sqrt((std::sqrt(1.0 + 8.0 * squared(slope)) - 1.0) / 4.0) * 180.0 /
             std::numbers::pi;
    };
    for (InstantFit& instant : fit.instants) {
      const int first = kOfInstant * static_cast<int>(instant.instant);
      instant.spread_mm = of_sigma(first, as_it_is);
      instant.base_sigma_mm = of_sigma(first + 1, as_it_is);
      instant.apex_sigma_mm = of_sigma(first + 2, as_it_is);
      instant.tilt_sigma_deg = of_sigma(first + 3, degrees);
    }
    const auto of_factor = [&](int parameter) {
      return on_log_scale(
          std::exp(log_[parameter]),
          std::sqrt(error2.at(static_cast<std::size_t>(parameter))),
          t_of(patients_));
    };
    fit.correlation_mm.estimate = of_factor(kLength);
    if (!is_free_[kLength]) {
      fit.correlation_mm.estimate->remark = "the bound of what outlines are searched for";
    }
    const auto& [good, medium, poor] = has_quality_;
    fit.medium_factor = is_free_[kMedium] ? Fitted{.estimate = of_factor(kMedium)}
                        : medium          ? unknown("no frame of good quality")
                                          : unknown("no frame of medium quality");
    fit.poor_factor = is_free_[kPoor] ? Fitted{.estimate = of_factor(kPoor)}
                      : poor          ? unknown("no frame of better quality")
                                      : unknown("no frame of poor quality");
  }

  /// The upper limit of a standard deviation that was estimated as none: from the information on
  /// its variance.
  [[nodiscard]] double greatest_sigma(int parameter) const {
    double information = 0.0;
    for (std::size_t f = 0; f < frames_.size(); ++f) {
      if (instant_index(frames_[f]) != parameter / kOfInstant) continue;
      const auto shape = static_cast<std::size_t>(parameter % kOfInstant - 1);
      const Vector white = weighed_[f].lower.triangularView<Eigen::Lower>().solve(
          quality_factor(frames_[f]) * vector_of(*shapes_of(frames_[f]).at(shape)));
      information += 0.5 * degrees_ * squared(white.squaredNorm());
    }
    return std::sqrt(t_of(patients_) / std::sqrt(information));
  }

  std::span<const ReadFrame> frames_;
  bool from_mean_;
  std::size_t readers_;
  double readings_ = 0.0;  ///< readers_, of each frame
  double degrees_ = 0.0;   ///< of freedom, of each frame
  std::size_t patients_ = 0;
  std::vector<std::size_t> patient_of_ = {};  ///< by frame, from 0

  Parameters log_ = Parameters::Zero();
  std::array<bool, kParameters> is_free_{};
  std::array<bool, kParameters> is_none_{};  ///< variances that came out as 0
  std::array<bool, kInstants> has_instant_{};
  std::array<bool, 3> has_quality_{};
  std::array<std::vector<double>, kInstants> bias_{};  ///< by instant and reader
  std::array<std::vector<double>, kInstants> bias_variance_{};
  std::array<std::vector<PatientRatio>, kInstants> means_{};

  std::vector<Parameters> score_ = {};  ///< by patient
  Information information_ = Information::Zero();
  std::vector<Weighed> weighed_ = {};  ///< by frame

  double instant_correlation_ = 0.0;
  double view_correlation_ = 0.0;
  double inflation_ = 1.0;  ///< of standard deviations, by factors that vary
  double reader_error2_of_log_ = 0.0;
};

}  // namespace

ObserverFit fit_observers(std::span<const ReadFrame> frames, Reference reference) {
  return Fit(frames, reference).run();
}

Waves wave_variances(double correlation) {
  if (!(correlation > 0.0)) {
    throw std::invalid_argument("correlation must be > 0, got " + std::to_string(correlation));
  }
  const double decay = 2.0 * squared(std::numbers::pi * correlation);
  double sum = 1.0;
  Waves variances{1.0};
  for (int k = 1; k <= 1000; ++k) {
    const double variance = 2.0 * std::exp(-decay * k * k);
    sum += variance;
    if (static_cast<std::size_t>(k) <= kWaveCount) {
      const std::size_t at = 2 * static_cast<std::size_t>(k);
      variances.at(at - 1) = variances.at(at) = variance;
    } else if (variance < 1e-12 * sum) {
      break;
    }
  }
  for (double& variance : variances) variance /= sum;
  return variances;
}

std::optional<double> variation_of(double relative_variance) {
  if (!(relative_variance < 2.0)) return std::nullopt;
  return std::sqrt(std::sqrt(2.0 / (2.0 - relative_variance)) - 1.0);
}

}  // namespace segnoise::observers
