#include "data/frames/gate.h"

#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

namespace segnoise::frames {
namespace {

using testing::deflated;
using testing::gzipped;
using ::testing::HasSubstr;
using testing::MetaHeaderText;
using testing::NiftiFile;
using ::testing::Not;
using testing::TemporaryFolder;

const std::string kPixels = "abcdefghijkl";  // 4 x 3 unsigned bytes

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What the process may still allocate, as long as this lives. Sanitizers reserve terabytes.
class MemoryLimit {
 public:
  explicit MemoryLimit(std::size_t bytes) {
    getrlimit(RLIMIT_AS, &before_);
#ifndef __SANITIZE_ADDRESS__
    std::ifstream statm("/proc/self/statm");
    std::size_t pages = 0;
    if (!(statm >> pages)) return;
    rlimit now = before_;
    now.rlim_cur = pages * 4096 + bytes;
    setrlimit(RLIMIT_AS, &now);
#else
    (void)bytes;
#endif
  }
  ~MemoryLimit() { setrlimit(RLIMIT_AS, &before_); }
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;
  MemoryLimit(MemoryLimit&&) = delete;
  MemoryLimit& operator=(MemoryLimit&&) = delete;

 private:
  rlimit before_{};
};

constexpr std::size_t kMostMemory = std::size_t{64} << 20;

/// Expects one line that names the file and contains `reason`, in less than 1 s and kMostMemory.
void expect_refusal(const std::filesystem::path& path, const std::string& reason) {
  const MemoryLimit limit(kMostMemory);
  const std::clock_t start = std::clock();
  const std::string message = testing::refusal_of([&] { (void)pass_gate(path); });
  const double elapsed_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  EXPECT_THAT(message, HasSubstr(path.string() + ": "));
  EXPECT_THAT(message, HasSubstr(reason));
  EXPECT_THAT(message, Not(HasSubstr("\n")));
  EXPECT_LT(elapsed_s, 1.0) << path;
}

NiftiFile nifti() { return NiftiFile({4, 3}); }
MetaHeaderText meta() { return MetaHeaderText({4, 3}, "LOCAL"); }

TEST(PassGate, GivesThePixelsOfANiftiFileAsTheyAreStored) {
  const TemporaryFolder folder;
  const auto frame = pass_gate(folder.add("a.nii", nifti().with(kPixels)));
  EXPECT_EQ(frame.header.size, (shape::Size{4, 3}));
  EXPECT_EQ(frame.header.pixel_type, PixelType::kUint8);
  EXPECT_FLOAT_EQ(static_cast<float>(frame.header.spacing_mm.x_mm), 0.308F);
  EXPECT_FLOAT_EQ(static_cast<float>(frame.header.spacing_mm.y_mm), 0.154F);
  EXPECT_EQ(text_of(frame.pixels), kPixels);
}

TEST(PassGate, UnpacksGzipOfOneAndOfSeveralMembers) {
  const TemporaryFolder folder;
  const std::string whole = nifti().with(kPixels);
  const auto one = folder.add("one.nii.gz", gzipped(whole));
  EXPECT_EQ(text_of(pass_gate(one).pixels), kPixels);
  const auto several = folder.add(
      "several.nii.gz", gzipped(whole.substr(0, 100)) + gzipped(whole.substr(100)) + gzipped(""));
  EXPECT_EQ(text_of(pass_gate(several).pixels), kPixels);
}

TEST(PassGate, SeesByItsFirstBytesWhetherANiftiFileIsPacked) {
  const TemporaryFolder folder;
  const std::string whole = nifti().with(kPixels);
  EXPECT_EQ(text_of(pass_gate(folder.add("a.nii.gz", whole)).pixels), kPixels);
  EXPECT_EQ(text_of(pass_gate(folder.add("b.nii", gzipped(whole))).pixels), kPixels);
  expect_refusal(folder.add("c.nii.gz", whole.substr(0, 363)), "has 363 bytes of data");
}

TEST(PassGate, TakesEndingsInLargeLetters) {
  const TemporaryFolder folder;
  EXPECT_EQ(
      text_of(pass_gate(folder.add("a.NII.GZ", gzipped(nifti().with(kPixels)))).pixels), kPixels);
  EXPECT_EQ(text_of(pass_gate(folder.add("b.Mha", meta().text() + kPixels)).pixels), kPixels);
}

TEST(PassGate, ReadsNifti2InBothByteOrders) {
  const TemporaryFolder folder;
  for (const bool turned : {false, true}) {
    const std::string whole = testing::nifti2({4, 3}, kPixels, turned);
    EXPECT_EQ(text_of(pass_gate(folder.add("a.nii", whole)).pixels), kPixels);
    EXPECT_EQ(text_of(pass_gate(folder.add("a.nii.gz", gzipped(whole))).pixels), kPixels);
    expect_refusal(folder.add("b.nii", whole.substr(0, 555)), "has 555 bytes of data");
    expect_refusal(
        folder.add("c.nii", whole.substr(0, 500)), "ends after 496 of 536 bytes of its header");
  }
  expect_refusal(
      folder.add("d.nii", testing::nifti2({4, 3'000'000'000}, kPixels)), "axis 2 is 3000000000");
}

TEST(PassGate, NamesAGitLfsPointerAsOne) {
  const TemporaryFolder folder;
  for (const char* name : {"a.nii.gz", "a.nii", "a.mha", "a.mhd"}) {
    expect_refusal(
        folder.add(
            name, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"),
        "is a Git LFS pointer and not the file itself");
  }
}

TEST(PassGate, PassesOverHeaderExtensions) {
  const TemporaryFolder folder;
  const auto path = folder.add(
      "a.nii", NiftiFile({4, 3}).put<float>(108, {384.0F}).with(std::string(32, '\0') + kPixels));
  EXPECT_EQ(text_of(pass_gate(path).pixels), kPixels);
}

TEST(PassGate, GivesThePixelsOfEveryKindOfMetaImage) {
  const TemporaryFolder folder;
  const std::string packed = deflated(kPixels, testing::kZlibWindow);
  const auto local = folder.add("a.mha", meta().text() + kPixels);
  EXPECT_EQ(text_of(pass_gate(local).pixels), kPixels);
  const auto local_packed =
      folder.add("b.mha", meta().set("CompressedData", "True").text() + packed);
  EXPECT_EQ(text_of(pass_gate(local_packed).pixels), kPixels);

  folder.add("c.raw", kPixels);
  const auto beside = folder.add("c.mhd", MetaHeaderText({4, 3, 1}, "c.raw").text());
  EXPECT_EQ(text_of(pass_gate(beside).pixels), kPixels);
  folder.add("d.zraw", packed);
  const auto beside_packed = folder.add(
      "d.mhd",
      MetaHeaderText({4, 3}, "d.zraw")
          .set("CompressedData", "True")
          .set("CompressedDataSize", std::to_string(packed.size()))
          .text());
  EXPECT_EQ(text_of(pass_gate(beside_packed).pixels), kPixels);
}

TEST(PassGate, ReadsMetaImagesWithCrLfAndWithEntriesThatDoNotMatter) {
  const TemporaryFolder folder;
  const auto path = folder.add(
      "a.mha", meta().set("Comment", "made by hand").set("0008|0060", "US").text("\r\n") + kPixels);
  EXPECT_EQ(text_of(pass_gate(path).pixels), kPixels);
}

TEST(PassGate, NamesEveryFileWithItsDigest) {
  const TemporaryFolder folder;
  folder.add("a.raw", "abc");
  const auto path = folder.add("a.mhd", MetaHeaderText({3, 1}, "a.raw").text());
  const auto files = pass_gate(path).files;
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "a.mhd");
  EXPECT_EQ(files[1].name, "a.raw");
  EXPECT_EQ(files[1].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(PassGate, FollowsALinkThatStaysInTheFolder) {
  const TemporaryFolder folder;
  folder.add("target.raw", kPixels);
  std::filesystem::create_symlink("target.raw", folder.path() / "a.raw");
  const auto path = folder.add("a.mhd", MetaHeaderText({4, 3}, "a.raw").text());
  EXPECT_EQ(text_of(pass_gate(path).pixels), kPixels);
}

TEST(PassGate, RefusesNiftiHeadersThatMakeNoSense) {
  const TemporaryFolder folder;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  struct Crafted {
    std::string reason;
    std::string bytes;
  };
  const std::vector<Crafted> crafted{
      {"of its header", ""},
      {"of its header", "n+1"},
      {"is no NIfTI file", std::string(400, '\0')},
      {"ends after 360 of 536 bytes of its header after its first 4",
       nifti().put<std::int32_t>(0, {540}).with(kPixels)},
      {"magic", nifti().put<char>(344, {'n', 'i', '1'}).with(kPixels)},
      {"dim[0] is 0", nifti().put<std::int16_t>(40, {0}).with(kPixels)},
      {"dim[0] is 1", NiftiFile({12}).with(kPixels)},
      {"dim[0] is -2", nifti().put<std::int16_t>(40, {-2}).with(kPixels)},
      {"dim[0] is 8", nifti().put<std::int16_t>(40, {8}).with(kPixels)},
      {"axis 1 is 0", NiftiFile({0, 3}).with("")},
      {"axis 2 is -4", NiftiFile({4, -4}).with(kPixels)},
      {"axis 1 is 32767", NiftiFile({32767, 32767}).with(kPixels)},
      {"axis 2 is 8193", NiftiFile({1, 8193}).with(std::string(8193, 'a'))},
      {"8192 x 8192", NiftiFile({8192, 8192}).with(kPixels)},
      {"axis 3 is 2", NiftiFile({2, 3, 2}).with(kPixels)},
      {"axis 4 is 2", NiftiFile({2, 3, 1, 2}).with(kPixels)},
      {"datatype is 0", nifti().type(0, 8).with(kPixels)},
      {"datatype is 32", nifti().type(32, 64).with(std::string(96, 'a'))},    // complex
      {"datatype is 128", nifti().type(128, 24).with(std::string(36, 'a'))},  // colour
      {"bitpix is 16", nifti().type(2, 16).with(kPixels)},
      {"pixdim[1] is nan", nifti().spacing(nan, 0.154F).with(kPixels)},
      {"pixdim[2] is inf", nifti().spacing(0.308F, infinity).with(kPixels)},
      {"pixdim[1] is 0 mm", nifti().spacing(0.0F, 0.154F).with(kPixels)},
      {"pixdim[1] is -0.25", nifti().spacing(-0.25F, 0.154F).with(kPixels)},
      {"pixdim[2] is 1000", nifti().spacing(0.308F, 1000.0F).with(kPixels)},
      {"sform", nifti().spacing(0.154F, 0.154F).with(kPixels)},
      {"sform matrix has nan", nifti().put<float>(316, {nan}).with(kPixels)},
      {"sform matrix has -9.99", nifti().put<float>(316, {-1e38F}).with(kPixels)},
      {"qform has inf",
       nifti().put<std::int16_t>(252, {1}).put<float>(264, {infinity}).with(kPixels)},
      {"two parallel axes",
       NiftiFile({4, 3})
           .axes({-0.308F, -0.154F, 0, 0}, {0, 0, 0, 0})
           .put<float>(312, {0, 0, 0, 0})
           .with(kPixels)},
      {"xyzt_units is 7", nifti().put<char>(123, {7}).with(kPixels)},
      {"vox_offset is nan", nifti().put<float>(108, {nan}).with(kPixels)},
      {"vox_offset is 0", nifti().put<float>(108, {0.0F}).with(kPixels)},
      {"vox_offset is 352.5", nifti().put<float>(108, {352.5F}).with(kPixels)},
      {"vox_offset is 1e+09", nifti().put<float>(108, {1e9F}).with(kPixels)},
      {"has 363 bytes of data, expected 364", nifti().with(kPixels.substr(1))},
      {"has 365 bytes of data, expected 364", nifti().with(kPixels + "m")},
      {"16777568", NiftiFile({8192, 2048}).with(kPixels)}};
  for (const auto& [reason, bytes] : crafted) {
    SCOPED_TRACE(reason);
    expect_refusal(folder.add("a.nii", bytes), reason);
  }
}

TEST(PassGate, RefusesGzipFilesThatAreNotWhatTheirHeaderPromises) {
  const TemporaryFolder folder;
  const std::string whole = nifti().with(kPixels);
  std::string bad_checksum = gzipped(whole);
  bad_checksum[bad_checksum.size() - 6] ^= 1;
  std::string bad_length = gzipped(whole);
  bad_length.back() ^= 1;
  struct Crafted {
    std::string reason;
    std::string bytes;
  };
  const std::vector<Crafted> crafted{
      {"ends after 0 of 4 bytes of its header", ""},
      {"end early", gzipped(whole).substr(0, 30)},
      {"is no NIfTI file", deflated(whole, testing::kZlibWindow)},
      {"damaged: incorrect data check", bad_checksum},
      {"damaged: incorrect length check", bad_length},
      {"something else follows", gzipped(whole) + "and more"},
      {"ends after 11 of 12 bytes of its pixels", gzipped(nifti().with(kPixels.substr(1)))},
      {"holds more bytes", gzipped(nifti().with(kPixels + "m"))},
      {"holds more bytes", gzipped(whole) + gzipped("m")},
      // Small files that promise, or hold, much: nothing is allocated for what does not come.
      {"of 134217728 bytes of its pixels",
       gzipped(NiftiFile({8192, 2048}).type(64, 64).with(kPixels))},
      {"of 134217728 bytes of its pixels",
       deflated(
           NiftiFile({8192, 2048}).type(64, 64).with(std::string(20'000'000, '\0')),
           testing::kGzipWindow,
           1)},
      {"holds more bytes",
       deflated(nifti().with(std::string(10'000'000, '\0')), testing::kGzipWindow, 1)},
      {"of 1048228 bytes of its header extensions",
       gzipped(nifti().put<float>(108, {1048576.0F}).with(kPixels))}};
  for (const auto& [reason, bytes] : crafted) {
    SCOPED_TRACE(reason);
    expect_refusal(folder.add("a.nii.gz", bytes), reason);
  }
}

TEST(PassGate, RefusesMetaImageHeadersThatMakeNoSense) {
  const TemporaryFolder folder;
  struct Crafted {
    std::string reason;
    std::string bytes;
  };
  const std::vector<Crafted> crafted{
      {"header ends early", ""},
      {"header ends early", meta().without("ElementDataFile").text()},
      {"is not 'name = value'", "hello\n"},
      {"is not 'name = value'", std::string("NDims = 2\0\n", 11)},
      {"line of more than 4096", meta().set("Comment", std::string(5000, 'a')).text()},
      {"DimSize' twice", meta().add("DimSize", "4 4").text() + kPixels},
      {"no NDims", meta().without("NDims").without("DimSize").text() + kPixels},
      {"NDims is '-2'", meta().set("NDims", "-2").text() + kPixels},
      {"NDims is '5'", meta().set("NDims", "5").text() + kPixels},
      {"expected 3 numbers", meta().set("NDims", "3").text() + kPixels},
      {"axis 1 is -4", meta().set("DimSize", "-4 3").text() + kPixels},
      {"axis 1 is 4294967300", meta().set("DimSize", "4294967300 3").text() + kPixels},
      {"DimSize is '99999999999999999999 3'",
       meta().set("DimSize", "99999999999999999999 3").text() + kPixels},
      {"DimSize is '4.5 3'", meta().set("DimSize", "4.5 3").text() + kPixels},
      {"axis 3 is 3", MetaHeaderText({4, 1, 3}, "LOCAL").text() + kPixels},
      {"ElementSpacing is nan", meta().set("ElementSpacing", "nan 1").text() + kPixels},
      {"ElementSpacing is 0 mm", meta().set("ElementSpacing", "0 1").text() + kPixels},
      {"ElementSpacing is -1", meta().set("ElementSpacing", "1 -1").text() + kPixels},
      {"TransformMatrix is 'nan 0 0 1', expected finite",
       meta().set("TransformMatrix", "nan 0 0 1").text() + kPixels},
      {"TransformMatrix is '1 0 0', expected 4 numbers",
       meta().set("TransformMatrix", "1 0 0").text() + kPixels},
      {"Offset is 'here 0', expected numbers", meta().set("Offset", "here 0").text() + kPixels},
      {"DimSize before NDims", meta().without("NDims").add("NDims", "2").text() + kPixels},
      {"no ElementSize", meta().without("ElementSpacing").text() + kPixels},
      {"MET_LONG'", meta().set("ElementType", "MET_LONG").text() + kPixels},
      {"MET_UCHAR_ARRAY'", meta().set("ElementType", "MET_UCHAR_ARRAY").text() + kPixels},
      {"ElementNumberOfChannels", meta().set("ElementNumberOfChannels", "3").text() + kPixels},
      {"BinaryData is 'False'", meta().set("BinaryData", "False").text() + "1 2 3"},
      {"no BinaryData", meta().without("BinaryData").text() + kPixels},
      {"HeaderSize is '-1'", meta().set("HeaderSize", "-1").text() + kPixels},
      {"CompressedData is 'perhaps'", meta().set("CompressedData", "perhaps").text() + kPixels},
      {"ElementByteOrderMSB", meta().set("ElementByteOrderMSB", "True").text() + kPixels},
      {"DistanceUnits", meta().set("DistanceUnits", "um").text() + kPixels},
      {"FunctionSlope", meta().set("ElementToIntensityFunctionSlope", "2").text() + kPixels},
      {"ObjectType is 'Mesh'", meta().set("ObjectType", "Mesh").text() + kPixels},
      {"has 11 bytes of data, expected 12", meta().text() + kPixels.substr(1)},
      {"has 13 bytes of data, expected 12", meta().text() + kPixels + "m"}};
  for (const auto& [reason, bytes] : crafted) {
    SCOPED_TRACE(reason);
    expect_refusal(folder.add("a.mha", bytes), reason);
  }
}

TEST(PassGate, RefusesDamagedCompressedMetaImages) {
  const TemporaryFolder folder;
  const std::string packed = deflated(kPixels, testing::kZlibWindow);
  std::string bad_checksum = packed;
  bad_checksum.back() ^= 1;
  const std::string header = meta().set("CompressedData", "True").text();
  expect_refusal(folder.add("a.mha", header + "not zlib"), "damaged");
  expect_refusal(folder.add("b.mha", header + bad_checksum), "incorrect data check");
  expect_refusal(folder.add("c.mha", header + packed + "m"), "something else follows");
  expect_refusal(
      folder.add("d.mha", header + deflated(kPixels.substr(1), testing::kZlibWindow)),
      "ends after 11 of 12 bytes");
  expect_refusal(
      folder.add("e.mha", header + deflated(kPixels + "m", testing::kZlibWindow)),
      "holds more bytes");
  expect_refusal(
      folder.add(
          "f.mha",
          meta().set("CompressedData", "True").set("CompressedDataSize", "7").text() + packed),
      "expected 7");
}

TEST(PassGate, RefusesDataFilesThatAreNotPlainNamesInTheSameFolder) {
  const TemporaryFolder folder;
  folder.add("outside.raw", kPixels);
  folder.add("inside/a.raw", kPixels);
  for (const char* name :
       {"LIST",
        "x%s%s%s%s.raw",
        "x%d.raw 1 3 1",
        "../outside.raw",
        "sub/a.raw",
        "..",
        ".",
        "",
        "C:\\a.raw",
        "two words.raw"}) {
    const auto path = folder.add("inside/a.mhd", MetaHeaderText({4, 3}, name).text());
    expect_refusal(path, "expected LOCAL or a plain file name");
  }
  const auto absolute = (folder.path() / "outside.raw").string();
  expect_refusal(
      folder.add("inside/a.mhd", MetaHeaderText({4, 3}, absolute).text()), "a plain file name");

  std::filesystem::create_symlink("../outside.raw", folder.path() / "inside" / "link.raw");
  expect_refusal(
      folder.add("inside/a.mhd", MetaHeaderText({4, 3}, "link.raw").text()), "out of its folder");
  expect_refusal(
      folder.add("inside/a.mhd", MetaHeaderText({4, 3}, "absent.raw").text()), "not found");
  expect_refusal(
      folder.add("inside/a.mhd", MetaHeaderText({4, 3}, "a.raw").text() + "more"),
      "text after ElementDataFile");
}

TEST(PassGate, RefusesWhatIsNoImageFile) {
  const TemporaryFolder folder;
  expect_refusal(folder.path() / "absent.nii.gz", "not found");
  expect_refusal(folder.add("image.png", "PNG"), "expected .nii, .nii.gz, .mha or .mhd");
  std::filesystem::create_directory(folder.path() / "folder.nii");
  expect_refusal(folder.path() / "folder.nii", "is not a regular file");
  // A pipe without a writer would block whoever opens it.
  ASSERT_EQ(mkfifo((folder.path() / "pipe.nii").c_str(), 0600), 0);
  expect_refusal(folder.path() / "pipe.nii", "is not a regular file");
}

TEST(PassGate, TakesTheByteOrderOfEitherName) {
  const TemporaryFolder folder;
  const auto order_of = [&](MetaHeaderText header) {
    return pass_gate(folder.add("a.mha", header.text() + kPixels)).header.byte_order;
  };
  EXPECT_EQ(
      order_of(meta().without("BinaryDataByteOrderMSB").set("ElementByteOrderMSB", "True")),
      std::endian::big);
  EXPECT_EQ(order_of(meta().set("BinaryDataByteOrderMSB", "True")), std::endian::big);
  EXPECT_EQ(order_of(meta().without("BinaryDataByteOrderMSB")), std::endian::little);
}

TEST(PassGate, RefusesRealNumbersThatAreNotFinite) {
  // 1 and NaN as floats, infinity as a double; read in the other byte order, each is finite.
  const TemporaryFolder folder;
  const auto refusal_of_meta = [&](const std::string& type, bool is_big, const std::string& bytes) {
    MetaHeaderText header(
        {1, static_cast<int>(bytes.size() / (type == "MET_FLOAT" ? 4 : 8))}, "LOCAL");
    header.set("ElementType", type).set("BinaryDataByteOrderMSB", is_big ? "True" : "False");
    const auto path = folder.add("a.mha", header.text() + bytes);
    return testing::refusal_of([&] { (void)pass_gate(path); });
  };
  const std::string one_and_nan("\x3F\x80\0\0\x7F\xC0\0\0", 8);
  const std::string infinity("\x7F\xF0\0\0\0\0\0\0", 8);
  EXPECT_THAT(
      refusal_of_meta("MET_FLOAT", true, one_and_nan),
      HasSubstr("a.mha: its stored pixel (0, 1) is nan, expected a finite number"));
  EXPECT_EQ(refusal_of_meta("MET_FLOAT", false, one_and_nan), "");
  EXPECT_THAT(refusal_of_meta("MET_DOUBLE", true, infinity), HasSubstr("pixel (0, 0) is inf"));
  EXPECT_EQ(refusal_of_meta("MET_DOUBLE", false, infinity), "");
}

}  // namespace
}  // namespace segnoise::frames
