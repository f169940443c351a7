#include "learn/core/checkpoint.h"

#include "base/number_text.h"
#include "storage/write_file.h"

#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace segnoise::learn {
namespace {

constexpr std::string_view kCheckpointFormat = "camus-noise checkpoint";
constexpr std::string_view kCheckpointVersion = "2";
constexpr std::string_view kNone = "none";

/// The shortest text that reads back as the same number.
template <class Number>
std::string text_of(Number value) {
  if constexpr (std::is_floating_point_v<Number>) {
    return base::shortest_text(value);
  } else {
    return std::to_string(value);
  }
}

template <class Number>
std::string text_of(const std::optional<Number>& value) {
  return value ? text_of(*value) : std::string(kNone);
}

template <class Number>
Number number_in(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::runtime_error("it must hold a number, got " + std::string(text));
  }
  return value;
}

std::optional<double> optional_in(std::string_view text) {
  if (text == kNone) return std::nullopt;
  return number_in<double>(text);
}

std::string epoch_key(int epoch) { return "epoch " + std::to_string(epoch); }

std::string epoch_text(const EpochReport& epoch) {
  return text_of(epoch.training_loss) + ' ' + text_of(epoch.validation_loss) + ' ' +
         text_of(epoch.validation_score) + ' ' + text_of(epoch.elapsed_s) + ' ' +
         text_of(epoch.remaining_s);
}

EpochReport epoch_in(const std::string& text) {
  std::istringstream words(text);
  std::array<std::string, 5> word;
  for (std::string& one : word) words >> one;
  return {
      .training_loss = number_in<double>(word[0]),
      .validation_loss = optional_in(word[1]),
      .validation_score = optional_in(word[2]),
      .elapsed_s = number_in<double>(word[3]),
      .remaining_s = number_in<double>(word[4])};
}

const std::string& entry(const TensorFile& file, const std::string& key) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) throw std::runtime_error("it does not state its " + key);
  return found->second;
}

Checkpoint checkpoint_of(TensorFile file) {
  if (entry(file, "format") != kCheckpointFormat)
    throw std::runtime_error("it is of another format");
  if (entry(file, "version") != kCheckpointVersion) {
    throw std::runtime_error("its version must be 2, got " + entry(file, "version"));
  }
  Checkpoint checkpoint{
      .options = entry(file, "options"),
      .samples = entry(file, "samples"),
      .epochs = {},
      .steps = number_in<std::int64_t>(entry(file, "steps")),
      .tensors = {}};
  const int done = number_in<int>(entry(file, "done"));
  const int epochs = number_in<int>(entry(file, "epochs"));
  if (done < 1 || done > epochs) throw std::runtime_error("it must hold an epoch, and no more");
  for (int epoch = 1; epoch <= done; ++epoch) {
    EpochReport& report = checkpoint.epochs.emplace_back(epoch_in(entry(file, epoch_key(epoch))));
    report.epoch = epoch;
    report.epochs = epochs;
  }
  checkpoint.tensors = std::move(file.tensors);
  return checkpoint;
}

}  // namespace

std::string described(const LoopOptions& options) {
  std::ostringstream text;
  text << "epochs " << options.epochs << ", batch_size " << options.batch_size << ", learning_rate "
       << text_of(options.learning_rate) << ", seed " << options.seed << ", patience "
       << text_of(options.patience) << ", precision " << name_of(options.precision);
  return text.str();
}

int best_epoch(std::span<const EpochReport> epochs) {
  const EpochReport* best = nullptr;
  for (const EpochReport& epoch : epochs) {
    if (!epoch.validation_score) continue;
    if (best == nullptr || *epoch.validation_score > *best->validation_score) best = &epoch;
  }
  return best == nullptr ? 0 : best->epoch;
}

void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint) {
  TensorFile file;
  file.metadata = {
      {"format", std::string(kCheckpointFormat)},
      {"version", std::string(kCheckpointVersion)},
      {"options", checkpoint.options},
      {"samples", checkpoint.samples},
      {"steps", text_of(checkpoint.steps)},
      {"done", text_of(checkpoint.epochs.size())},
      {"epochs", text_of(checkpoint.epochs.back().epochs)}};
  for (const EpochReport& epoch : checkpoint.epochs) {
    file.metadata.emplace(epoch_key(epoch.epoch), epoch_text(epoch));
  }
  file.tensors = checkpoint.tensors;
  storage::write_file(path, encoded(file));
}

Checkpoint checkpoint_in(const std::string& bytes, const std::filesystem::path& path) {
  try {
    return checkpoint_of(decoded(bytes));
  } catch (const std::runtime_error& error) {
    refuse_checkpoint(path, error.what());
  }
}

void refuse_checkpoint(const std::filesystem::path& path, const std::string& reason) {
  throw std::runtime_error(path.string() + " must be a checkpoint of this training: " + reason);
}

void require_same_training(
    const std::filesystem::path& path,
    const Checkpoint& checkpoint,
    const std::string& options,
    const std::string& samples) {
  if (checkpoint.options != options) {
    refuse_checkpoint(
        path, "its options must be \"" + options + "\", got \"" + checkpoint.options + '"');
  }
  if (checkpoint.samples != samples) refuse_checkpoint(path, "its samples are others");
}

}  // namespace segnoise::learn
