#include "data/coco/write/relabelled_file.h"

#include "base/in_order.h"
#include "data/coco/read/json_validator.h"
#include "data/coco/write/annotation_text.h"
#include "data/coco/write/relabelled_annotation.h"
#include "data/coco/write/shard_note.h"
#include "storage/write_file.h"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

/// What LVIS counts of a category.
struct CategoryCounts {
  std::int64_t instances = 0;
  std::int64_t images = 0;
};

/// Counts the annotations that are written.
class Counter {
 public:
  void add(std::span<const WrittenAnnotation> written) {
    for (const auto& [position, image, category] : written) {
      ++counts_[category].instances;
      pairs_.emplace_back(category, image);
    }
  }

  [[nodiscard]] std::map<noise::CategoryId, CategoryCounts> take() {
    std::ranges::sort(pairs_);
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    for (const auto& [category, image] : pairs_) ++counts_[category].images;
    return std::move(counts_);
  }

 private:
  std::map<noise::CategoryId, CategoryCounts> counts_;
  std::vector<std::pair<noise::CategoryId, std::size_t>> pairs_;
};

bool has_counts(const CocoFile& file) {
  return std::ranges::any_of(file.categories(), [](const CocoCategory& category) {
    return category.instance_count_place || category.image_count_place;
  });
}

/// One run over a file.
class Writing {
 public:
  Writing(const CocoFile& file, const RelabelledFileJob& job)
      : file_(file),
        job_(job),
        categories_(category_table(file)),
        index_(index_annotations(file, job.invalid, job.threads, UnreadParts::kValid)),
        counts_are_wanted_(has_counts(file)) {
    expect_valid_rest();
    if (job.shard) {
      std::erase_if(index_.entries, [&](const AnnotationEntry& entry) {
        return entry.image % job.shard->of != job.shard->index;
      });
    }
    constexpr std::int64_t kGreatestId = std::numeric_limits<std::int64_t>::max() / 2;
    if (index_.greatest_id > kGreatestId) {
      throw JsonError("an id above 2^62 leaves none for added annotations", 0);
    }
  }

  RelabelSummary write();

 private:
  [[nodiscard]] std::string_view text() const { return file_.text(); }

  /// Sees to it that everything but the annotations is JSON.
  void expect_valid_rest() const {
    for (const auto& [name, value] : file_.members()) {
      const auto begin = static_cast<std::size_t>(name.data() - text().data());
      expect_valid_json(text(), {begin - 1, begin + name.size() + 1});  // with its quotes
      if (value != file_.annotations_place()) expect_valid_json(text(), value);
    }
  }

  void make_blocks(const std::function<void(const RelabelledBlock&)>& use);
  RelabelledBlock relabelled_block(AnnotationRelabeller& relabeller, std::size_t block) const;
  void write_annotations(storage::FileWriter& out, storage::FileWriter* records);
  void write_images(storage::FileWriter& out);
  void write_categories(storage::FileWriter& out);
  void write_info(const Member* info, storage::FileWriter& out) const;
  void write_member(const Member& member, storage::FileWriter& out, storage::FileWriter* records);
  void write_whole(storage::FileWriter& out, storage::FileWriter* records);

  const CocoFile& file_;
  const RelabelledFileJob& job_;
  noise::CategoryTable categories_;
  AnnotationIndex index_;
  bool counts_are_wanted_;
  std::optional<std::map<noise::CategoryId, CategoryCounts>> counts_;
  RelabelSummary summary_;
  ShardNote shard_note_;
};

constexpr std::size_t kPerBlock = 256;

RelabelledBlock Writing::relabelled_block(
    AnnotationRelabeller& relabeller, std::size_t block) const {
  RelabelledBlock result;
  const std::size_t end = std::min((block + 1) * kPerBlock, index_.entries.size());
  for (std::size_t i = block * kPerBlock; i < end; ++i) {
    try {
      relabeller.add(index_.entries[i], result);
    } catch (const JsonError& error) {
      if (job_.invalid == InvalidAnnotations::kRefused) throw;
      result.summary.invalid.push_back(file_.located(error));
    }
  }
  return result;
}

/// Makes all blocks of annotations and uses them in order.
void Writing::make_blocks(const std::function<void(const RelabelledBlock&)>& use) {
  const std::size_t count = (index_.entries.size() + kPerBlock - 1) / kPerBlock;
  std::size_t done = 0;
  const auto start = [&] {
    const NewIds new_ids{.first = index_.greatest_id + 1, .most_of_one = job_.most_added};
    return
        [this,
         relabeller = AnnotationRelabeller(
             file_,
             categories_,
             job_.rules,
             job_.start_source ? job_.start_source(categories_) : Relabel(),
             new_ids)](std::size_t block) mutable { return relabelled_block(relabeller, block); };
  };
  base::in_order(count, job_.threads, start, [&](const RelabelledBlock& block) {
    use(block);
    done = std::min(done + kPerBlock, index_.entries.size());
    if (job_.on_progress) job_.on_progress(done, index_.entries.size());
  });
}

void Writing::write_annotations(storage::FileWriter& out, storage::FileWriter* records) {
  Counter counter;
  bool is_first = true;
  out.write(index_.opening.of(text()));
  make_blocks([&](const RelabelledBlock& block) {
    summary_.add(block.summary);
    if (counts_are_wanted_) counter.add(block.written);
    if (records != nullptr) records->write(block.records);
    if (block.written.empty()) return;
    const std::string_view elements = block.annotations;
    if (is_first) shard_note_.annotation_lead = elements.substr(0, block.first_lead);
    out.write(elements.substr(is_first ? block.first_lead : 0));
    is_first = false;
    if (!job_.shard) return;
    for (const WrittenAnnotation& one : block.written) {
      shard_note_.positions.push_back(one.position);
    }
  });
  out.write(index_.closing.of(text()));
  if (counts_are_wanted_) counts_ = counter.take();
}

void Writing::write_images(storage::FileWriter& out) {
  const Span array = file_.images_place();
  if (!job_.shard || file_.images().empty()) {
    out.write(array.of(text()));
    return;
  }
  const std::vector<CocoImage>& images = file_.images();
  out.write(Span{array.begin, images.front().place.begin}.of(text()));
  for (std::size_t i = job_.shard->index; i < images.size(); i += job_.shard->of) {
    const std::size_t lead_begin = i == 0 ? images[i].place.begin : images[i - 1].place.end;
    const std::string_view lead = Span{lead_begin, images[i].place.begin}.of(text());
    if (i == job_.shard->index) {
      shard_note_.image_lead = lead;
    } else {
      out.write(lead);
    }
    out.write(images[i].place.of(text()));
  }
  out.write(Span{images.back().place.end, array.end}.of(text()));
}

void Writing::write_categories(storage::FileWriter& out) {
  const auto count_of = [&](noise::CategoryId id) {
    const auto found = counts_->find(id);
    return found == counts_->end() ? CategoryCounts{} : found->second;
  };
  std::string categories;
  if (job_.rules.foreground) {
    categories = R"([{"supercategory":"foreground","id":1,"name":"foreground")";
    if (counts_are_wanted_) {
      const CategoryCounts counts = count_of(kForegroundCategory);
      categories += R"(,"instance_count":)";
      append_number(counts.instances, categories);
      categories += R"(,"image_count":)";
      append_number(counts.images, categories);
    }
    out.write(categories + "}]");
    return;
  }
  const Span array = file_.categories_place();
  std::size_t at = array.begin;
  const auto replace = [&](Span place, std::int64_t number) {
    categories.append(text(), at, place.begin - at);
    append_number(number, categories);
    at = place.end;
  };
  for (const CocoCategory& category : file_.categories()) {
    const CategoryCounts counts = counts_are_wanted_ ? count_of(category.id) : CategoryCounts{};
    std::vector<std::pair<Span, std::int64_t>> numbers;
    if (category.instance_count_place) {
      numbers.emplace_back(*category.instance_count_place, counts.instances);
    }
    if (category.image_count_place) {
      numbers.emplace_back(*category.image_count_place, counts.images);
    }
    std::ranges::sort(numbers, {}, [](const auto& number) { return number.first.begin; });
    for (const auto& [place, number] : numbers) replace(place, number);
  }
  out.write(categories.append(text(), at, array.end - at));
}

/// Writes the info with what this run did to the file behind what earlier ones did.
void Writing::write_info(const Member* info, storage::FileWriter& out) const {
  const std::string note = R"({"noise":[)" + job_.provenance + "]}";
  if (info == nullptr) {
    out.write(R"("info":)" + note + ',');
    return;
  }
  const Span place = info->value;
  if (place.of(text()) == "null" || place.of(text()) == R"("")") {
    out.write(note);
    return;
  }
  if (text()[place.begin] != '{') throw JsonError("info must be an object", place.begin);
  const std::vector<Member> members = members_of(text(), place);
  const auto earlier = std::ranges::find(members, "noise", &Member::name);
  std::size_t at = members.empty() ? place.begin + 1 : members.back().value.end;
  std::string added = (members.empty() ? R"("noise":[)" : R"(,"noise":[)") + job_.provenance + "]";
  if (earlier != members.end()) {
    if (text()[earlier->value.begin] != '[') {
      throw JsonError("info.noise must be an array", earlier->value.begin);
    }
    at = earlier->value.end - 1;
    Elements elements(text(), earlier->value);
    added = (elements.next() ? "," : "") + job_.provenance;
  }
  out.write(Span{place.begin, at}.of(text()));
  out.write(added);
  out.write(Span{at, place.end}.of(text()));
}

void Writing::write_member(
    const Member& member, storage::FileWriter& out, storage::FileWriter* records) {
  if (member.value == file_.annotations_place()) {
    write_annotations(out, records);
  } else if (member.value == file_.images_place()) {
    write_images(out);
  } else if (member.value == file_.categories_place()) {
    write_categories(out);
  } else if (member.name == "info") {
    write_info(&member, out);
  } else {
    out.write(member.value.of(text()));
  }
}

void Writing::write_whole(storage::FileWriter& out, storage::FileWriter* records) {
  const std::vector<Member>& members = file_.members();
  std::size_t at = skip_blanks(text(), 0) + 1;  // behind the brace
  out.write(text().substr(0, at));
  if (std::ranges::find(members, "info", &Member::name) == members.end()) write_info(nullptr, out);
  for (const Member& member : members) {
    out.write(Span{at, member.value.begin}.of(text()));
    write_member(member, out, records);
    at = member.value.end;
  }
  if (job_.shard) out.write(',' + shard_note_.member());
  out.write(text().substr(at));
}

RelabelSummary Writing::write() {
  for (const JsonError& error : index_.invalid) summary_.invalid.push_back(file_.located(error));
  shard_note_.shard = job_.shard.value_or(Shard{});
  // The counts of categories that stand before the annotations must be known before these are
  // written: then the labels, which are the same every time, are made twice.
  if (counts_are_wanted_ && file_.categories_place().begin < file_.annotations_place().begin) {
    Counter counter;
    make_blocks([&](const RelabelledBlock& block) { counter.add(block.written); });
    counts_ = counter.take();
  }
  std::optional<storage::FileWriter> records;
  if (job_.records) records.emplace(*job_.records);
  storage::FileWriter out(job_.output);
  write_whole(out, records ? &*records : nullptr);
  out.finish();
  if (records) records->finish();
  return std::move(summary_);
}

}  // namespace

RelabelSummary write_relabelled_file(const CocoFile& file, const RelabelledFileJob& job) {
  try {
    return Writing(file, job).write();
  } catch (const JsonError& error) {
    throw std::runtime_error(file.located(error));
  }
}

}  // namespace segnoise::coco
