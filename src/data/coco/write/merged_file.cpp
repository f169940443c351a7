#include "data/coco/write/merged_file.h"

#include "data/coco/read/coco_file.h"
#include "data/coco/read/json_scan.h"
#include "data/coco/read/members.h"
#include "data/coco/write/annotation_text.h"
#include "data/coco/write/shard_note.h"
#include "storage/write_file.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace segnoise::coco {
namespace {

/// A shard that has been opened.
struct Part {
  std::unique_ptr<CocoFile> file;
  ShardNote note = {};

  [[nodiscard]] std::string_view text() const { return file->text(); }
  [[nodiscard]] const Member& member(std::size_t i) const { return file->members()[i]; }
};

Part opened(const std::filesystem::path& path) {
  Part part{.file = std::make_unique<CocoFile>(path)};
  const std::vector<Member>& members = part.file->members();
  if (members.back().name != ShardNote::kName) {
    throw std::runtime_error(
        path.string() + ": is no shard: its last member is not " + std::string(ShardNote::kName));
  }
  try {
    part.note = ShardNote::read(part.text(), members.back().value);
  } catch (const JsonError& error) {
    throw std::runtime_error(part.file->located(error));
  }
  return part;
}

/// The shards in their order.
std::vector<Part> all_parts(const std::vector<std::filesystem::path>& shards) {
  std::vector<Part> parts;
  parts.reserve(shards.size());
  for (const auto& path : shards) parts.push_back(opened(path));
  std::ranges::sort(parts, {}, [](const Part& part) { return part.note.shard.index; });
  if (parts.empty()) throw std::runtime_error("there is no shard to merge");
  const std::size_t of = parts.front().note.shard.of;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& [file, note] = parts[i];
    const std::string name = file->path().string() + ": is shard " +
                             std::to_string(note.shard.index) + " of " +
                             std::to_string(note.shard.of);
    if (note.shard.of != of)
      throw std::runtime_error(name + ", others are of " + std::to_string(of));
    if (note.shard.index < i) throw std::runtime_error(name + ", and so is another one");
    if (note.shard.index > i) {
      throw std::runtime_error(name + ", and shard " + std::to_string(i) + " is missing");
    }
  }
  if (parts.size() != of) {
    throw std::runtime_error(
        "shard " + std::to_string(parts.size()) + " of " + std::to_string(of) + " is missing");
  }
  return parts;
}

bool is_joined(const CocoFile& file, const Member& member) {
  return member.value == file.images_place() || member.value == file.annotations_place() ||
         member.value == file.categories_place() || member.name == ShardNote::kName;
}

/// All that shards of one version have in common must be the same.
void require_same(const Part& first, const Part& other) {
  const auto fail = [&](const std::string& what) {
    throw std::runtime_error(
        other.file->path().string() + ": is of another version than " +
        first.file->path().string() + ": " + what + " differs");
  };
  const std::size_t count = first.file->members().size();
  if (other.file->members().size() != count) fail("the number of members");
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [name, value] = first.member(i);
    if (other.member(i).name != name) fail(std::string(name));
    if (is_joined(*first.file, first.member(i))) continue;
    if (other.member(i).value.of(other.text()) != value.of(first.text())) fail(std::string(name));
  }
  if (first.file->categories().size() != other.file->categories().size()) fail("categories");
}

/// The elements of an array of one shard, each with what stands before it in the whole.
class Cursor {
 public:
  Cursor(const Part& part, Span array, std::string_view first_lead)
      : text_(part.text()), array_(array), elements_(part.text(), array), lead_(first_lead) {
    place_ = elements_.next();
    if (place_) first_ = place_;
  }

  [[nodiscard]] bool is_over() const { return !place_; }
  [[nodiscard]] bool is_empty() const { return !first_; }
  [[nodiscard]] std::string_view lead() const { return lead_; }
  [[nodiscard]] std::string_view element() const { return place_->of(text_); }

  void advance() {
    const std::size_t end = place_->end;
    place_ = elements_.next();
    lead_ = Span{end, place_ ? place_->begin : array_.end}.of(text_);
  }

  /// The bracket and the blanks before the first element; of an array that has one.
  [[nodiscard]] std::string_view opening() const {
    return Span{array_.begin, first_->begin}.of(text_);
  }
  /// The blanks behind the last one and the bracket; when it is over.
  [[nodiscard]] std::string_view closing() const { return lead_; }
  [[nodiscard]] std::string_view whole() const { return array_.of(text_); }

 private:
  std::string_view text_;
  Span array_;
  Elements elements_;
  std::string_view lead_;
  std::optional<Span> place_;
  std::optional<Span> first_;
};

/// Writes an array from those of the shards.
/// @param next  the index of the cursor whose element comes next; nothing if all are over
template <class Next>
void write_array(std::vector<Cursor>& cursors, storage::FileWriter& out, const Next& next) {
  const auto some = std::ranges::find_if_not(cursors, &Cursor::is_empty);
  if (some == cursors.end()) {
    (void)next();  // checks that none is expected
    out.write(cursors.front().whole());
    return;
  }
  out.write(some->opening());
  bool is_first = true;
  while (const std::optional<std::size_t> index = next()) {
    Cursor& cursor = cursors[*index];
    if (!is_first) out.write(cursor.lead());
    out.write(cursor.element());
    cursor.advance();
    is_first = false;
  }
  out.write(some->closing());
}

void write_images(const std::vector<Part>& parts, storage::FileWriter& out) {
  std::vector<Cursor> cursors;
  cursors.reserve(parts.size());
  for (const Part& part : parts) {
    cursors.emplace_back(part, part.file->images_place(), part.note.image_lead);
  }
  std::size_t turn = 0;
  write_array(cursors, out, [&]() -> std::optional<std::size_t> {
    const std::size_t index = turn++ % cursors.size();
    if (!cursors[index].is_over()) return index;
    if (std::ranges::all_of(cursors, &Cursor::is_over)) return std::nullopt;
    throw std::runtime_error(
        parts[index].file->path().string() + ": has too few images for its place in the whole");
  });
}

void write_annotations(const std::vector<Part>& parts, storage::FileWriter& out) {
  std::vector<Cursor> cursors;
  cursors.reserve(parts.size());
  for (const Part& part : parts) {
    cursors.emplace_back(part, part.file->annotations_place(), part.note.annotation_lead);
  }
  std::vector<std::size_t> used(parts.size(), 0);
  write_array(cursors, out, [&]() -> std::optional<std::size_t> {
    std::optional<std::size_t> next;
    std::size_t least = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::vector<std::size_t>& positions = parts[i].note.positions;
      if (cursors[i].is_over() != (used[i] == positions.size())) {
        throw std::runtime_error(
            parts[i].file->path().string() + ": has not as many annotations as positions");
      }
      if (cursors[i].is_over() || (next && positions[used[i]] >= least)) continue;
      least = positions[used[i]];
      next = i;
    }
    if (next) ++used[*next];
    return next;
  });
}

/// Writes the categories with the sums of their counts.
void write_categories(const std::vector<Part>& parts, storage::FileWriter& out) {
  const CocoFile& first = *parts.front().file;
  const auto number_at = [](const Part& part, Span place) {
    const std::string_view digits = place.of(part.text());
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      throw JsonError("a category's count must be a whole number", place.begin);
    }
    return number;
  };
  std::vector<std::pair<Span, std::int64_t>> sums;
  for (std::size_t i = 0; i < first.categories().size(); ++i) {
    for (const auto count :
         {&CocoCategory::instance_count_place, &CocoCategory::image_count_place}) {
      if (!(first.categories()[i].*count)) continue;
      auto& [place, sum] = sums.emplace_back(*(first.categories()[i].*count), 0);
      for (const Part& part : parts) {
        const auto& counted = part.file->categories()[i].*count;
        if (counted) sum += number_at(part, *counted);
      }
    }
  }
  std::ranges::sort(sums, {}, [](const auto& sum) { return sum.first.begin; });
  std::string text;
  std::size_t at = first.categories_place().begin;
  for (const auto& [place, sum] : sums) {
    text.append(first.text(), at, place.begin - at);
    append_number(sum, text);
    at = place.end;
  }
  out.write(text.append(first.text(), at, first.categories_place().end - at));
}

}  // namespace

void merge_shards(
    const std::vector<std::filesystem::path>& shards, const std::filesystem::path& output) {
  const std::vector<Part> parts = all_parts(shards);
  const Part& first = parts.front();
  for (const Part& part : parts) require_same(first, part);
  storage::FileWriter out(output);
  std::size_t at = 0;
  for (const Member& member : first.file->members()) {
    if (member.name == ShardNote::kName) {
      at = member.value.end;
      break;
    }
    out.write(Span{at, member.value.begin}.of(first.text()));
    at = member.value.end;
    if (member.value == first.file->images_place()) {
      write_images(parts, out);
    } else if (member.value == first.file->annotations_place()) {
      write_annotations(parts, out);
    } else if (member.value == first.file->categories_place()) {
      write_categories(parts, out);
    } else {
      out.write(member.value.of(first.text()));
    }
  }
  out.write(first.text().substr(at));
  out.finish();
}

}  // namespace segnoise::coco
