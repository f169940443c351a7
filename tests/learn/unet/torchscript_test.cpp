#include "learn/core/runtime.h"
#include "learn/core/tensor_file.h"
#include "learn/temporary_file.h"
#include "learn/unet/segmenter.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/script.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace segnoise::learn {
namespace {

using ::testing::HasSubstr;
using testing::temporary_file;

/// Saves a module whose forward(self, x) has this body.
std::filesystem::path module_file(const std::string& body) {
  torch::jit::Module module("made_by_a_test");
  module.define("def forward(self, x):\n" + body);
  const auto path = temporary_file("module.pt");
  module.save(path.string());
  return path;
}

std::string script_refusal(const std::filesystem::path& path) {
  try {
    (void)Segmenter::load_torchscript(path, Device::kCpu, 16);
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(path.string()));
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
    return error.what();
  }
  return "taken";
}

TEST(TorchScript, LabelsAnImageByItsScores) {
  const auto path = module_file("  return torch.cat([0.5 - x, x - 0.5], 1)\n");
  const Segmenter segmenter = Segmenter::load_torchscript(path, Device::kCpu, 16);
  shape::Image image(shape::Grid{.size = {32, 16}, .spacing_mm = {0.5, 1.0}}, 100.0F);
  for (int y = 0; y < 16; ++y) {
    for (int x = 20; x < 32; ++x) image(x, y) = 200.0F;
  }
  const shape::LabelMap labels = segmenter.predict(image);
  EXPECT_EQ(labels.grid(), image.grid());
  EXPECT_EQ(labels(10, 8), 0);
  EXPECT_EQ(labels(25, 8), 1);
  EXPECT_EQ(segmenter.input_size_px(), 16);
  EXPECT_FALSE(segmenter.architecture().has_value());
  EXPECT_EQ(segmenter.sha256(), storage::sha256_of(read_whole(path)));
}

TEST(TorchScript, LoadsAfterOtherNetworksHaveStartedThreads) {
  use_threads(2);
  const auto x = torch::rand({4, 16, 64, 64});
  (void)torch::conv2d(x, torch::rand({16, 16, 3, 3}));
  const auto path =
      module_file("  return torch.cat([x, torch.conv2d(x, x)[:, :, :1, :1] * x], 1)\n");
  EXPECT_NO_THROW((void)Segmenter::load_torchscript(path, Device::kCpu, 64));
}

TEST(TorchScript, IsNotSavedAsANetworkOfOurs) {
  const auto path = module_file("  return torch.cat([x, x], 1)\n");
  const Segmenter segmenter = Segmenter::load_torchscript(path, Device::kCpu, 16);
  EXPECT_THROW(segmenter.save(temporary_file("never")), std::invalid_argument);
}

TEST(TorchScript, IsRefusedWhenItsScoresHaveAnotherShape) {
  EXPECT_THAT(script_refusal(module_file("  return x\n")), HasSubstr("got (1, 1, 16, 16)"));
  EXPECT_THAT(
      script_refusal(module_file("  return torch.cat([x, x], 1)[:, :, :8]\n")),
      HasSubstr("got (1, 2, 8, 16)"));
  EXPECT_THAT(
      script_refusal(module_file("  return torch.cat([x, x], 1) > 0\n")),
      HasSubstr("float scores"));
  EXPECT_THAT(script_refusal(module_file("  return (x, x)\n")), HasSubstr("one tensor"));
}

TEST(TorchScript, IsRefusedWhenItThrows) {
  EXPECT_THAT(
      script_refusal(module_file("  assert x.size(0) > 1, \"too few\"\n  return x\n")),
      HasSubstr("too few"));
  EXPECT_THAT(
      script_refusal(module_file("  return torch.matmul(x, x[:, :, :3, :])\n")),
      HasSubstr("must be a TorchScript module"));
}

#ifdef __unix__
TEST(TorchScript, IsRefusedWhenItWouldEndTheProcess) {
  // Division by zero of whole numbers raises a signal in LibTorch.
  const auto path = module_file(
      "  a = x.size(0) % (x.size(0) - 1)\n"
      "  return torch.cat([x, x], 1) + a\n");
  EXPECT_THAT(script_refusal(path), HasSubstr("signal"));
}
#endif

TEST(TorchScript, IsRefusedWhenTheFileIsSomethingElse) {
  const auto path = temporary_file("other.pt");
  storage::write_file(path, "not a zip archive");
  EXPECT_NE(script_refusal(path), "taken");
  storage::write_file(path, "");
  EXPECT_NE(script_refusal(path), "taken");
  EXPECT_THROW(
      (void)Segmenter::load_torchscript("no such file", Device::kCpu, 16), std::runtime_error);
  const std::string whole = read_whole(module_file("  return torch.cat([x, x], 1)\n"));
  storage::write_file(path, whole.substr(0, whole.size() / 2));
  EXPECT_NE(script_refusal(path), "taken");
  EXPECT_THROW((void)Segmenter::load_torchscript(path, Device::kCpu, 0), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::learn
