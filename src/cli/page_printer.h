#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace segnoise::cli {

/// The browsers that PagePrinter takes, by their names in PATH, in its order.
inline constexpr std::string_view kBrowsers = "chromium, chromium-browser, google-chrome or chrome";

/// Prints HTML pages to PDF by a Chromium that is installed. It runs without a window, as a program
/// beside this one, with a profile of its own in the system's temporary folder, which is removed.
class PagePrinter {
 public:
  /// @param time_limit  for a page; a browser that takes longer is ended
  /// @throws std::runtime_error  one line: no browser of kBrowsers is in PATH, and how to get one
  ///                             on Debian; or the temporary folder cannot be made
  explicit PagePrinter(std::chrono::milliseconds time_limit = std::chrono::seconds(120));
  ~PagePrinter();
  PagePrinter(const PagePrinter&) = delete;
  PagePrinter& operator=(const PagePrinter&) = delete;
  PagePrinter(PagePrinter&&) = delete;
  PagePrinter& operator=(PagePrinter&&) = delete;

  /// The page as a PDF file, whole or not at all, on the paper that the page asks for.
  ///
  /// @throws std::runtime_error  one line that names the page: the browser failed, with what it
  ///                             said last, took too long, or made no whole PDF; or as
  ///                             storage::write_file() does
  /// @throws Interrupted         after Ctrl-C; nothing is left then
  void print(const std::filesystem::path& page, const std::filesystem::path& pdf) const;

 private:
  std::filesystem::path browser_;
  std::filesystem::path folder_;
  std::chrono::milliseconds time_limit_;
};

/// The address of a file for a browser: "file:///a%20b".
[[nodiscard]] std::string file_address(const std::filesystem::path& path);

}  // namespace segnoise::cli
