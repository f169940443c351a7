#include "json/json_object.h"

#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>

namespace segnoise::json {
namespace {

using testing::refusal_of;

TEST(ParseJson, RefusesWhatIsNestedTooDeep) {
  const auto nested = [](int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + '1' + std::string(count, ']');
  };
  EXPECT_EQ(parse_json(nested(kDeepestJson)).size(), 1U);
  EXPECT_NE(refusal_of([&] { (void)parse_json(nested(kDeepestJson + 1)); }), "");
}

TEST(ParseJson, RefusesAKeyThatIsThereTwice) {
  EXPECT_NE(refusal_of([] { (void)parse_json(R"({"a": 1, "a": 1})"); }), "");
}

TEST(Naming, GivesBackWhatIsRead) {
  EXPECT_EQ(naming("a.json", [] { return 3; }), 3);
}

TEST(Naming, SaysWhoseFaultItIs) {
  EXPECT_EQ(
      refusal_of([] { naming("a.json", [] { throw std::out_of_range("no seeds"); }); }),
      "a.json: no seeds");
}

TEST(Naming, BlamesNobodyForMemoryThatHasRunOut) {
  EXPECT_THROW(naming("a.json", [] { throw std::bad_alloc(); }), std::bad_alloc);
}

}  // namespace
}  // namespace segnoise::json
