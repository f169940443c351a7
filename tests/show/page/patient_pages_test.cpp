#include "show/page/patient_pages.h"

#include "show/page/small_reports.h"
#include "support/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace segnoise::page {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kTwo;
using testing::labels;
using testing::networks;
using testing::noisy;
using ::testing::Not;
using ::testing::SizeIs;

TEST(PatientPages, AreOneForEachPatient) {
  const auto pages = patient_pages(networks(kTwo, {1}), {});
  ASSERT_THAT(pages, SizeIs(8));
  EXPECT_EQ(pages[0].patient, "patient0001");
  EXPECT_EQ(pages[7].page.title, "patient0008");
  EXPECT_THAT(patient_pages(labels({kTwo.back()}), {}), SizeIs(6));
  EXPECT_THAT(testing::markup_faults(html_text(pages[0].page)), IsEmpty());
}

TEST(PatientPages, TellWhatEachNetworkMadeOfThePatient) {
  const std::string page = html_text(patient_pages(networks(kTwo, {1}), {})[2].page);
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">clean labels themselves</th>"));
  // EF 47; by the network of noisy labels 2 + 2 + 0.3 less, and the error as it was measured.
  EXPECT_THAT(
      page,
      HasSubstr("<td class=\"number\">42.1<span class=\"more\">mildly reduced</span></td><td "
                "class=\"number\">4.9</td>"));
  EXPECT_THAT(page, HasSubstr("90.0<span class=\"more\">4.2 mm</span>"));
  EXPECT_THAT(page, HasSubstr("2CH ED"));
}

TEST(PatientPages, TellWhatDrivesTheEjectionFraction) {
  const std::string page = html_text(patient_pages(labels({kTwo.back()}), {})[0].page);
  EXPECT_THAT(page, HasSubstr("37.5<span class=\"more\">35.0 to 40.0</span>"));
  EXPECT_THAT(
      page,
      HasSubstr("<td class=\"number\">25&#160;%</td><td class=\"number\">50&#160;%</td>"
                "<td class=\"number\">25&#160;%</td>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">ES labels</th><td class=\"number\">−3.0</td>"));
  EXPECT_THAT(page, HasSubstr("10&#160;% / 88&#160;%"));
  EXPECT_THAT(page, HasSubstr("dilation (ES)"));
}

TEST(PatientPages, ShowOfManyConditionsThoseThatDoMost) {
  std::vector<plan::Condition> conditions{plan::Condition{}};
  for (const char* kind : {"a", "b", "c", "d", "e", "f"}) conditions.push_back(noisy(kind, "low"));
  const std::string page = html_text(patient_pages(networks(conditions, {1}), {})[0].page);
  EXPECT_THAT(page, HasSubstr("Of 7 conditions, the 4 that missed EF most."));
  EXPECT_THAT(page, AllOf(HasSubstr(">f low<"), HasSubstr(">c low<"), Not(HasSubstr(">b low<"))));
}

TEST(PatientPages, RemarkOnThePatientsDataAndNoOthers) {
  for (analysis::ReportData data : {networks(kTwo, {1}), labels({kTwo.back()})}) {
    data.description.warnings = {
        "/data/patient0001: ED: long axes differ",
        "/data/patient0001/Info_2CH.cfg: not found",
        "/data/patient00010: of another",
        "/data/patient0002: of another"};
    const auto pages = patient_pages(data, {});
    EXPECT_THAT(
        html_text(pages[0].page),
        AllOf(
            HasSubstr("<li>ED: long axes differ</li>"),
            HasSubstr("<li>/data/patient0001/Info_2CH.cfg: not found</li>"),
            Not(HasSubstr("of another"))));
    EXPECT_THAT(html_text(pages[2].page), Not(HasSubstr("Remarks on the data")));
  }
}

TEST(PatientPages, ShowThePatientsOwnPanelAndOweItsLicence) {
  const auto pages = patient_pages(
      networks(kTwo, {1}),
      {.panels = {{.patient = "patient0002", .figure = {.alt = "four frames"}}},
       .show_frames = true});
  const auto& own = pages[1].page;
  EXPECT_EQ(std::get<Figure>(own.sections[0].blocks[0]).alt, "four frames");
  EXPECT_THAT(own.footer, SizeIs(3));
  EXPECT_TRUE(std::holds_alternative<Table>(pages[0].page.sections[0].blocks[0]));
  EXPECT_THAT(own.footer[1].spans[0].text, HasSubstr("Images from the CAMUS data set"));
  EXPECT_THAT(pages[0].page.footer[1].spans[0].text, HasSubstr("without any of its images"));
}

}  // namespace
}  // namespace segnoise::page
