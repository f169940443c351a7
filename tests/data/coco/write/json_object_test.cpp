#include "data/coco/write/json_object.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace segnoise::coco {
namespace {

TEST(JsonObject, WritesAMemberALine) {
  std::string json;
  JsonObject object(json, 0);
  object.text("a \"b\"", "x\n");
  object.count("n", 12);
  object.fraction("f", 1.0 / 3.0);
  object.fraction("none", std::nullopt);
  JsonObject inner(object.member("inner"), 1);
  inner.exact("e", 0.1);
  inner.end();
  object.end();
  EXPECT_EQ(
      json,
      "{\n  \"a \\\"b\\\"\": \"x\\u000a\",\n  \"n\": 12,\n  \"f\": 0.333333,\n  \"none\": null,\n"
      "  \"inner\": {\n    \"e\": 0.1\n  }\n}");
  EXPECT_TRUE(nlohmann::json::accept(json));
}

TEST(AppendExact, GivesTheVeryNumberBack) {
  for (const double value : {0.1, 1.0 / 3.0, 0.0, 1.0, 2.5e-300, -1.7976931348623157e308}) {
    std::string json;
    append_exact(value, json);
    EXPECT_EQ(std::stod(json), value);
  }
  std::string json;
  append_exact(std::nullopt, json);
  EXPECT_EQ(json, "null");
}

}  // namespace
}  // namespace segnoise::coco
