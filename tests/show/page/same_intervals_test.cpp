// A number has one interval, in whichever of a study's files it is read.

#include "show/page/html.h"
#include "show/page/made_up_study.h"
#include "show/page/study_page.h"
#include "study/analysis/comparison_text.h"
#include "study/files/comparison_files.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace segnoise::page {
namespace {

using nlohmann::json;

std::string rounded(double value) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.1f", value);
  return std::string(text.data()) == "-0.0" ? "0.0" : text.data();
}

/// As a page has it: a minus sign, and a plus before what is signed.
std::string on_page(double value, bool is_signed) {
  const std::string text = rounded(value);
  if (text.starts_with('-')) return "−" + text.substr(1);
  return (is_signed && text != "0.0" ? "+" : "") + text;
}

/// What summary.json says of a study, for its tables and its page to say.
class SameIntervals : public ::testing::Test {
 protected:
  explicit SameIntervals(const analysis::ReportData& data)
      : conditions_(json::parse(study_files::comparison_json(data.comparison))),
        tables_(analysis::comparison_text(data.comparison)),
        page_(html_text(study_page(data, {}))) {}

  void expect_in_tables(const json& interval) const {
    const std::string shown = "[" + rounded(interval.at(0)) + ", " + rounded(interval.at(1)) + "]";
    EXPECT_NE(tables_.find(shown), std::string::npos) << shown;
  }
  void expect_on_page(const json& interval, bool is_signed) const {
    const std::string shown =
        on_page(interval.at(0), is_signed) + " to " + on_page(interval.at(1), is_signed);
    EXPECT_NE(page_.find(shown), std::string::npos) << shown;
  }

  json conditions_;
  std::string tables_;
  std::string page_;
};

class SameIntervalsOfNetworks : public SameIntervals {
 protected:
  SameIntervalsOfNetworks() : SameIntervals(testing::made_up_training({.seeds = {1, 2, 3}})) {}
};

class SameIntervalsOfLabels : public SameIntervals {
 protected:
  SameIntervalsOfLabels()
      : SameIntervals(testing::made_up_labels({.patients = 12, .seeds = {5}})) {}
};

TEST_F(SameIntervalsOfNetworks, AreInSummaryTablesAndReport) {
  ASSERT_EQ(conditions_.size(), 4U);
  int differences = 0;
  for (const json& condition : conditions_) {
    for (const char* name : {"dice_ed_percent", "dice_es_percent", "ef_error_pp", "hd_ed_mm"}) {
      const json& measure = condition.at("measures").at(name);
      SCOPED_TRACE(condition.at("name").get<std::string>() + ", " + name);
      expect_in_tables(measure.at("ci95"));
      expect_on_page(measure.at("ci95"), false);
      if (measure.at("difference").is_null()) continue;
      ++differences;
      expect_in_tables(measure.at("difference").at("ci95"));
      expect_on_page(measure.at("difference").at("ci95"), true);
    }
  }
  EXPECT_EQ(differences, 12);
}

TEST_F(SameIntervalsOfLabels, AreInSummaryTablesAndReport) {
  ASSERT_EQ(conditions_.size(), 3U);
  for (const json& condition : conditions_) {
    SCOPED_TRACE(condition.at("name").get<std::string>());
    for (const char* name : {"ef_bias_pp", "ef_mae_pp", "edv_bias_percent", "esv_bias_percent"}) {
      expect_in_tables(condition.at("measures").at(name).at("ci95"));
    }
    expect_on_page(condition.at("measures").at("ef_bias_pp").at("ci95"), true);
  }
}

}  // namespace
}  // namespace segnoise::page
