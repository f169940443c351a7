#include "learn/core/ranks.h"

#include "learn/as_ranks.h"
#include "learn/core/rank_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::learn {
namespace {

using ::testing::AllOf;
using testing::as_rank_groups;
using testing::expect_near;
using testing::free_port;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::optional<RankEnvironment> read_from(std::map<std::string, std::string> variables) {
  return rank_environment([&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

std::string ranks_refusal(const std::map<std::string, std::string>& variables) {
  try {
    (void)read_from(variables);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "taken";
}

const std::map<std::string, std::string> kTorchrun{
    {"RANK", "1"}, {"WORLD_SIZE", "4"}, {"MASTER_ADDR", "host"}, {"MASTER_PORT", "29500"}};
const std::map<std::string, std::string> kSlurm{
    {"SLURM_PROCID", "2"}, {"SLURM_NTASKS", "3"}, {"SLURM_NNODES", "1"}, {"SLURM_JOB_ID", "1025"}};

std::map<std::string, std::string> with(
    std::map<std::string, std::string> variables,
    const std::string& name,
    const std::string& value) {
  variables[name] = value;
  return variables;
}

TEST(RankEnvironment, IsNoneForAProcessThatNobodyStartedAsARank) {
  EXPECT_EQ(read_from({}), std::nullopt);
  EXPECT_EQ(read_from({{"MASTER_ADDR", "host"}, {"RANK", ""}}), std::nullopt);
}

TEST(RankEnvironment, IsThatOfTorchrun) {
  const RankEnvironment expected{.rank = 1, .ranks = 4, .address = "host", .port = 29500};
  EXPECT_EQ(read_from(kTorchrun), expected);
  auto both = kTorchrun;
  both.insert(kSlurm.begin(), kSlurm.end());
  EXPECT_EQ(read_from(both), expected) << "torchrun inside a Slurm job";
}

TEST(RankEnvironment, IsThatOfSlurm) {
  const RankEnvironment expected{
      .rank = 2, .ranks = 3, .address = "127.0.0.1", .port = 15000 + 16 * 1025 - 16384};
  EXPECT_EQ(read_from(kSlurm), expected);
}

TEST(RankEnvironment, OfASlurmStepCountsTheStepsTasks) {
  const auto step = with(with(kSlurm, "SLURM_NTASKS", "8"), "SLURM_STEP_NUM_TASKS", "3");
  EXPECT_EQ(read_from(step).value().ranks, 3);
  EXPECT_EQ(
      read_from(with(kSlurm, "SLURM_STEP_ID", "2")).value().port,
      read_from(kSlurm).value().port + 2);
}

TEST(RankEnvironment, MeetsOnTheFirstNodeOfASlurmStep) {
  const auto address = [](const std::string& nodes) {
    return read_from(with(with(kSlurm, "SLURM_NNODES", "2"), "SLURM_STEP_NODELIST", nodes))
        .value()
        .address;
  };
  EXPECT_EQ(address("alpha,beta"), "alpha");
  EXPECT_EQ(address("node[03-07,9],other"), "node03");
  EXPECT_EQ(address("node[5,7]"), "node5");
  EXPECT_EQ(address("rack[0-1]n[2-3].org"), "rack0n2.org");
  const auto launched =
      with(with(kSlurm, "SLURM_NNODES", "2"), "SLURM_LAUNCH_NODE_IPADDR", "10.0.0.1");
  EXPECT_EQ(read_from(launched).value().address, "10.0.0.1");
  EXPECT_EQ(read_from(with(launched, "MASTER_ADDR", "x")).value().address, "x");
  EXPECT_EQ(read_from(with(launched, "MASTER_PORT", "77")).value().port, 77);
}

TEST(RankEnvironment, NamesTheVariableThatIsWrong) {
  const auto wrong = [](const auto& variables, const std::string& name, const std::string& value) {
    return ranks_refusal(with(variables, name, value));
  };
  EXPECT_THAT(wrong(kTorchrun, "RANK", "4"), StartsWith("RANK must be a whole number from 0 to 3"));
  EXPECT_THAT(wrong(kTorchrun, "RANK", "-1"), HasSubstr("got -1"));
  EXPECT_THAT(wrong(kTorchrun, "WORLD_SIZE", "0"), StartsWith("WORLD_SIZE must be"));
  EXPECT_THAT(wrong(kTorchrun, "WORLD_SIZE", "two"), HasSubstr("got two"));
  EXPECT_THAT(wrong(kTorchrun, "MASTER_PORT", "65536"), StartsWith("MASTER_PORT must be"));
  EXPECT_THAT(wrong(kTorchrun, "MASTER_PORT", "1x"), HasSubstr("got 1x"));
  for (const char* missing : {"RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"}) {
    EXPECT_THAT(wrong(kTorchrun, missing, ""), StartsWith(std::string(missing) + " must be set"));
  }
  EXPECT_THAT(wrong(kSlurm, "SLURM_PROCID", "3"), StartsWith("SLURM_PROCID must be"));
  EXPECT_THAT(wrong(kSlurm, "SLURM_NTASKS", ""), StartsWith("SLURM_NTASKS must be set"));
  EXPECT_THAT(wrong(kSlurm, "SLURM_JOB_ID", ""), StartsWith("SLURM_JOB_ID must be set"));
  EXPECT_THAT(wrong(kSlurm, "SLURM_NNODES", "2"), StartsWith("SLURM_STEP_NODELIST must be set"));
}

TEST(RankGroup, SumsAndGathersToTheSameBitsOnAllRanks) {
  std::array<torch::Tensor, 3> sums;
  as_rank_groups(3, [&](RankGroup& group) {
    const auto rank = static_cast<std::size_t>(group.rank());
    sums[rank] = group.summed(torch::full({2, 3}, 0.1F * static_cast<float>(rank + 1)));
    const auto rows = group.gathered(torch::tensor({group.rank(), 10 * group.rank()}));
    EXPECT_TRUE(rows.equal(torch::tensor({{0, 0}, {1, 10}, {2, 20}}, rows.options())));
  });
  expect_near(sums[0], torch::full({2, 3}, 0.6F), 1e-6);
  EXPECT_TRUE(sums[1].equal(sums[0]));
  EXPECT_TRUE(sums[2].equal(sums[0]));
}

TEST(RankGroup, TellsAllWhatTheFirstHas) {
  as_rank_groups(2, [](RankGroup& group) {
    const auto mine = [&](const char* text) { return group.rank() == 0 ? text : "other"; };
    EXPECT_EQ(group.of_first(mine("bytes")), "bytes");
    EXPECT_EQ(group.of_first(mine("")), "");
    EXPECT_EQ(group.of_first(std::nullopt), std::nullopt);
  });
}

TEST(RankGroup, DividesABatchWithoutRemainder) {
  as_rank_groups(3, [](RankGroup& group) {
    for (std::size_t size = 0; size < 8; ++size) {
      std::vector<int> batch(size, 1);
      const auto mine = group.share_of(std::span(batch));
      const auto total = group.summed(torch::tensor(static_cast<std::int64_t>(mine.size())));
      EXPECT_EQ(total.item<std::int64_t>(), static_cast<std::int64_t>(size));
      EXPECT_LE(mine.size(), (size + 2) / 3);
    }
  });
}

TEST(Ranks, ThatNeverMeetGiveUpAndSaySo) {
  const RankTimeouts short_patience{.meeting = std::chrono::seconds(1)};
  for (const int rank : {0, 1}) {
    try {
      const Ranks alone(
          {.rank = rank, .ranks = 2, .address = "127.0.0.1", .port = free_port()}, short_patience);
      FAIL() << "one rank met two";
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(
          error.what(),
          AllOf(
              StartsWith("rank " + std::to_string(rank) + " of 2 did not meet the others at 127."),
              Not(HasSubstr("\n"))));
    }
  }
}

TEST(Ranks, OutOfRangeAreRefused) {
  EXPECT_THROW(Ranks({.rank = 2, .ranks = 2, .address = "x", .port = 1}), std::invalid_argument);
  EXPECT_THROW(Ranks({.rank = 0, .ranks = 0, .address = "x", .port = 1}), std::invalid_argument);
  EXPECT_THROW(Ranks({.rank = 0, .ranks = 1, .address = "x", .port = 0}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::learn
