// Valid files, cut short and flipped bit by bit: the gate has to notice every time.

#include "core/random/rng.h"
#include "data/frames/gate.h"
#include "data/frames/made_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise::frames {
namespace {

using testing::deflated;
using testing::gzipped;
using testing::MetaHeaderText;
using testing::NiftiFile;
using testing::TemporaryFolder;

constexpr std::size_t kStep = 64;

bool passes(const std::filesystem::path& path) {
  return testing::refusal_of([&] { (void)pass_gate(path); }).empty();
}

/// 40 x 30 pixels that do not compress to nothing.
std::string pixels() {
  random::Rng rng(1);
  std::string bytes;
  for (int i = 0; i < 1200; ++i) bytes += static_cast<char>(rng.below(40));
  return bytes;
}

/// Expects the whole file to pass, and no beginning of it: each length within the header, then each
/// kStep-th.
void expect_every_cut_to_be_noticed(
    const TemporaryFolder& folder,
    const std::string& name,
    const std::string& whole,
    std::size_t header_bytes) {
  ASSERT_TRUE(passes(folder.add(name, whole))) << name;
  for (std::size_t length = 0; length < whole.size();) {
    EXPECT_FALSE(passes(folder.add(name, whole.substr(0, length)))) << name << " at " << length;
    length += length < header_bytes ? 1 : kStep;
  }
  EXPECT_FALSE(passes(folder.add(name, whole.substr(0, whole.size() - 1)))) << name;
}

TEST(PassGate, NoticesEveryCutOfANiftiFile) {
  const TemporaryFolder folder;
  expect_every_cut_to_be_noticed(folder, "a.nii", NiftiFile({40, 30}).with(pixels()), 352);
}

TEST(PassGate, NoticesEveryCutOfACompressedNiftiFile) {
  const TemporaryFolder folder;
  // The first bytes hold gzip's header and, packed, NIfTI's.
  expect_every_cut_to_be_noticed(
      folder, "a.nii.gz", gzipped(NiftiFile({40, 30}).with(pixels())), 352);
}

TEST(PassGate, NoticesEveryCutOfAMetaImage) {
  const TemporaryFolder folder;
  MetaHeaderText header({40, 30}, "LOCAL");
  expect_every_cut_to_be_noticed(folder, "a.mha", header.text() + pixels(), header.text().size());
  header.set("CompressedData", "True");
  expect_every_cut_to_be_noticed(
      folder,
      "b.mha",
      header.text() + deflated(pixels(), testing::kZlibWindow),
      header.text().size());
}

TEST(PassGate, NoticesEveryCutOfAMetaImageInTwoFiles) {
  const TemporaryFolder folder;
  const std::string header = MetaHeaderText({40, 30, 1}, "a.raw").text();
  folder.add("a.raw", pixels());
  expect_every_cut_to_be_noticed(folder, "a.mhd", header, header.size());
  const auto path = folder.add("a.mhd", header);
  for (std::size_t length = 0; length < pixels().size(); length += kStep) {
    folder.add("a.raw", pixels().substr(0, length));
    EXPECT_FALSE(passes(path)) << length;
  }
}

TEST(PassGate, NoticesEveryFlippedBitInTheCompressedData) {
  const TemporaryFolder folder;
  constexpr std::size_t kGzipHeaderBytes = 10;
  const std::string nifti = gzipped(NiftiFile({40, 30}).with(pixels()));
  const std::string header = MetaHeaderText({40, 30}, "LOCAL").set("CompressedData", "True").text();
  const std::string meta = header + deflated(pixels(), testing::kZlibWindow);
  struct Target {
    std::string name;
    std::string whole;
    std::size_t begin;
  };
  random::Rng rng(2);
  for (const auto& [name, whole, begin] :
       {Target{"a.nii.gz", nifti, kGzipHeaderBytes}, Target{"a.mha", meta, header.size()}}) {
    ASSERT_TRUE(passes(folder.add(name, whole)));
    for (int i = 0; i < 1000; ++i) {
      std::string flipped = whole;
      const auto place = begin + rng.below(static_cast<std::uint32_t>(whole.size() - begin));
      flipped[place] = static_cast<char>(flipped[place] ^ (1 << rng.below(8)));
      EXPECT_FALSE(passes(folder.add(name, flipped))) << name << ", byte " << place;
    }
  }
}

}  // namespace
}  // namespace segnoise::frames
