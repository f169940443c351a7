#include "learn/unet/segmenter.h"

#include "learn/core/tensor_file.h"
#include "learn/temporary_file.h"
#include "learn/unet/ellipses.h"
#include "learn/unet/networks.h"
#include "learn/unet/segmenter_parts.h"
#include "learn/unet/training.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::learn {
namespace {

using ::testing::HasSubstr;
using testing::kCoarse;
using testing::temporary_file;

/// A network with drawn weights, as good as a trained one where only its numbers matter.
Segmenter drawn_network(std::uint64_t seed = 1) {
  auto network = std::make_shared<UNet>(description_of(Architecture::kSmall).layout);
  initialise(*network, seed);
  return make_segmenter(std::move(network), Architecture::kSmall, 64, torch::kCPU);
}

/// A segmenter whose scores are what a function makes of the (N, 1, S, S) input.
template <class Function>
Segmenter segmenter_with(Function scores, int input_size_px) {
  auto parts = std::make_unique<Segmenter::Parts>();
  parts->scores = scores;
  parts->input_size_px = input_size_px;
  return Segmenter(std::move(parts));
}

TEST(Segmenter, PredictsOnTheImagesOwnAnisotropicGrid) {
  const Segmenter trained = train_unet(
      testing::hearts(16, {.size = {64, 64}, .spacing_mm = {1.0, 1.0}}, 1),
      {},
      {.input_size_px = 64,
       .loop = {
           .epochs = 20,
           .batch_size = 4,
           .learning_rate = 5e-3,
           .device = Device::kCpu,
           .threads = 1}});
  random::Rng rng(5);
  const auto heart = testing::heart(rng);
  const shape::Grid fine{.size = {96, 160}, .spacing_mm = {64.0 / 96, 64.0 / 160}};
  const auto example = testing::drawn(heart, fine, rng);
  const shape::LabelMap predicted = trained.predict(example.image);
  EXPECT_EQ(predicted.grid(), fine);
  EXPECT_GT(testing::dice_of(predicted, example.labels, 1), 0.93);
  EXPECT_GT(testing::dice_of(predicted, example.labels, 2), 0.85);
}

TEST(Segmenter, InterpolatesScoresBeforeItChooses) {
  // Network grid 4 x 4. Score of class 1 less that of class 0 at the network's columns: -3, -1,
  // 3, 5. Column centres are at 1, 3, 5, 7 of 8 native pixels; the sign changes at 3 + 2/4 = 3.5,
  // so of the native centres 0.5, 1.5 ... 7.5 the first three are background; 3.5 itself is a draw,
  // which class 0 takes. Choosing first would put the change at 4.
  const auto scores = [](const torch::Tensor& images) {
    const auto row = torch::tensor({-3.0F, -1.0F, 3.0F, 5.0F}).reshape({1, 1, 1, 4});
    const auto one = row.expand({images.size(0), 1, 4, 4});
    return torch::cat({torch::zeros_like(one), one}, 1);
  };
  const shape::Image image(shape::Grid{.size = {8, 3}, .spacing_mm = {0.5, 2.0}}, 100.0F);
  const shape::LabelMap labels = segmenter_with(scores, 4).predict(image);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 8; ++x) EXPECT_EQ(labels(x, y), x < 4 ? 0 : 1) << x;
  }
  const shape::Image finer(shape::Grid{.size = {16, 3}, .spacing_mm = {0.25, 2.0}}, 100.0F);
  const shape::LabelMap fine_labels = segmenter_with(scores, 4).predict(finer);
  for (int x = 0; x < 16; ++x) EXPECT_EQ(fine_labels(x, 1), x < 7 ? 0 : 1) << x;
}

TEST(Segmenter, GivesTheNetworkIntensitiesFromZeroToOne) {
  const auto scores = [](const torch::Tensor& images) {
    EXPECT_EQ(images.sizes().vec(), (std::vector<std::int64_t>{1, 1, 2, 2}));
    EXPECT_FLOAT_EQ(images[0][0][0][0].item<float>(), 0.0F);
    EXPECT_FLOAT_EQ(images[0][0][1][1].item<float>(), 1.0F);
    return torch::cat({images, 1 - images}, 1);
  };
  shape::Image image(shape::Grid{.size = {2, 2}, .spacing_mm = {1.0, 1.0}});
  image(1, 1) = 255.0F;
  EXPECT_EQ(segmenter_with(scores, 2).predict(image)(1, 1), 0);
}

TEST(Segmenter, PredictsSeveralAsOneByOne) {
  std::vector<shape::Image> images;
  for (const int side : {32, 40, 50, 64, 33, 32, 32, 70, 80, 90}) {
    random::Rng rng(static_cast<std::uint64_t>(side));
    const shape::Grid grid{.size = {side, 64}, .spacing_mm = {64.0 / side, 1.0}};
    images.push_back(testing::drawn(testing::heart(rng), grid, rng).image);
  }
  const Segmenter network = drawn_network();
  const auto together = network.predict(images);
  ASSERT_EQ(together.size(), images.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    const shape::LabelMap alone = network.predict(images[i]);
    // Sums of another order may tip a pixel that lies exactly on an outline.
    for (const std::uint8_t label : testing::kStructures) {
      EXPECT_GT(testing::dice_of(together[i], alone, label), 0.999) << i;
    }
  }
  EXPECT_TRUE(network.predict(std::span<const shape::Image>{}).empty());
}

TEST(Segmenter, RefusesAnImageThatMeansNothing) {
  EXPECT_THROW((void)drawn_network().predict(shape::Image{}), std::invalid_argument);
  shape::Image image(kCoarse);
  image(1, 1) = std::numeric_limits<float>::infinity();
  EXPECT_THROW((void)drawn_network().predict(image), std::invalid_argument);
}

TEST(Segmenter, RefusesScoresThatAreNotFinite) {
  const auto scores = [](const torch::Tensor& images) {
    return torch::cat({images, images / 0.0}, 1);
  };
  EXPECT_THROW((void)segmenter_with(scores, 4).predict(shape::Image(kCoarse)), std::runtime_error);
}

TEST(Segmenter, ComesBackFromItsFile) {
  const auto path = temporary_file("network.safetensors");
  const Segmenter network = drawn_network();
  network.save(path);
  const Segmenter loaded = Segmenter::load(path);
  EXPECT_EQ(loaded.architecture(), Architecture::kSmall);
  EXPECT_EQ(loaded.input_size_px(), 64);
  EXPECT_EQ(loaded.sha256(), network.sha256());
  EXPECT_EQ(loaded.sha256(), storage::sha256_of(read_whole(path)));
  random::Rng rng(9);
  const shape::Image image = testing::drawn(testing::heart(rng), kCoarse, rng).image;
  EXPECT_EQ(loaded.predict(image), network.predict(image));
}

std::string network_refusal(const std::string& bytes) {
  const auto path = temporary_file("refused.safetensors");
  storage::write_file(path, bytes);
  try {
    (void)Segmenter::load(path);
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(path.string()));
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return error.what();
  }
  return "taken";
}

std::string bytes_of_network() {
  const auto path = temporary_file("whole.safetensors");
  drawn_network().save(path);
  return read_whole(path);
}

TEST(SegmenterFile, IsRefusedWhenDamaged) {
  const std::string bytes = bytes_of_network();
  EXPECT_THAT(network_refusal(bytes.substr(0, bytes.size() / 2)), HasSubstr("do not fit"));
  EXPECT_THAT(network_refusal(bytes.substr(0, 100)), HasSubstr("cut off"));
  std::string flipped = bytes;
  flipped[bytes.size() / 2] = static_cast<char>(flipped[bytes.size() / 2] ^ 1);
  EXPECT_THAT(network_refusal(flipped), HasSubstr("damaged or changed"));
}

TEST(SegmenterFile, IsRefusedWhenOfAnotherKind) {
  EXPECT_THAT(network_refusal(""), HasSubstr("must be a network that camus-noise has written"));
  EXPECT_THAT(network_refusal("# Notes\nThis is a text file.\n"), HasSubstr("safetensors"));
  EXPECT_THAT(
      network_refusal("PK\3\4 and so on"), HasSubstr("must be trusted expressly (--trust-model)"));
  EXPECT_THAT(network_refusal(encoded({})), HasSubstr("format"));
}

TEST(SegmenterFile, IsRefusedWhenItDoesNotSuitItsArchitecture) {
  const TensorFile good = decoded(bytes_of_network());
  const auto refusal_with = [&good](auto change) {
    TensorFile file = good;
    change(file);
    return network_refusal(encoded(file));
  };
  EXPECT_THAT(
      refusal_with([](TensorFile& file) { file.metadata["version"] = "2"; }), HasSubstr("version"));
  EXPECT_THAT(
      refusal_with([](TensorFile& file) { file.metadata["architecture"] = "vgg"; }),
      HasSubstr("got vgg"));
  for (const std::string size : {"0", "63", "-64", "64x", "", "99999999999999999999"}) {
    EXPECT_THAT(
        refusal_with([&size](TensorFile& file) { file.metadata["input_size_px"] = size; }),
        HasSubstr("input size"));
  }
  EXPECT_THAT(
      refusal_with([](TensorFile& file) { file.metadata["architecture"] = "unet1"; }),
      HasSubstr("tensors"));
  EXPECT_THAT(
      refusal_with([](TensorFile& file) { file.tensors[0].name = "other"; }),
      HasSubstr("tensor 0"));
  EXPECT_THAT(
      refusal_with([](TensorFile& file) {
        file.tensors[3].values[0] = std::numeric_limits<float>::quiet_NaN();
      }),
      HasSubstr("not finite"));
}

TEST(SegmenterFile, IsNamedWhenItIsAbsentOrCannotBeWritten) {
  EXPECT_THROW((void)Segmenter::load(temporary_file("absent")), std::runtime_error);
  EXPECT_THROW(drawn_network().save(temporary_file("no folder") / "network"), std::runtime_error);
}

TEST(Segmenter, RefusesCudaWhereThereIsNone) {
  if (cuda_is_available()) GTEST_SKIP() << "this machine has a CUDA card";
  const auto path = temporary_file("network.safetensors");
  drawn_network().save(path);
  EXPECT_THROW((void)Segmenter::load(path, Device::kCuda), std::runtime_error);
  EXPECT_NO_THROW((void)Segmenter::load(path, Device::kAuto));
}

}  // namespace
}  // namespace segnoise::learn
