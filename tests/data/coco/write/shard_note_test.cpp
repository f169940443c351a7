#include "data/coco/write/shard_note.h"

#include <gtest/gtest.h>

namespace segnoise::coco {
namespace {

TEST(ShardOf, IsAPlaceAmongSoMany) {
  EXPECT_EQ(shard_of("0/1"), (Shard{0, 1}));
  EXPECT_EQ(shard_of("3/4"), (Shard{3, 4}));
  EXPECT_EQ(shard_of("999999/1000000"), (Shard{999'999, 1'000'000}));
  for (const char* wrong :
       {"",
        "/",
        "1",
        "1/",
        "/2",
        "2/2",
        "3/2",
        "0/0",
        "-1/2",
        "0/-2",
        "0/2/3",
        "0 /2",
        "0/2 ",
        "0/1000001",
        "0/99999999999999999999",
        "a/b"}) {
    EXPECT_FALSE(shard_of(wrong)) << wrong;
  }
}

TEST(ShardNote, IsReadAsItWasWritten) {
  const ShardNote note{
      .shard = {1, 3},
      .image_lead = ",\n ",
      .annotation_lead = ", ",
      .positions = {0, 4, 5, 1'000'000}};
  const std::string member = note.member();
  const std::size_t value = member.find(':') + 1;
  EXPECT_EQ(ShardNote::read(member, {value, member.size()}), note);
}

TEST(ShardNote, IsRefusedIfItIsOfNoPlace) {
  const std::string member = ShardNote{.shard = {2, 2}}.member();
  EXPECT_THROW((void)ShardNote::read(member, {member.find(':') + 1, member.size()}), JsonError);
}

}  // namespace
}  // namespace segnoise::coco
