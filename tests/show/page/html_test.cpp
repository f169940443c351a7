#include "show/page/html.h"

#include "storage/sha256.h"
#include "support/markup.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bitset>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace segnoise::page {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::ThrowsMessage;

// The beginning of a PNG file of 41 by 30 pixels; nobody decodes it.
const std::string kPng("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x29\0\0\0\x1e\x08\2\0\0\0", 29);

Figure small_figure() { return {.image = kPng, .alt = "A white square", .caption = "Nothing"}; }

charts::Chart small_chart(const std::string& name = "dice") {
  return {
      .name = name,
      .spec = R"({"title": "a < b", "mark": "point"})",
      .alt = "A point",
      .caption = "How to read it"};
}

Document full_document() {
  return {
      .title = "Noise & <EF>",
      .subtitle = "50 patients",
      .sections =
          {{.heading = "First",
            .blocks =
                {Paragraph("Plain text."),
                 Paragraph(
                     {{.text = "See "},
                      {.text = "the paper",
                       .address = "https://arxiv.org/abs/2406.10891?a=1&b=2"}}),
                 BulletList{.items = {Paragraph("one"), Paragraph("two")}},
                 Table{
                     .caption = "Numbers",
                     .columns = {{"Network"}, {"Dice\n%", CellKind::kNumber}},
                     .rows =
                         {{{"clean", "91.1\n90.2 to 92.0"}},
                          {{"paper", "89"}, RowKind::kReference}}},
                 small_figure()}},
           {.heading = "Second", .blocks = {}}},
      .footer = {Paragraph("Licence")}};
}

std::string page_of(std::vector<Block> blocks) {
  return html_text({.title = "t", .sections = {{.heading = "h", .blocks = std::move(blocks)}}});
}

TEST(Html, IsWellFormed) {
  EXPECT_THAT(testing::markup_faults(html_text(full_document())), IsEmpty());
  EXPECT_THAT(testing::markup_faults(html_text({})), IsEmpty());
}

TEST(Html, EscapesAllText) {
  const std::string evil = "<script>alert(\"x\")</script> & 'q'";
  const std::string page = html_text(
      {.title = evil,
       .subtitle = evil,
       .sections =
           {{.heading = evil,
             .blocks =
                 {Paragraph(evil),
                  BulletList{.items = {Paragraph(evil)}},
                  Paragraph({{.text = evil, .address = "https://example.org/\"><script>"}}),
                  Table{
                      .caption = evil,
                      .columns = {{evil}},
                      .rows = {{{evil}}, {{evil + "\n" + evil}}}},
                  Table{.caption = evil, .columns = {}, .rows = {}, .empty = evil},
                  Figure{.image = kPng, .alt = evil, .caption = evil}}},
            {.heading = evil}},
       .footer = {Paragraph(evil)}});
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(
      page, HasSubstr("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;q&#39;"));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
}

TEST(Html, KeepsSignsBeyondAsciiAndMendsBrokenOnes) {
  EXPECT_THAT(page_of({Paragraph("Østvik, 2 mm²")}), HasSubstr("Østvik, 2 mm²"));
  EXPECT_THAT(
      page_of({Paragraph("a\xFF"
                         "b")}),
      HasSubstr("a\xEF\xBF\xBD"
                "b"));
  EXPECT_THAT(page_of({Paragraph("a\xE2\x82")}), HasSubstr("a\xEF\xBF\xBD"));
  EXPECT_THAT(
      page_of({Paragraph("a\xC0\xAF"
                         "b")}),
      HasSubstr("a\xEF\xBF\xBD\xEF\xBF\xBD"
                "b"));
  EXPECT_THAT(
      page_of({Paragraph(std::string("a\0b", 3))}),
      HasSubstr("a\xEF\xBF\xBD"
                "b"));
}

TEST(Html, KeepsNumbersAndTheirSignsOnOneLine) {
  EXPECT_THAT(
      page_of({Paragraph("95 % CI, 2.1 ± 0.3")}), HasSubstr("95&#160;% CI, 2.1&#160;±&#160;0.3"));
}

TEST(Html, LoadsNothingFromElsewhere) {
  const std::string page = html_text(full_document());
  EXPECT_THAT(testing::loaded_from_elsewhere(page), IsEmpty());
  EXPECT_THAT(page, HasSubstr("default-src 'none'; img-src data:;"));
  EXPECT_THAT(
      page, HasSubstr("<a href=\"https://arxiv.org/abs/2406.10891?a=1&amp;b=2\">the paper</a>"));
}

TEST(Html, EmbedsFiguresAtHalfTheirPixels) {
  const std::string page = page_of({small_figure()});
  EXPECT_THAT(page, HasSubstr("src=\"data:image/png;base64,iVBORw0KGgo"));
  EXPECT_THAT(page, HasSubstr("width=\"21\" height=\"15\" alt=\"A white square\""));
}

TEST(Html, KeepsPicturesOnPaperAsLowAsTheyAskFor) {
  Figure low = small_figure();
  low.print_height_mm = 60;
  EXPECT_THAT(page_of({low}), HasSubstr("<img style=\"--print-height:60mm\" "));
  EXPECT_THAT(page_of({low}), HasSubstr("max-height: var(--print-height)"));
}

TEST(Html, EncodesBytesOfAnyNumber) {
  // A PNG header of 24 bytes, and then one, two and three more: RFC 4648, section 4.
  const std::string head("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2", 24);
  const auto page = [&](const std::string& rest) {
    return page_of({Figure{.image = head + rest, .alt = "a"}});
  };
  EXPECT_THAT(page("f"), HasSubstr("Zg==\""));
  EXPECT_THAT(page("fo"), HasSubstr("Zm8=\""));
  EXPECT_THAT(page("foo"), HasSubstr("Zm9v\""));
  EXPECT_THAT(page("\xFB\xFF\xFE"), HasSubstr("+//+\""));
}

TEST(Html, EmbedsJpegsToo) {
  const std::string jpeg("\xFF\xD8\xFF\xC0\0\x11\x08\0\x40\0\x60\3", 12);
  EXPECT_THAT(
      page_of({Figure{.image = jpeg, .alt = "a"}}),
      AllOf(
          HasSubstr("src=\"data:image/jpeg;base64,/9j/"), HasSubstr("width=\"48\" height=\"32\"")));
}

// The content of the n-th script element that is run, from 0; "" if there is none.
std::string script_of(const std::string& page, int n) {
  auto start = page.find("<script>");
  while (n-- > 0 && start != std::string::npos) start = page.find("<script>", start + 1);
  if (start == std::string::npos) return "";
  start += std::string_view("<script>").size();
  return page.substr(start, page.find("</script>", start) - start);
}

// "sha256-..." of a script as the page's policy has it, from its hexadecimal digest.
std::string policy_hash_of(const std::string& script) {
  const std::string hex = storage::sha256_of(script);
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (const char digit : hex)
    bits += std::bitset<4>(std::stoul(std::string(1, digit), nullptr, 16)).to_string();
  std::string base64;
  for (std::size_t i = 0; i < bits.size(); i += 6) {
    std::string six = bits.substr(i, 6);
    six.resize(6, '0');
    base64 += kDigits[std::bitset<6>(six).to_ulong()];
  }
  return "'sha256-" + base64 + "='";
}

TEST(Html, PutsTheDataOfAChartBesideItsPlace) {
  const std::string page = page_of({small_chart()});
  EXPECT_THAT(page, HasSubstr("<figure class=\"chart\" id=\"chart-dice\">"));
  EXPECT_THAT(page, HasSubstr("role=\"img\" tabindex=\"0\" aria-label=\"A point\""));
  EXPECT_THAT(page, HasSubstr(R"({"title": "a \u003c b", "mark": "point"}</script>)"));
  EXPECT_THAT(page, HasSubstr("<figcaption>How to read it</figcaption>"));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
}

TEST(Html, KeepsDataOfAChartFromEndingItsScript) {
  charts::Chart chart = small_chart();
  chart.spec = R"({"patient": "</script><script>alert(1)</script><!--"})";
  const std::string page = page_of({chart});
  EXPECT_THAT(page, Not(HasSubstr("</script><script>alert")));
  EXPECT_THAT(page, HasSubstr(R"(\u003c/script>\u003cscript>alert(1)\u003c/script>\u003c!--)"));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
}

TEST(Html, RunsOnlyScriptsThatItsPolicyNames) {
  const std::string page = page_of({small_chart()});
  const std::string runtime = script_of(page, 0);
  const std::string script = script_of(page, 1);
  EXPECT_THAT(runtime, AllOf(HasSubstr("University of Washington"), HasSubstr("Mike Bostock")));
  EXPECT_THAT(runtime, AllOf(HasSubstr("vegaLite"), HasSubstr("expressionInterpreter")));
  EXPECT_THAT(script, HasSubstr("{ast: true}"));
  EXPECT_EQ(script_of(page, 2), "");
  EXPECT_THAT(
      page,
      HasSubstr(
          "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " +
          policy_hash_of(runtime) + " " + policy_hash_of(script) + "\">"));
}

TEST(Html, CarriesNoScriptItDoesNotNeed) {
  EXPECT_THAT(
      html_text(full_document()), Not(AnyOf(HasSubstr("<script"), HasSubstr("script-src"))));
  const std::string page = page_of({PatientPanels{.panels = {{"patient0001", small_figure()}}}});
  EXPECT_THAT(script_of(page, 0), HasSubstr("oneAtATime"));
  EXPECT_EQ(script_of(page, 1), "");
}

TEST(Html, ShowsAllPatientsWhereNoScriptRuns) {
  const std::string page = page_of(
      {PatientPanels{.panels = {{"patient0001", small_figure()}, {"patient<2>", small_figure()}}}});
  EXPECT_THAT(page, HasSubstr("<div class=\"chooser\" hidden=\"hidden\">"));
  EXPECT_THAT(page, HasSubstr("<option>patient&lt;2&gt;</option>"));
  EXPECT_THAT(page, HasSubstr("data-patient=\"patient&lt;2&gt;\""));
  EXPECT_THAT(page, HasSubstr("<h3>patient0001</h3>"));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
  EXPECT_THAT(page_of({PatientPanels{}}), Not(HasSubstr("class=\"panels\"")));
}

TEST(Html, RejectsChartsThatCannotBeShown) {
  const auto refused = [](auto change) {
    charts::Chart chart = small_chart();
    change(chart);
    EXPECT_THROW((void)page_of({chart}), std::invalid_argument);
  };
  refused([](charts::Chart& chart) { chart.name = "a b"; });
  refused([](charts::Chart& chart) { chart.name = ""; });
  refused([](charts::Chart& chart) { chart.alt = ""; });
  refused([](charts::Chart& chart) { chart.spec = "{"; });
  EXPECT_THROW((void)page_of({small_chart(), small_chart()}), std::invalid_argument);
  EXPECT_NO_THROW((void)page_of({small_chart("a"), small_chart("b")}));
}

TEST(Html, AlignsNumbersAndSetsApartWhatIsNotItsOwn) {
  const std::string page = html_text(full_document());
  EXPECT_THAT(
      page, HasSubstr("<td class=\"number\">91.1<span class=\"more\">90.2 to 92.0</span></td>"));
  EXPECT_THAT(page, HasSubstr("<tr class=\"reference\"><th scope=\"row\">paper</th>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\">Network</th>"));
}

TEST(Html, LetsTheKeyboardReachEveryTableAndSection) {
  const std::string page = html_text(full_document());
  EXPECT_THAT(page, HasSubstr("<a class=\"skip\" href=\"#main\">"));
  EXPECT_THAT(page, HasSubstr("role=\"region\" tabindex=\"0\" aria-label=\"Numbers\""));
  EXPECT_THAT(page, HasSubstr("<a href=\"#section-2\">Second</a>"));
  EXPECT_THAT(page, HasSubstr("<h2 id=\"section-2\">Second</h2>"));
}

TEST(Html, SaysThatATableIsEmpty) {
  const std::string page =
      page_of({Table{.caption = "Patients.", .columns = {{"Patient"}}, .rows = {}}});
  EXPECT_THAT(page, HasSubstr("<p>Patients. No values.</p>"));
  EXPECT_THAT(page, Not(HasSubstr("<table")));
  EXPECT_THAT(page_of({BulletList{}}), Not(HasSubstr("<ul")));
}

TEST(Html, RejectsWhatCannotBeShown) {
  const Table uneven{.caption = "c", .columns = {{"a"}, {"b"}}, .rows = {{{"one"}}}};
  EXPECT_THROW((void)page_of({uneven}), std::invalid_argument);
  EXPECT_THROW(
      (void)page_of({Figure{.image = "not a picture", .alt = "a"}}), std::invalid_argument);
  Figure silent = small_figure();
  silent.alt.clear();
  EXPECT_THROW((void)page_of({silent}), std::invalid_argument);
  for (const std::string address :
       {"javascript:alert(1)", "http://example.org", "file:///etc/passwd"}) {
    EXPECT_THROW(
        (void)page_of({Paragraph({{.text = "x", .address = address}})}), std::invalid_argument)
        << address;
  }
}

TEST(WriteHtml, WritesThePage) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "page.html";
  write_html(path, full_document());
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), html_text(full_document()));
}

TEST(WriteHtml, NamesAPathThatCannotBeWritten) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "absent" / "report.html";
  EXPECT_THAT(
      [&] { write_html(path, {}); }, ThrowsMessage<std::runtime_error>(HasSubstr(path.string())));
}

}  // namespace
}  // namespace segnoise::page
