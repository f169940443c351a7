#include "data/coco/write/merged_file.h"

#include "data/coco/noise/noisy_file.h"
#include "support/made_coco.h"
#include "support/setups.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

/// A folder with shards of two versions; tests of merging that succeeds are with NoisyFile.
class MergeShards : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path shard(std::size_t index, std::size_t of, int seed) const {
    const CocoFile file(folder_.add("clean.json", testing::made_file(8)));
    NoisyFileJob job;
    job.setup = testing::benchmark_n(testing::tiers().at(0));
    job.seed = static_cast<std::uint64_t>(seed);
    job.file.provenance = R"({"seed":)" + std::to_string(seed) + "}";
    job.file.output = folder_.path() / (std::to_string(index) + "-" + std::to_string(of) + ".json");
    job.file.shard = Shard{index, of};
    (void)write_noisy_file(file, job);
    return job.file.output;
  }

  /// A shard of two that was written by hand, without annotations.
  [[nodiscard]] std::filesystem::path by_hand(int index, const std::string& members) const {
    return folder_.add(
        std::to_string(index) + ".json",
        "{" + members + R"(,"noise_shard":{"index":)" + std::to_string(index) +
            R"(,"of":2,"image_lead":",","annotation_lead":",","position_steps":[]}})");
  }

  [[nodiscard]] std::string refusal(const std::vector<std::filesystem::path>& shards) const {
    const auto output = folder_.path() / "whole.json";
    const std::string message = testing::refusal_of([&] { merge_shards(shards, output); });
    EXPECT_FALSE(std::filesystem::exists(output));
    return message;
  }

  TemporaryFolder folder_;
};

TEST_F(MergeShards, RefusesShardsThatAreNotOneOfEach) {
  EXPECT_THAT(refusal({}), HasSubstr("no shard"));
  EXPECT_THAT(refusal({shard(0, 3, 1), shard(1, 3, 1)}), HasSubstr("shard 2 of 3 is missing"));
  EXPECT_THAT(refusal({shard(1, 3, 1), shard(2, 3, 1)}), HasSubstr("shard 0 is missing"));
  EXPECT_THAT(refusal({shard(0, 2, 1), shard(0, 2, 1)}), HasSubstr("and so is another one"));
  EXPECT_THAT(
      refusal({shard(0, 2, 1), shard(1, 3, 1)}), HasSubstr("is shard 1 of 3, others are of 2"));
}

TEST_F(MergeShards, RefusesShardsOfDifferentVersions) {
  EXPECT_THAT(
      refusal({shard(0, 2, 1), shard(1, 2, 7)}), HasSubstr("1-2.json: is of another version than"));
}

TEST_F(MergeShards, SaysInWhatShardsDiffer) {
  const std::string images = R"("images":[{"id":1,"width":9,"height":9}],)";
  const std::string rest = R"("annotations":[],"categories":[{"id":1}])";
  const auto first = by_hand(0, images + R"("info":3,)" + rest);
  const auto refused = [&](const std::string& members) {
    return refusal({first, by_hand(1, members)});
  };
  const std::string more = R"("annotations":[],"categories":[{"id":1},{"id":2}])";
  EXPECT_THAT(refused(images + R"("info":3,)" + more), HasSubstr("version than"));
  EXPECT_THAT(refused(images + R"("info":3,)" + more), EndsWith("0.json: categories differs"));
  EXPECT_THAT(refused(images + R"("note":3,)" + rest), EndsWith("info differs"));
  EXPECT_THAT(refused(images + R"("info":4,)" + rest), EndsWith("info differs"));
  EXPECT_THAT(refused(images + rest), EndsWith("the number of members differs"));
}

TEST_F(MergeShards, RefusesAShardWithTooFewImages) {
  const std::string image = R"({"id":1,"width":9,"height":9})";
  const std::string other = R"({"id":2,"width":9,"height":9})";
  const std::string rest = R"("annotations":[],"categories":[])";
  const auto one = R"("images":[)" + image + "]," + rest;
  const auto two = R"("images":[)" + image + "," + other + "]," + rest;
  EXPECT_THAT(
      refusal({by_hand(0, one), by_hand(1, two)}),
      HasSubstr("0.json: has too few images for its place in the whole"));
  EXPECT_THAT(
      testing::refusal_of([&] {
        merge_shards({by_hand(0, two), by_hand(1, one)}, folder_.path() / "whole");
      }),
      "");
}

TEST_F(MergeShards, RefusesFilesThatAreNoShards) {
  EXPECT_THAT(
      refusal({folder_.add("x.json", testing::made_file(2))}), HasSubstr("x.json: is no shard"));
  EXPECT_THAT(
      refusal({folder_.add(
          "x.json",
          R"({"images":[],"annotations":[],"categories":[],"noise_shard":{"index":0}})")}),
      HasSubstr("noise_shard cannot be read"));
  EXPECT_THAT(
      refusal({folder_.add(
          "x.json",
          R"({"images":[],"annotations":[],"categories":[],"noise_shard":{"index":0,"of":1,)"
          R"("image_lead":"","annotation_lead":"","position_steps":[1]}})")}),
      HasSubstr("has not as many annotations as positions"));
}

}  // namespace
}  // namespace segnoise::coco
