#include "data/frames/meta_header.h"

#include "data/frames/made_files.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace segnoise::frames {
namespace {

using testing::MetaHeaderText;
using testing::TemporaryFolder;

MetaHeader parsed(const MetaHeaderText& header) {
  const TemporaryFolder folder;
  InputFile file(folder.add("a.mha", header.text() + "pixels"));
  auto result = parse_meta_header(file);
  EXPECT_EQ(file.remaining(), 6U) << "the pixels have to be left";
  return result;
}

TEST(ParseMetaHeader, ReadsTheLegacyReleasesEntries) {
  const auto header = parsed(MetaHeaderText({843, 512, 1}, "a.raw"));
  EXPECT_EQ(header.frame.axis_count, 3);
  EXPECT_EQ(header.frame.size, (shape::Size{843, 512}));
  EXPECT_EQ(header.frame.spacing_mm, (shape::Spacing{0.308, 0.154}));
  EXPECT_EQ(header.frame.byte_order, std::endian::little);
  EXPECT_EQ(header.data_file, "a.raw");
  EXPECT_FALSE(header.compressed);
}

TEST(ParseMetaHeader, KnowsEveryElementTypeOfFixedSize) {
  const std::vector<std::pair<std::string, PixelType>> types{
      {"MET_UCHAR", PixelType::kUint8},
      {"MET_CHAR", PixelType::kInt8},
      {"MET_USHORT", PixelType::kUint16},
      {"MET_SHORT", PixelType::kInt16},
      {"MET_UINT", PixelType::kUint32},
      {"MET_INT", PixelType::kInt32},
      {"MET_ULONG_LONG", PixelType::kUint64},
      {"MET_LONG_LONG", PixelType::kInt64},
      {"MET_FLOAT", PixelType::kFloat32},
      {"MET_DOUBLE", PixelType::kFloat64}};
  for (const auto& [name, type] : types) {
    EXPECT_EQ(
        parsed(MetaHeaderText({4, 3}, "LOCAL").set("ElementType", name)).frame.pixel_type, type);
  }
}

TEST(ParseMetaHeader, ReadsPackingAndByteOrder) {
  const auto header = parsed(MetaHeaderText({4, 3}, "LOCAL")
                                 .set("CompressedData", "True")
                                 .set("CompressedDataSize", "6")
                                 .set("BinaryDataByteOrderMSB", "True"));
  EXPECT_TRUE(header.compressed);
  EXPECT_EQ(header.compressed_size, 6U);
  EXPECT_EQ(header.frame.byte_order, std::endian::big);
  EXPECT_TRUE(header.data_file.empty());
}

TEST(ParseMetaHeader, TakesElementSizeWhereThereIsNoSpacing) {
  const auto header = parsed(
      MetaHeaderText({4, 3}, "LOCAL").without("ElementSpacing").set("ElementSize", "0.4 0.2"));
  EXPECT_EQ(header.frame.spacing_mm, (shape::Spacing{0.4, 0.2}));
}

TEST(ParseMetaHeader, RefusesTwoEntriesOfOneMeaningThatDiffer) {
  const auto refusal = [](const std::string& name, const std::string& value) {
    return testing::refusal_of([&] {
      (void)parsed(MetaHeaderText({4, 3}, "LOCAL").set(name, value));
    });
  };
  for (const std::string name : {"Rotation", "Orientation"}) {
    EXPECT_EQ(refusal(name, "1.0 0.0004 0 1"), "");
    EXPECT_EQ(
        refusal(name, "0 1 1 0"),
        name + " is '0 1 1 0', expected what TransformMatrix says: '1 0 0 1'");
  }
  for (const std::string name : {"Position", "Origin"}) {
    EXPECT_EQ(refusal(name, "0.0 0.0004"), "");
    EXPECT_EQ(refusal(name, "0 0.002"), name + " is '0 0.002', expected what Offset says: '0 0'");
  }
}

TEST(ParseMetaHeader, ComparesTheNamesOfOneMeaningThatAreThere) {
  const auto header = MetaHeaderText({4, 3}, "LOCAL").without("Offset").set("Position", "1 2");
  EXPECT_EQ(testing::refusal_of([&] { (void)parsed(header); }), "");
  EXPECT_EQ(
      testing::refusal_of([&] { (void)parsed(MetaHeaderText(header).set("Origin", "1 3")); }),
      "Origin is '1 3', expected what Position says: '1 2'");
}

}  // namespace
}  // namespace segnoise::frames
