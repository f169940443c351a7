#include "print_pages.h"

#include "storage/within.h"

namespace segnoise {

std::vector<std::filesystem::path> print_pages(
    const std::filesystem::path& folder,
    const std::vector<std::filesystem::path>& pages,
    const cli::PagePrinter& printer) {
  std::vector<std::filesystem::path> printed;
  for (std::filesystem::path pdf : pages) {
    const std::filesystem::path page = pdf;
    printed.push_back(pdf.replace_extension(".pdf"));
    storage::require_within(folder, pdf);
    printer.print(page, pdf);
  }
  return printed;
}

}  // namespace segnoise
