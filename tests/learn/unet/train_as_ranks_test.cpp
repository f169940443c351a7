#include "learn/as_ranks.h"
#include "learn/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace segnoise::learn {
namespace {

using testing::free_port;
using ::testing::HasSubstr;

/// What a process of train-as-rank printed, and its exit status.
struct Printed {
  int status = -1;
  std::vector<double> losses;  ///< training and validation loss of each epoch
  std::string last;            ///< the last line: the network's digest, or an error
};

Printed printed_in(const std::filesystem::path& file, int status) {
  Printed printed{.status = status, .losses = {}, .last = {}};
  if (std::FILE* in = std::fopen(file.c_str(), "r")) {
    std::array<char, 4096> line{};
    while (std::fgets(line.data(), line.size(), in) != nullptr) {
      printed.last = line.data();
      std::istringstream words(printed.last);
      std::string word;
      words >> word;
      if (word != "epoch") continue;
      while (words >> word) printed.losses.push_back(std::strtod(word.c_str(), nullptr));
    }
    std::fclose(in);
  }
  return printed;
}

/// Starts train-as-rank as a process for each rank, as torchrun would, and waits for all of them.
/// @param count  0: one process that is no rank
std::vector<Printed> trained(int count, std::vector<std::string> arguments) {
  const std::string port = std::to_string(free_port());
  struct Process {
    pid_t id;
    std::filesystem::path output;
  };
  std::vector<Process> processes;
  arguments.insert(arguments.begin(), SEGNOISE_TRAIN_AS_RANK);
  for (int rank = 0; rank < std::max(count, 1); ++rank) {
    const auto output = testing::temporary_file("rank" + std::to_string(rank));
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    const pid_t id = ::fork();
    if (id == 0) {
      if (count > 0) {
        ::setenv("RANK", std::to_string(rank).c_str(), 1);
        ::setenv("WORLD_SIZE", std::to_string(count).c_str(), 1);
        ::setenv("MASTER_ADDR", "127.0.0.1", 1);
        ::setenv("MASTER_PORT", port.c_str(), 1);
      }
      ::setenv("OMP_WAIT_POLICY", "passive", 1);
      if (std::freopen(output.c_str(), "w", stdout) == nullptr) std::_Exit(127);
      ::execv(SEGNOISE_TRAIN_AS_RANK, words.data());
      std::_Exit(127);
    }
    processes.push_back({.id = id, .output = output});
  }
  std::vector<Printed> printed;
  for (const Process& process : processes) {
    int status = 0;
    ::waitpid(process.id, &status, 0);
    printed.push_back(printed_in(process.output, WIFEXITED(status) ? WEXITSTATUS(status) : -1));
  }
  return printed;
}

void expect_same_curve(const Printed& some, const Printed& one) {
  EXPECT_EQ(some.status, 0) << some.last;
  ASSERT_EQ(some.losses.size(), one.losses.size());
  for (std::size_t i = 0; i < one.losses.size(); ++i) {
    EXPECT_NEAR(some.losses[i], one.losses[i], 1e-4 * std::abs(one.losses[i])) << i;
  }
}

void expect_curve_of_one_process(const std::vector<std::string>& arguments) {
  const Printed one = trained(0, arguments).front();
  ASSERT_EQ(one.status, 0) << one.last;
  ASSERT_EQ(one.losses.size(), 3U * 2);
  for (const int count : {2, 3}) {
    const auto ranks = trained(count, arguments);
    for (const Printed& rank : ranks) {
      expect_same_curve(rank, one);
      EXPECT_EQ(rank.losses, ranks.front().losses);
      EXPECT_EQ(rank.last, ranks.front().last);
    }
  }
}

TEST(TrainAsRanks, GivesTheCurveOfOneProcessAndOneNetwork) {
  expect_curve_of_one_process({"architecture=unet1", "loss=dice"});
}

TEST(TrainAsRanks, GivesThatWithBatchNormToo) {
  expect_curve_of_one_process({"architecture=small", "loss=sum"});
}

TEST(TrainAsRanks, EndsWithAMessageWhereAnotherRankHasGone) {
  for (const std::string fate : {"exit", "throw"}) {
    for (const int gone : {0, 1}) {
      const auto ranks = trained(
          2, {"architecture=small", "loss=sum", "fate" + std::to_string(gone) + "=" + fate});
      const int left = 1 - gone;
      EXPECT_EQ(ranks[static_cast<std::size_t>(gone)].status, fate == "exit" ? 7 : 1);
      EXPECT_EQ(ranks[static_cast<std::size_t>(left)].status, 1);
      EXPECT_THAT(
          ranks[static_cast<std::size_t>(left)].last,
          HasSubstr("error rank " + std::to_string(left) + " of 2 lost the others"));
    }
  }
}

TEST(TrainAsRanks, RefusesRanksThatTrainSomethingElse) {
  for (const Printed& rank : trained(2, {"architecture=small", "loss=sum", "fate1=differ"})) {
    EXPECT_EQ(rank.status, 1);
    EXPECT_THAT(rank.last, HasSubstr("all ranks must train with the same options"));
  }
}

TEST(TrainAsRanks, GoesOnFromTheCheckpointOfRankZero) {
  const auto checkpoint = testing::temporary_file("checkpoint");
  std::filesystem::remove(checkpoint);
  const std::vector<std::string> arguments{"architecture=small", "loss=sum"};
  const auto whole = trained(2, arguments);
  auto kept = arguments;
  kept.push_back("checkpoint=" + checkpoint.string());
  auto interrupted = kept;
  interrupted.emplace_back("fate0=throw");
  EXPECT_EQ(trained(2, interrupted)[0].status, 1);
  ASSERT_TRUE(std::filesystem::exists(checkpoint));
  for (const Printed& rank : trained(2, kept)) {
    EXPECT_EQ(rank.status, 0);
    EXPECT_EQ(rank.last, whole[0].last);
  }
}

}  // namespace
}  // namespace segnoise::learn
