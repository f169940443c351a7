#include "cli/man_page.h"

#include <gtest/gtest.h>

namespace segnoise::cli {
namespace {

TEST(RoffEscaped, PrintsEveryLetterAsItStands) {
  EXPECT_EQ(roff_escaped("a-b"), "a\\-b");
  EXPECT_EQ(roff_escaped(R"(C:\new)"), R"(C:\enew)");
  EXPECT_EQ(roff_escaped("it's `x` ~ ^"), R"(it\(aqs \(gax\(ga \(ti \(ha)");
  EXPECT_EQ(roff_escaped(".TH 1.5\n.SH\na.b"), "\\&.TH 1.5\n\\&.SH\na.b");
  EXPECT_EQ(roff_escaped("'br"), "\\(aqbr");
  EXPECT_EQ(roff_escaped(""), "");
}

TEST(ManPage, IsWhatIsWorkedOutByHand) {
  const CommandDescription command{
      .program = "shift-labels",
      .version = "1.2",
      .purpose = "Shift labels: by millimetres. Slowly.",
      .examples = "shift-labels a.nii --bias 2\n.x",
      .options = {
          {.name = "FILE",
           .unit = "file",
           .meaning = "the labels",
           .kind = ValueKind::kFile,
           .is_positional = true,
           .is_required = true},
          {.name = "bias", .unit = "mm", .meaning = "mean shift", .otherwise = "-0.5"},
          {.name = "dry-run", .meaning = "write nothing", .kind = ValueKind::kFlag}}};
  EXPECT_EQ(man_page(command), R"(.TH SHIFT\-LABELS 1 "" "shift\-labels 1.2" "User Commands"
.SH NAME
shift\-labels \- Shift labels
.SH SYNOPSIS
\fBshift\-labels\fR \fIFILE\fR [\fIoptions\fR]
.SH DESCRIPTION
Shift labels: by millimetres. Slowly.
.SH OPTIONS
.TP
\fIFILE\fR
(required) the labels
.TP
\fB\-\-help\fR
Displays usage information and exits.
.TP
\fB\-\-version\fR
Displays version information and exits.
.TP
\fB\-\-bias\fR \fImm\fR
mean shift (default: \-0.5)
.TP
\fB\-\-dry\-run\fR
write nothing
.SH EXAMPLES
.nf
shift\-labels a.nii \-\-bias 2
\&.x
.fi
.SH EXIT STATUS
.TP
0
the work is done
.TP
1
the input or the machine did not cooperate; one line says why
.TP
2
the command line was wrong
.TP
130
it was interrupted, by Ctrl\-C or a signal to end
)");
}

}  // namespace
}  // namespace segnoise::cli
