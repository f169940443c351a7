#pragma once

#include "cli/page_printer.h"
#include "study/engine/observer.h"

#include <filesystem>
#include <optional>

namespace segnoise {

/// Writes the report of a study that was just made.
class ReportWriter {
 public:
  /// @param with_pdf  whether it is printed, too
  /// @throws as PagePrinter() does, so that want of a browser is told before hours of work
  explicit ReportWriter(bool with_pdf) {
    if (with_pdf) printer_.emplace();
  }

  /// @param folder  of the study, where the report comes to lie
  /// @throws as page::write_report() and print_pages() do
  void write(const std::filesystem::path& folder, engine::Observer& observer) const;

 private:
  std::optional<cli::PagePrinter> printer_;
};

}  // namespace segnoise
