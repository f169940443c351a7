#include "learn/ranks.h"

#include "learn/batch_norm.h"
#include "learn/loss.h"
#include "learn/rank_group.h"
#include "learn/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <netinet/in.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace segnoise::learn {
namespace {

using ::testing::AllOf;
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

/// A port that nobody listens on.
int free_port() {
  const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening, any, size) != 0 || ::getsockname(listening, any, &size) != 0) {
    throw std::runtime_error("loopback gives no port");
  }
  ::close(listening);
  return ntohs(address.sin_port);
}

/// Runs a function as each of some ranks, on a thread of its own; what it throws comes out.
void as_ranks(int count, const std::function<void(RankGroup&)>& function) {
  const int port = free_port();
  std::vector<std::future<void>> ranks;
  for (int rank = 0; rank < count; ++rank) {
    ranks.push_back(std::async(std::launch::async, [=, &function] {
      const Ranks group({.rank = rank, .ranks = count, .address = "127.0.0.1", .port = port});
      function(*group.parts().group);
    }));
  }
  for (auto& rank : ranks) rank.get();
}

void expect_near(const torch::Tensor& value, const torch::Tensor& expected, double tolerance) {
  ASSERT_EQ(value.sizes(), expected.sizes());
  EXPECT_LE((value - expected).abs().max().item<double>(), tolerance);
}

/// This rank's part of a tensor whose first axis is the image.
torch::Tensor share(const torch::Tensor& images, const RankGroup& group) {
  std::vector<std::int64_t> index(static_cast<std::size_t>(images.size(0)));
  for (std::size_t i = 0; i < index.size(); ++i) index[i] = static_cast<std::int64_t>(i);
  const auto mine = group.share_of(std::span(index));
  return mine.empty() ? images.slice(0, 0, 0) : images.slice(0, mine.front(), mine.back() + 1);
}

TEST(RankGroup, SumsAndGathersToTheSameBitsOnAllRanks) {
  std::array<torch::Tensor, 3> sums;
  as_ranks(3, [&](RankGroup& group) {
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
  as_ranks(2, [](RankGroup& group) {
    const auto mine = [&](const char* text) { return group.rank() == 0 ? text : "other"; };
    EXPECT_EQ(group.of_first(mine("bytes")), "bytes");
    EXPECT_EQ(group.of_first(mine("")), "");
    EXPECT_EQ(group.of_first(std::nullopt), std::nullopt);
  });
}

TEST(RankGroup, DividesABatchWithoutRemainder) {
  as_ranks(3, [](RankGroup& group) {
    for (std::size_t size = 0; size < 8; ++size) {
      std::vector<int> batch(size, 1);
      const auto mine = group.share_of(std::span(batch));
      const auto total = group.summed(torch::tensor(static_cast<std::int64_t>(mine.size())));
      EXPECT_EQ(total.item<std::int64_t>(), static_cast<std::int64_t>(size));
      EXPECT_LE(mine.size(), (size + 2) / 3);
    }
  });
}

/// What a batch norm gives, and what it takes for its gradients, in channels far from zero mean.
struct NormRun {
  torch::Tensor y, x_gradient, weight_gradient, bias_gradient, running_mean, running_variance;
};

NormRun norm_run(
    const torch::Tensor& x,
    const torch::Tensor& y_gradient,
    RankGroup* group,
    Share share = Share::kImages) {
  BatchNorm norm(3);
  auto parameters = norm.named_parameters();
  auto buffers = norm.named_buffers();
  {
    const torch::NoGradGuard no_gradient;
    parameters["weight"].copy_(torch::tensor({0.5F, 1.0F, 2.0F}));
    parameters["bias"].copy_(torch::tensor({0.1F, 0.2F, 0.3F}));
  }
  if (group != nullptr) {
    norm.synchronise(RankGroupPtr::unsafe_reclaim_from_nonowning(group), share);
  }
  const torch::Tensor input = x.clone().requires_grad_();
  const torch::Tensor y = norm.forward(input);
  y.backward(y_gradient);
  return {
      .y = y.detach(),
      .x_gradient = input.grad(),
      .weight_gradient = parameters["weight"].grad(),
      .bias_gradient = parameters["bias"].grad(),
      .running_mean = buffers["running_mean"],
      .running_variance = buffers["running_var"]};
}

TEST(BatchNorm, OverRanksIsThatOfTheWholeBatch) {
  torch::manual_seed(1);
  const auto channel = torch::tensor({0.0F, 10.0F, -3.0F}).reshape({1, 3, 1, 1});
  const torch::Tensor x =
      (torch::randn({5, 3, 4, 6}) + channel).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor y_gradient = torch::randn({5, 3, 4, 6});
  const torch::Tensor zeros = torch::zeros({1, 3, 4, 6});
  const NormRun whole = norm_run(x, y_gradient, nullptr);
  for (const int ranks : {1, 2, 7}) {  // of seven ranks, two have no image
    as_ranks(ranks, [&](RankGroup& group) {
      const bool stands_in = share(x, group).numel() == 0;
      const NormRun mine = stands_in ? norm_run(x.slice(0, 0, 1), zeros, &group, Share::kStandIn)
                                     : norm_run(share(x, group), share(y_gradient, group), &group);
      if (stands_in) {
        EXPECT_FALSE(mine.x_gradient.any().item<bool>());
      } else {
        expect_near(mine.y, share(whole.y, group), 2e-5);
        expect_near(mine.x_gradient, share(whole.x_gradient, group), 2e-5);
      }
      expect_near(group.summed(mine.weight_gradient), whole.weight_gradient, 2e-4);
      expect_near(group.summed(mine.bias_gradient), whole.bias_gradient, 1e-5);
      expect_near(mine.running_mean, whole.running_mean, 1e-5);
      expect_near(mine.running_variance, whole.running_variance, 1e-5);
    });
  }
}

TEST(LossOf, OverRanksIsThatOfTheWholeBatch) {
  torch::manual_seed(2);
  const torch::Tensor scores = torch::randn({4, 4, 6, 5});
  const torch::Tensor labels = torch::randint(0, 4, {4, 6, 5}, torch::kUInt8);
  for (const Loss loss : {Loss::kDice, Loss::kCrossEntropy, Loss::kSum}) {
    const torch::Tensor input = scores.clone().requires_grad_();
    const torch::Tensor whole = loss_of(input, labels, loss, {1, 2, 3});
    whole.backward();
    for (const int ranks : {1, 3, 5}) {
      as_ranks(ranks, [&](RankGroup& group) {
        const torch::Tensor mine = share(scores, group).clone().requires_grad_();
        const torch::Tensor value = loss_of(mine, share(labels, group), loss, {1, 2, 3}, &group);
        value.backward();
        EXPECT_NEAR(value.item<double>(), whole.item<double>(), 1e-6) << name_of(loss);
        if (mine.numel() > 0) expect_near(mine.grad(), share(input.grad(), group), 1e-8);
      });
    }
  }
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
