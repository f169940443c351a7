#pragma once

#include "cli/page_printer.h"

#include <filesystem>
#include <vector>

namespace segnoise {

/// Prints pages to PDF beside them: report.html to report.pdf.
///
/// @param folder  that the pages lie in; a PDF is not written through a link out of it
/// @return        the PDF files, in the order of the pages
/// @throws as PagePrinter::print(), and as storage::require_within()
std::vector<std::filesystem::path> print_pages(
    const std::filesystem::path& folder,
    const std::vector<std::filesystem::path>& pages,
    const cli::PagePrinter& printer);

}  // namespace segnoise
