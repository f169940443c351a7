#include "study/files/csv_reader.h"

#include "core/cardiac/echo.h"
#include "study/files/csv_row.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::study_files {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// Files with these texts, read one after the other.
class CsvFiles : public ::testing::Test {
 protected:
  CsvReader reader(const std::string& text, std::vector<std::string> columns) {
    return {folder_.add("some.csv", text).string(), "a table", std::move(columns)};
  }

  /// What is said when all rows are read and their first column is taken for a number.
  std::string complaint(const std::string& text) {
    return testing::refusal_of([&] {
      CsvReader file = reader(text, {"value"});
      while (file.next()) (void)file.number(0);
    });
  }

  testing::TemporaryFolder folder_;
};

TEST_F(CsvFiles, ReadBackWhatWasWrittenToTheLastBit) {
  const std::array numbers{
      0.1 + 0.2, -1.0 / 3.0, 5e-324, std::numeric_limits<double>::max(), 93.0, -0.0};
  const std::array<std::string, 4> texts{"plain", "a, b", "say \"no\"", "two\nlines\r"};
  std::string csv = "text,value,maybe\n";
  for (const std::string& text : texts) {
    for (const double number : numbers) {
      CsvRow row;
      row << text << number << std::optional<double>();
      csv += row.line();
    }
  }
  CsvReader file = reader(csv, {"value", "text", "maybe"});
  for (const std::string& text : texts) {
    for (const double number : numbers) {
      ASSERT_TRUE(file.next());
      EXPECT_EQ(file.text(1), text);
      EXPECT_EQ(file.number(0), number);
      EXPECT_FALSE(file.optional_number(2));
    }
  }
  EXPECT_FALSE(file.next());
}

TEST_F(CsvFiles, GiveColumnsInTheOrderAskedForWhateverTheirOwn) {
  CsvReader file = reader("a,b,c\n1,2,3\n", {"c", "a"});
  ASSERT_TRUE(file.next());
  EXPECT_EQ(file.text(0), "3");
  EXPECT_EQ(file.text(1), "1");
}

TEST_F(CsvFiles, GiveWholeNumbersAndNames) {
  CsvReader file = reader("seed,view\n18446744073709551615,4CH\n2.5,5CH\n", {"seed", "view"});
  ASSERT_TRUE(file.next());
  EXPECT_EQ(file.whole_number<std::uint64_t>(0), 18'446'744'073'709'551'615U);
  EXPECT_EQ(file.one_of(1, cardiac::kViews), cardiac::View::kFourChamber);
  EXPECT_THAT(
      [&] { (void)file.whole_number<int>(0); },
      ThrowsMessage<std::runtime_error>(HasSubstr("seed must be a whole number")));
  ASSERT_TRUE(file.next());
  EXPECT_THAT(
      [&] { (void)file.whole_number<int>(0); },
      ThrowsMessage<std::runtime_error>(
          HasSubstr("some.csv, line 3: seed must be a whole number, got \"2.5\"")));
  EXPECT_THAT(
      [&] { (void)file.one_of(1, cardiac::kViews); },
      ThrowsMessage<std::runtime_error>(HasSubstr("view must be one of 2CH, 4CH, got \"5CH\"")));
}

TEST_F(CsvFiles, NameTheLineThatIsWrong) {
  EXPECT_EQ(complaint("value\n1\n2\n"), "");
  EXPECT_THAT(complaint("value\n1\nx\n"), HasSubstr("line 3: value must be a finite number"));
  EXPECT_THAT(complaint("value\n\"1\n\"\n"), HasSubstr("line 2: value must be a finite number"));
  EXPECT_THAT(complaint("value\n1\ninf\n"), HasSubstr("a finite number, got \"inf\""));
  EXPECT_THAT(complaint("value\n1 \n"), HasSubstr("got \"1 \""));
  EXPECT_THAT(complaint("value\n\n"), HasSubstr("line 2: value must be a finite number"));
  EXPECT_THAT(complaint("value\n1,2\n"), HasSubstr("line 2: must have 1 cells, got 2"));
  EXPECT_THAT(complaint("value,b\n1\n"), HasSubstr("line 2: must have 2 cells, got 1"));
  EXPECT_THAT(complaint("value\n1\n2"), HasSubstr("line 3: the file ends within the row"));
  EXPECT_THAT(complaint("value\n\"1\n"), HasSubstr("line 2: a quote is not closed"));
  EXPECT_THAT(complaint("value\n\"1\"2\n"), HasSubstr("must be followed by a comma"));
  EXPECT_THAT(complaint("other\n1\n"), HasSubstr("some.csv, line 1: has no column \"value\""));
  EXPECT_THAT(complaint(""), AllOf(HasSubstr("some.csv"), HasSubstr("is empty, expected a table")));
}

TEST_F(CsvFiles, MustBeThere) {
  EXPECT_THAT(
      [&] { CsvReader((folder_.path() / "no.csv").string(), "a table", {}); },
      ThrowsMessage<std::runtime_error>(HasSubstr("no.csv: cannot be opened")));
}

}  // namespace
}  // namespace segnoise::study_files
