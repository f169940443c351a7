#include "report_writer.h"

#include "print_pages.h"
#include "show/page/report.h"

namespace segnoise {

void ReportWriter::write(const std::filesystem::path& folder, engine::Observer& observer) const {
  observer.state("writing the report");
  const auto pages = page::write_report(folder, {});
  if (!printer_) return;
  observer.state("printing the report");
  print_pages(folder, pages, *printer_);
}

}  // namespace segnoise
