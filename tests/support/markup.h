#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::testing {

/// What is wrong with an HTML page, one line each: tags that are not balanced, attributes that are
/// not quoted or occur twice, ampersands that begin no reference, pictures without a text.
inline std::vector<std::string> markup_faults(std::string_view page) {
  constexpr std::array<std::string_view, 5> kVoid{"meta", "img", "br", "link", "hr"};
  std::vector<std::string> faults;
  std::vector<std::string> open;
  for (std::size_t at = 0; at < page.size();) {
    if (page[at] == '&') {
      const auto end = page.find(';', at);
      const auto name = page.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1);
      const bool fits = !name.empty() && name.size() <= 6 && std::ranges::all_of(name, [](char c) {
        return c == '#' || std::isalnum(static_cast<unsigned char>(c)) != 0;
      });
      if (!fits) faults.push_back("bare & before " + std::string(page.substr(at, 20)));
      ++at;
      continue;
    }
    if (page[at] == '>') faults.push_back("bare > at " + std::string(page.substr(at, 20)));
    if (page[at] != '<') {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    bool quoted = false;
    while (end < page.size() && (quoted || page[end] != '>')) {
      if (page[end] == '"') quoted = !quoted;
      ++end;
    }
    const std::string tag(page.substr(at + 1, end - at - 1));
    at = end + 1;
    if (tag.starts_with("!DOCTYPE")) continue;
    const std::string name = tag.substr(0, tag.find_first_of(" \n"));
    if (name.starts_with("/")) {
      if (open.empty() || open.back() != name.substr(1)) {
        faults.push_back("<" + name + "> closes " + (open.empty() ? "nothing" : open.back()));
      } else {
        open.pop_back();
      }
      continue;
    }
    std::vector<std::string> attributes;
    for (std::size_t i = name.size(); i < tag.size();) {
      const auto start = tag.find_first_not_of(" \n", i);
      if (start == std::string::npos) break;
      const auto equals = tag.find("=\"", start);
      const auto closing = equals == std::string::npos ? equals : tag.find('"', equals + 2);
      if (closing == std::string::npos) {
        faults.push_back("attribute without quotes in <" + tag.substr(0, 60) + ">");
        break;
      }
      const std::string attribute = tag.substr(start, equals - start);
      if (std::ranges::find(attributes, attribute) != attributes.end()) {
        faults.push_back("attribute twice in <" + tag.substr(0, 60) + ">");
      }
      if (name == "img" && attribute == "alt" && closing == equals + 2) {
        faults.emplace_back("img with an empty alt");
      }
      attributes.push_back(attribute);
      i = closing + 1;
    }
    if (name == "img" && std::ranges::find(attributes, "alt") == attributes.end()) {
      faults.emplace_back("img without an alt");
    }
    if (std::ranges::find(kVoid, name) != kVoid.end()) continue;
    open.push_back(name);
    if (name == "style" || name == "script") {  // their content is not markup
      at = std::min(page.find("</" + name + ">", at), page.size());
    }
  }
  for (const std::string& tag : open) faults.push_back("<" + tag + "> is never closed");
  return faults;
}

/// Addresses that a page makes the browser fetch: every src, what links (but not anchors) refer to,
/// and what its styles load; embedded data are none.
inline std::vector<std::string> loaded_from_elsewhere(std::string_view page) {
  std::vector<std::string> addresses;
  const auto look_for = [&](std::string_view before, char after) {
    for (auto at = page.find(before); at != std::string_view::npos;
         at = page.find(before, at + 1)) {
      const auto start = at + before.size();
      const auto address = page.substr(start, page.find(after, start) - start);
      if (!address.starts_with("data:")) addresses.emplace_back(address);
    }
  };
  look_for(" src=\"", '"');
  look_for(" srcset=\"", '"');
  look_for("<link ", '>');
  look_for("<script", '>');
  look_for("<iframe", '>');
  look_for("<object", '>');
  look_for("url(", ')');
  look_for("@import", ';');
  return addresses;
}

}  // namespace segnoise::testing
