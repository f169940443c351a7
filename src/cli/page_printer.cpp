#include "cli/page_printer.h"

#include "cli/child_process.h"
#include "cli/interrupt.h"
#include "storage/regular_file.h"
#include "storage/unfinished.h"
#include "storage/write_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace segnoise::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array kBrowserNames{"chromium", "chromium-browser", "google-chrome", "chrome"};
constexpr std::uintmax_t kLargestPdfBytes = std::uintmax_t{1} << 30;
constexpr std::uintmax_t kLargestLogBytes = std::uintmax_t{1} << 24;

/// The first browser in the folders of PATH; "" if there is none.
fs::path installed_browser() {
  const char* variable = std::getenv("PATH");
  const std::string path = variable == nullptr ? "" : variable;
  for (const char* name : kBrowserNames) {
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find(':', begin), path.size());
      fs::path candidate = fs::path(path.substr(begin, end - begin)) / name;
      std::error_code none;
      if (end > begin && fs::is_regular_file(candidate, none) &&
          access(candidate.c_str(), X_OK) == 0) {
        return candidate;
      }
      begin = end + 1;
    }
  }
  return {};
}

fs::path made_folder() {
  auto& unfinished = storage::Unfinished::of_this_process();
  const auto lock = unfinished.lock();
  std::string name = (fs::temp_directory_path() / "segnoise-print-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error(name + ": cannot be made: " + std::generic_category().message(errno));
  }
  unfinished.add(name, storage::Unfinished::Kind::kFolder);
  return name;
}

/// What a browser said last, on one line; "" if it said nothing.
std::string last_words(const fs::path& log) {
  std::string text = storage::read_file(log, kLargestLogBytes);
  text.erase(
      std::find_if_not(text.rbegin(), text.rend(), [](char c) { return c == '\n'; }).base(),
      text.end());
  const std::size_t line = text.rfind('\n');
  if (line != std::string::npos) text.erase(0, line + 1);
  return text.empty() ? "" : ": " + text;
}

bool is_whole_pdf(const std::string& bytes) {
  constexpr std::size_t kTail = 1024;  // the mark may be followed by line ends
  const std::size_t end = bytes.rfind("%%EOF");
  return bytes.starts_with("%PDF-") && end != std::string::npos && end + kTail > bytes.size();
}

}  // namespace

std::string file_address(const fs::path& path) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string address = "file://";
  for (const char letter : fs::absolute(path).string()) {
    if (kPlain.find(letter) != std::string_view::npos) {
      address += letter;
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    address.append({'%', kDigits[byte / 16], kDigits[byte % 16]});
  }
  return address;
}

PagePrinter::PagePrinter(std::chrono::milliseconds time_limit)
    : browser_(installed_browser()), time_limit_(time_limit) {
  if (browser_.empty()) {
    throw std::runtime_error(
        "PDF needs a browser, and PATH has no " + std::string(kBrowsers) +
        "; on Debian: apt-get install chromium");
  }
  folder_ = made_folder();
}

PagePrinter::~PagePrinter() {
  auto& unfinished = storage::Unfinished::of_this_process();
  const auto lock = unfinished.lock();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  unfinished.forget(folder_);
}

void PagePrinter::print(const fs::path& page, const fs::path& pdf) const {
  const fs::path printed = folder_ / "page.pdf";
  const fs::path log = folder_ / "log.txt";
  std::error_code none;
  fs::remove(printed, none);
  fs::remove(log, none);
  std::vector<std::string> arguments{
      browser_.string(),
      "--headless",
      "--disable-gpu",
      "--disable-extensions",
      "--disable-background-networking",
      "--no-first-run",
      "--no-pdf-header-footer",
      "--user-data-dir=" + (folder_ / "profile").string(),
      "--print-to-pdf=" + printed.string()};
  if (geteuid() == 0) arguments.emplace_back("--no-sandbox");  // which it refuses to root
  arguments.push_back(file_address(page));
  const auto began = std::chrono::steady_clock::now();
  ChildProcess child(arguments, log);
  std::optional<int> status = child.status();
  for (; !status; status = child.status()) {
    throw_if_interrupted();
    if (std::chrono::steady_clock::now() - began > time_limit_) {
      throw std::runtime_error(
          page.string() + ": " + browser_.filename().string() + " has not printed it within " +
          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time_limit_).count()) +
          " s");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const std::string bytes =
      fs::exists(printed, none) ? storage::read_file(printed, kLargestPdfBytes) : std::string();
  if (*status != 0 || !is_whole_pdf(bytes)) {
    throw std::runtime_error(
        page.string() + ": " + browser_.filename().string() + " made no PDF of it (status " +
        std::to_string(*status) + ")" + last_words(log));
  }
  storage::write_file(pdf, std::string_view(bytes));
}

}  // namespace segnoise::cli
