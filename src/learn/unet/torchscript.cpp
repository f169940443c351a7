#include "learn/core/tensor_file.h"
#include "learn/core/torch_device.h"
#include "learn/unet/segmenter_parts.h"
#include "storage/sha256.h"

#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/script.h>

#include <ATen/Parallel.h>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#define SEGNOISE_HAS_FORK
#include <array>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace segnoise::learn {
namespace {

constexpr int kMaxClasses = 256;  // labels are bytes

/// Scores of one image, checked for the shape that was promised.
torch::Tensor scores_of_one(torch::jit::Module& module, const torch::Tensor& image) {
  const torch::jit::IValue output = module.forward({image});
  if (!output.isTensor()) throw std::runtime_error("its forward() must return one tensor");
  torch::Tensor scores = output.toTensor();
  if (scores.dim() != 4 || scores.size(0) != 1 || scores.size(1) < 2 ||
      scores.size(1) > kMaxClasses || scores.size(2) != image.size(2) ||
      scores.size(3) != image.size(3) || !scores.is_floating_point()) {
    const std::string side = std::to_string(image.size(2));
    std::string got;
    for (const auto length : scores.sizes())
      got += (got.empty() ? "" : ", ") + std::to_string(length);
    throw std::runtime_error(
        "it must map (1, 1, " + side + ", " + side + ") to float scores (1, C, " + side + ", " +
        side + ") with 2 <= C <= 256, got (" + got + ")");
  }
  return scores;
}

torch::Tensor scores_of(torch::jit::Module& module, const torch::Tensor& images) {
  const torch::jit::GraphOptimizerEnabledGuard plain(false);  // quicker than optimised, on CPUs
  std::vector<torch::Tensor> scores;
  for (const torch::Tensor& image : images.split(1)) scores.push_back(scores_of_one(module, image));
  return torch::cat(scores);
}

/// Loads a module and runs it once.
torch::jit::Module tried_module(
    const std::string& path, int input_size_px, const torch::Device& device) {
  const torch::InferenceMode no_gradient;
  torch::jit::Module module = torch::jit::load(path, device);
  module.eval();
  (void)scores_of(module, torch::zeros({1, 1, input_size_px, input_size_px}, device));
  return module;
}

/// What the interpreter says went wrong: the last line that is not empty, after a trace of the
/// module.
std::string last_line(std::string text) {
  text.erase(text.find_last_not_of(" \n\t") + 1);
  return text.substr(text.rfind('\n') + 1);
}

#ifdef SEGNOISE_HAS_FORK

constexpr unsigned kTrialLimit_s = 60;

/// The whole of the child's life: says on the pipe what went wrong, nothing if all was well.
[[noreturn]] void try_in_child(const std::string& path, int input_size_px, int pipe_end) {
  alarm(kTrialLimit_s);
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  at::set_num_threads(1);  // the threads of the parent's pool do not exist here
  std::string failure;
  try {
    (void)tried_module(path, input_size_px, torch::kCPU);
  } catch (const c10::Error& error) {
    failure = error.what_without_backtrace();
  } catch (const std::exception& error) {
    failure = error.what();
  }
  (void)!write(pipe_end, failure.data(), failure.size());
  _exit(failure.empty() ? 0 : 1);
}

/// What went wrong in a child process that loaded and ran the module; nothing if all was well.
std::string failure_in_child(const std::string& path, int input_size_px) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe to a child process could be made");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no child process could be started");
  if (child == 0) try_in_child(path, input_size_px, ends[1]);
  close(ends[1]);
  std::string failure;
  std::array<char, 4096> buffer{};
  ssize_t count = 0;
  while ((count = read(ends[0], buffer.data(), buffer.size())) > 0) {
    failure.append(buffer.data(), static_cast<std::size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
    return "it did not finish one image in " + std::to_string(kTrialLimit_s) + " s";
  }
  if (WIFSIGNALED(status)) {
    return "it ended the trial process with signal " + std::to_string(WTERMSIG(status));
  }
  return failure.empty() ? "it ended the trial process" : failure;
}

#endif

}  // namespace

Segmenter Segmenter::load_torchscript(
    const std::filesystem::path& path, Device device, int input_size_px) {
  if (input_size_px < 1) {
    throw std::invalid_argument("input_size_px must be >= 1, got " + std::to_string(input_size_px));
  }
  const std::string expected = path.string() + " must be a TorchScript module that labels images: ";
  const std::string digest = storage::sha256_of(read_whole(path));
  const torch::Device where = torch_device(device);
#ifdef SEGNOISE_HAS_FORK
  const std::string failure = failure_in_child(path.string(), input_size_px);
  if (!failure.empty()) throw std::runtime_error(expected + last_line(failure));
#endif
  auto parts = std::make_unique<Parts>();
  try {
    auto module =
        std::make_shared<torch::jit::Module>(tried_module(path.string(), input_size_px, where));
    parts->scores = [module](const torch::Tensor& images) { return scores_of(*module, images); };
  } catch (const c10::Error& error) {
    throw std::runtime_error(expected + last_line(error.what_without_backtrace()));
  } catch (const std::exception& error) {
    throw std::runtime_error(expected + last_line(error.what()));
  }
  parts->device = where;
  parts->input_size_px = input_size_px;
  parts->file_sha256 = digest;
  return Segmenter(std::move(parts));
}

}  // namespace segnoise::learn
