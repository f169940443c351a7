#include "learn/core/ranks.h"

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace segnoise::learn {
namespace {

constexpr int kHighestPort = 65535;

/// Variables of the environment, by name.
class Environment {
 public:
  explicit Environment(const std::function<const char*(const char*)>& get) : get_(get) {}

  [[nodiscard]] std::optional<std::string> text(const char* name) const {
    const char* value = get_(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  }

  [[nodiscard]] std::optional<std::int64_t> number(
      const char* name, std::int64_t least, std::int64_t most) const {
    const std::optional<std::string> digits = text(name);
    if (!digits) return std::nullopt;
    std::int64_t value = 0;
    const char* last = digits->data() + digits->size();
    const auto [end, error] = std::from_chars(digits->data(), last, value);
    if (error != std::errc{} || end != last || value < least || value > most) {
      throw std::runtime_error(
          std::string(name) + " must be a whole number from " + std::to_string(least) + " to " +
          std::to_string(most) + ", got " + *digits);
    }
    return value;
  }

 private:
  const std::function<const char*(const char*)>& get_;
};

template <class Value>
Value required(const std::optional<Value>& value, const char* name, const char* given) {
  if (value) return *value;
  throw std::runtime_error(
      std::string(name) + " must be set where " + given + " is: which process is this, of which?");
}

/// "node[03-07,9],other" begins with node03.
std::string first_host(std::string_view list) {
  std::string host;
  while (!list.empty() && list.front() != ',') {
    if (list.front() != '[') {
      host += list.front();
      list.remove_prefix(1);
      continue;
    }
    list.remove_prefix(1);
    host += list.substr(0, list.find_first_of("-,]"));
    const std::size_t end = list.find(']');
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  }
  return host;
}

constexpr std::int64_t kMostRanks = 1 << 20;

RankEnvironment started_by_torchrun(const Environment& environment) {
  const char* given = environment.text("RANK") ? "RANK" : "WORLD_SIZE";
  const auto ranks = required(environment.number("WORLD_SIZE", 1, kMostRanks), "WORLD_SIZE", given);
  return {
      .rank = static_cast<int>(required(environment.number("RANK", 0, ranks - 1), "RANK", given)),
      .ranks = static_cast<int>(ranks),
      .address = required(environment.text("MASTER_ADDR"), "MASTER_ADDR", given),
      .port = static_cast<int>(
          required(environment.number("MASTER_PORT", 1, kHighestPort), "MASTER_PORT", given))};
}

std::string meeting_place(const Environment& environment) {
  if (const auto address = environment.text("MASTER_ADDR")) return *address;
  for (const char* nodes : {"SLURM_STEP_NUM_NODES", "SLURM_NNODES"}) {
    const auto count = environment.number(nodes, 1, kMostRanks);
    if (count == 1) return "127.0.0.1";
    if (count) break;
  }
  if (const auto nodes = environment.text("SLURM_STEP_NODELIST")) return first_host(*nodes);
  return required(
      environment.text("SLURM_LAUNCH_NODE_IPADDR"), "SLURM_STEP_NODELIST", "SLURM_PROCID");
}

int meeting_port(const Environment& environment) {
  constexpr std::int64_t kFirst = 15000;  // up to 31383, below the ports that systems lend out
  constexpr std::int64_t kPorts = 16384;
  constexpr std::int64_t kStepsApart = 16;
  if (const auto port = environment.number("MASTER_PORT", 1, kHighestPort)) {
    return static_cast<int>(*port);
  }
  const auto job =
      required(environment.number("SLURM_JOB_ID", 0, UINT32_MAX), "SLURM_JOB_ID", "SLURM_PROCID");
  const auto step = environment.number("SLURM_STEP_ID", 0, UINT32_MAX).value_or(0);
  return static_cast<int>(kFirst + (job * kStepsApart + step) % kPorts);
}

RankEnvironment started_by_slurm(const Environment& environment) {
  const bool step_tells = environment.text("SLURM_STEP_NUM_TASKS").has_value();
  const char* total = step_tells ? "SLURM_STEP_NUM_TASKS" : "SLURM_NTASKS";
  const auto ranks = required(environment.number(total, 1, kMostRanks), total, "SLURM_PROCID");
  return {
      .rank = static_cast<int>(required(
          environment.number("SLURM_PROCID", 0, ranks - 1), "SLURM_PROCID", "SLURM_PROCID")),
      .ranks = static_cast<int>(ranks),
      .address = meeting_place(environment),
      .port = meeting_port(environment)};
}

}  // namespace

std::optional<RankEnvironment> rank_environment(
    const std::function<const char*(const char*)>& get_environment) {
  const Environment environment(get_environment);
  if (environment.text("RANK") || environment.text("WORLD_SIZE")) {
    return started_by_torchrun(environment);
  }
  if (environment.text("SLURM_PROCID")) return started_by_slurm(environment);
  return std::nullopt;
}

}  // namespace segnoise::learn
