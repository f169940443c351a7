#include "data/coco/noise/noise_provenance.h"

#include "storage/sha256.h"
#include "support/gzip.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <string>

namespace segnoise::coco {
namespace {

TEST(NoiseProvenance, TellsAllThatTheBytesDependOn) {
  const std::string text = R"({"images":[],"annotations":[],"categories":[]})";
  const testing::TemporaryFolder folder;
  const CocoFile plain(folder.add("a \"b\".json", text));
  NoisyFileJob job{.seed = 18446744073709551615U};
  const std::string digest = storage::sha256_of(text);
  EXPECT_EQ(
      noise_provenance(plain, job, "1.2", "{}"),
      R"({"program":"coco-noise","version":"1.2","seed":18446744073709551615,)"
      R"("input":{"file_name":"a \"b\".json","sha256":")" +
          digest + R"("},"options":[],"setup":{}})");
  job.file.rules = {
      .crowds_too = true,
      .as_run_lengths = true,
      .fill_holes = true,
      .foreground = true,
      .annotate = true};
  const CocoFile packed(folder.add("a.json.gz", testing::gzipped(text)));
  EXPECT_EQ(
      noise_provenance(packed, job, "1.2", R"({"name":"low"})"),
      R"({"program":"coco-noise","version":"1.2","seed":18446744073709551615,)"
      R"("input":{"file_name":"a.json","sha256":")" +
          digest +
          R"("},"options":["noise-crowd","rle","fill-holes","foreground","annotate"],)"
          R"("setup":{"name":"low"}})");
}

}  // namespace
}  // namespace segnoise::coco
