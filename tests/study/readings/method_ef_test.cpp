#include "study/readings/method_ef.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace segnoise::readings {
namespace {

using cardiac::VolumeMethod;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<std::vector<MethodEf>> kMethodPatients{
    {{VolumeMethod::kBiplaneAse, 50.0, 10, -2.0, 3.0},
     {VolumeMethod::kSinglePlane4ch, 54.0, 10, -1.0, 5.0}},
    {{VolumeMethod::kBiplaneAse, 60.0, 10, -4.0, 1.0},
     {VolumeMethod::kSinglePlane4ch, 62.0, 10, -3.0, 5.0}},
    {{VolumeMethod::kSinglePlane4ch, 40.0, 10, -5.0, 2.0}}};

TEST(MethodSummaries, TellMethodFromNoise) {
  const auto all = method_summaries(kMethodPatients, VolumeMethod::kBiplaneAse);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].method, VolumeMethod::kBiplaneAse);
  EXPECT_FALSE(all[0].difference_pp);
  EXPECT_DOUBLE_EQ(all[0].clean_percent.mean, 55.0);
  EXPECT_DOUBLE_EQ(all[0].bias_pp.mean, -3.0);
  EXPECT_DOUBLE_EQ(all[0].sd_pp, std::sqrt(5.0));
  EXPECT_EQ(all[1].clean_percent.count, 3);
  EXPECT_EQ(all[1].difference_pp->count, 2);  // of the patients with both
  EXPECT_DOUBLE_EQ(all[1].difference_pp->mean, 3.0);
  EXPECT_DOUBLE_EQ(all[1].bias_pp.mean, -3.0);
  EXPECT_DOUBLE_EQ(all[1].sd_pp, std::sqrt(18.0));
}

TEST(MethodSummaries, BeginWithTheFirstMethod) {
  const auto all = method_summaries(kMethodPatients, VolumeMethod::kSinglePlane4ch);
  EXPECT_EQ(all[0].method, VolumeMethod::kSinglePlane4ch);
  EXPECT_DOUBLE_EQ(all[1].difference_pp->mean, -3.0);
  EXPECT_THAT(method_summaries({}, VolumeMethod::kBiplaneAse), IsEmpty());
}

TEST(MethodsText, HasALineForEachMethod) {
  const std::string text =
      methods_text(method_summaries(kMethodPatients, VolumeMethod::kBiplaneAse));
  EXPECT_THAT(
      text, HasSubstr("ase            2   55.0 ± 7.1             -   -3.0 ± 1.4        2.2"));
  EXPECT_THAT(
      text, HasSubstr("4ch            3  52.0 ± 11.1     3.0 ± 1.4   -3.0 ± 2.0        4.2"));
}

}  // namespace
}  // namespace segnoise::readings
