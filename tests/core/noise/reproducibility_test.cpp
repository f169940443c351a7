// Whether a label depends on the seed and its own identity, and on nothing else.

#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "core/shape/contours.h"
#include "support/setups.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace segnoise::noise {
namespace {

constexpr std::size_t kPerSetup = 40;
const shape::Grid kSmallGrid{{130, 70}, {0.5, 0.75}};
const CategoryTable kCategories({{16, "animal"}, {17, "animal"}, {18, "animal"}, {2, "vehicle"}});

struct Task {
  NoiseSetup setup;
  Subject subject;
  Instance instance;
};

struct Result {
  Outcome outcome;
  std::string drawn;

  bool operator==(const Result&) const = default;
};

/// A shape of many parts and holes, a ragged polygon of several rings, or a degenerate mask.
Shape shape_of(std::size_t i, random::Rng& rng) {
  const std::vector<shape::Mask> degenerate = testing::degenerate_masks(kSmallGrid.size);
  if (i % 4 == 3) return degenerate[rng.below(static_cast<std::uint32_t>(degenerate.size()))];
  const shape::Mask blobs = testing::random_blobs(kSmallGrid.size, rng);
  if (i % 4 == 0) return blobs;
  if (i % 4 == 1) return trace(blobs);
  shape::Polygon rings(1 + rng.below(3));
  for (shape::Ring& ring : rings)
    ring = testing::random_ring(kSmallGrid.size, 3 + rng.below(30), 10.0, rng);
  return rings;
}

/// What the published setups do not do.
NoiseSetup beyond_the_paper() {
  return {
      .name = "beyond",
      .unit = Unit::kMm,
      .steps = {
          {Operation{Duplicate{0.3, {2.0, 1.0}}}},
          {Operation{ContourWalk{{1.0, 0.5}, 4.0, 0.3}}},
          {Operation{BaseShift{0.5, 1.0, 5.0}}, "ES"},
          {Operation{Observer{.spread = 1.0, .correlation = 9.0, .tilt_sigma_deg = 5.0}}},
          {Operation{Shift{{1.0, 0.5}}}},
          {Operation{Morphology{MorphologyKind::kOpening, {3.0, 1.0}}}},
          {Operation{Markov{5, 0.6, 0.2}}},
          {Operation{ClassConfusion{ConfusionKind::kSymmetric, 0.3}}},
          {Operation{Spurious{0.3}}},
          {Operation{Deletion{0.1}}}}};
}

/// Some hundred instances, each to be put through one of the published setups, or that beyond.
const std::vector<Task>& tasks() {
  static const std::vector<Task> all = [] {
    std::vector<Task> made;
    std::vector<NoiseSetup> setups = testing::published_setups();
    setups.push_back(beyond_the_paper());
    for (const NoiseSetup& setup : setups) {
      for (std::size_t i = 0; i < kPerSetup; ++i) {
        const std::uint64_t identity = 1000 * made.size() + 7;
        random::Rng rng(91, identity);
        made.push_back(
            {.setup = setup,
             .subject =
                 {.seed = 5,
                  .identity = identity,
                  .instant = rng.chance(0.5) ? "ED" : "ES",
                  .reading = Reading{.patient = identity, .view = "4CH"}},
             .instance = {shape_of(i, rng), 17, BaseToApex{{65.0, 60.0}, {65.0, 10.0}}}});
      }
    }
    return made;
  }();
  return all;
}

Result result_of(const Task& task) {
  NoisyInstance noisy = corrupt(task.setup, task.subject, task.instance, kSmallGrid, kCategories);
  return {std::move(noisy.outcome), describe(noisy.drawn)};
}

/// What becomes of all instances, one after the other.
const std::vector<Result>& expected() {
  static const std::vector<Result> one_by_one = [] {
    std::vector<Result> results;
    for (const Task& task : tasks()) results.push_back(result_of(task));
    return results;
  }();
  return one_by_one;
}

/// Takes tasks from a common list, so that it is chance which thread gets which.
std::vector<Result> results_in(std::span<const std::size_t> order, std::size_t threads) {
  std::vector<Result> results(tasks().size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < order.size(); at = next++) {
      results[order[at]] = result_of(tasks()[order[at]]);
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t t = 0; t < threads; ++t) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return results;
}

void expect_as_in_order(const std::vector<Result>& results) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i], expected()[i]) << "instance " << i << ": " << results[i].drawn << '\n'
                                         << expected()[i].drawn;
  }
}

TEST(Reproducibility, HoldsForInstancesThatNoiseDoesChangeDeleteLoseAndAdd) {
  std::map<Fate, int> fates;
  std::size_t changed = 0;
  std::size_t added = 0;
  for (std::size_t i = 0; i < tasks().size(); ++i) {
    const Outcome& outcome = expected()[i].outcome;
    ++fates[outcome.fate];
    changed += outcome.instance.shape == tasks()[i].instance.shape ? 0 : 1;
    added += outcome.added.size();
  }
  EXPECT_GT(fates[Fate::kKept], 200);
  EXPECT_GT(fates[Fate::kDeleted], 0);
  EXPECT_GT(fates[Fate::kLost], 10);
  EXPECT_GT(changed, 200U);
  EXPECT_GT(added, 10U);
}

TEST(Reproducibility, DependsNeitherOnThreadsNorOnOrder) {
  random::Rng rng(92);
  std::vector<std::size_t> order(tasks().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::size_t threads : {1U, 2U, 8U}) {
    expect_as_in_order(results_in(order, threads));
    expect_as_in_order(results_in(random::permutation(order.size(), rng), threads));
  }
}

TEST(Reproducibility, DoesNotDependOnTheShard) {
  constexpr std::size_t kShards = 3;
  std::vector<Result> joined(tasks().size());
  for (std::size_t shard = 0; shard < kShards; ++shard) {
    std::vector<std::size_t> own;
    for (std::size_t i = shard; i < tasks().size(); i += kShards) own.push_back(i);
    std::vector<Result> results = results_in(own, 2);
    for (const std::size_t i : own) joined[i] = std::move(results[i]);
  }
  expect_as_in_order(joined);
}

TEST(Reproducibility, DoesNotDependOnTheOtherInstances) {
  // Each alone, in a thread that has seen no other.
  std::vector<Result> alone(tasks().size());
  for (std::size_t i = 0; i < tasks().size(); ++i) {
    std::thread([&, i] { alone[i] = result_of(tasks()[i]); }).join();
  }
  expect_as_in_order(alone);
}

TEST(Reproducibility, TakesOnlyTheLogToMakeAnOutcomeAgain) {
  for (std::size_t i = 0; i < tasks().size(); ++i) {
    const std::string& drawn = expected()[i].drawn;
    EXPECT_EQ(
        apply_noise(parse_drawn(drawn), tasks()[i].instance, kSmallGrid.size),
        expected()[i].outcome)
        << drawn;
  }
}

}  // namespace
}  // namespace segnoise::noise
