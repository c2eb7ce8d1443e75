#include "modules/setup/plan.h"

#include <algorithm>

#include "kit/csv/rows.h"

namespace setup {
namespace {

constexpr std::size_t most_files = 200;
constexpr std::size_t rows_between_words = 256;
constexpr std::size_t shown_rows = 5;
constexpr std::string_view formula_starts = "=+-@\t";

std::string_view without_blanks(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t characters(std::string_view text) {
  return std::ranges::count_if(text, [](unsigned char c) { return (c & 0xc0) != 0x80; });
}

// A spreadsheet program would run it. A dash before a blank begins a line of a list, and numbers are numbers.
bool looks_like_formula(std::string_view text) {
  if (text.empty() || formula_starts.find(text.front()) == std::string_view::npos) return false;
  if (text.starts_with("- ") || text == "-") return false;
  return !kit::parse_loose(text);
}

// Our own files put an apostrophe before what looks like a formula.
std::string_view without_guard(std::string_view text) {
  if (text.size() > 1 && text.front() == '\'' && looks_like_formula(text.substr(1))) text.remove_prefix(1);
  return text;
}

std::string_view sentence_for(kit::Kind kind) {
  switch (kind) {
    case kit::Kind::date: return "setup.problem.not_a_date";
    case kit::Kind::integer: return "setup.problem.not_a_whole_number";
    case kit::Kind::quantity:
    case kit::Kind::real: return "setup.problem.not_a_number";
    case kit::Kind::boolean: return "setup.problem.not_yes_or_no";
    default: return "setup.problem.not_a_choice";
  }
}

bool out_of_range(const kit::Field& field, std::string_view text) {
  if (field.kind != kit::Kind::integer) return false;
  std::int64_t number = 0;
  if (!kit::parse_text(text, number)) return false;
  return (field.rules.least && number < *field.rules.least) || (field.rules.most && number > *field.rules.most);
}

std::string range_text(const kit::Rules& rules) {
  std::string from = rules.least ? std::to_string(*rules.least) : "";
  return from + "–" + (rules.most ? std::to_string(*rules.most) : "");
}

std::string short_text(std::string_view text) {
  if (text.size() <= 80) return std::string(text);
  std::size_t end = 77;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// Dates and numbers as people write them, in the form the field tables read.
std::string plain_form(const kit::Field& field, std::string_view text) {
  if (field.kind == kit::Kind::date)
    if (auto date = kit::parse_date_loose(text)) return kit::iso(*date);
  if (field.kind == kit::Kind::quantity)
    if (auto quantity = kit::parse_loose(text)) return kit::text_of(*quantity);
  return std::string(text);
}

bool is_json(const File& file) { return file.name.ends_with(".json"); }

std::string policy_name(std::string_view file) {
  if (auto slash = file.find_last_of("/\\"); slash != std::string_view::npos) file.remove_prefix(slash + 1);
  return std::string(file.substr(0, file.rfind('.')));
}

}  // namespace

int Preview::added() const {
  int sum = 0;
  for (const FilePreview& file : files) sum += file.added;
  return sum;
}
int Preview::changed() const {
  int sum = 0;
  for (const FilePreview& file : files) sum += file.changed;
  return sum;
}

Plan::Plan(Reader& db, std::span<const File> files, const Progress& progress, Speaker speaker)
    : db_(db), known_(db, speaker), progress_(progress) {
  for (const Kind& kind : kinds()) intakes_.push_back(kind.intake());
  sort_files(files);
  whole_ = 1;
  for (const Source& source : sources_) whole_ += source.file->content.size() * 2;
  for (const Source& source : sources_) announce(source);
  for (std::size_t kind = 0; kind < kinds().size(); ++kind) {
    seen_.clear();
    for (const Source& source : sources_)
      if (source.kind == &kinds()[kind]) read(source);
  }
}

void Plan::sort_files(std::span<const File> files) {
  if (files.size() > most_files) {
    report("", 0, {"", "setup.problem.too_many_files", std::to_string(most_files)});
    return;
  }
  for (const File& file : files) {
    if (is_json(file)) {
      take_policy(file);
      continue;
    }
    FilePreview preview{.file = file.name, .kind = {}, .header = kit::header_of(file.content), .first_rows = {}};
    if (file.content.empty()) {
      report(file.name, 0, {"", "setup.problem.empty_file", ""});
      preview_.files.push_back(std::move(preview));
      continue;
    }
    const Kind* kind = kind_of_file(file.name, preview.header);
    if (kind) preview.kind = kind->name;
    preview_.files.push_back(std::move(preview));
    if (!kind) report(file.name, 0, {"", "setup.problem.unknown_file", ""});
    if (kind) sources_.push_back({&file, kind, preview_.files.size() - 1, preview_.files.back().header});
  }
}

// A policy in force is changed by assent, never by a file.
void Plan::take_policy(const File& file) {
  FilePreview preview{.file = file.name, .kind = "policies", .header = {}, .first_rows = {}, .rows = 1};
  std::string name = policy_name(file.name);
  try {
    check_policy(name, file.content);
    auto former = versions_of(db_, name);
    if (!is_policy_name(name)) {
      report(file.name, 0, {"", "setup.problem.unknown_file", ""});
    } else if (former.empty()) {
      policies_.push_back({name, file.content});
      preview.added = 1;
    } else if (former.back().body == file.content) {
      preview.same = 1;
    } else {
      report(file.name, 0, {"", "setup.problem.policy_there", name});
    }
  } catch (const kit::JsonRefused& refused) {
    report(file.name, 0, {"", "setup.problem.not_json", refused.what()});
  }
  preview_.files.push_back(std::move(preview));
}

// External ids first, so that a row may refer to one that comes later.
void Plan::announce(const Source& source) {
  auto column = std::ranges::find(source.header, "external_id");
  if (!source.kind->has_external_ids() || column == source.header.end()) return;
  auto cell = static_cast<std::size_t>(column - source.header.begin());
  try {
    kit::each_row(source.file->content, [&](int, std::span<const std::string_view> cells) {
      if (cell >= cells.size() || cells[cell] == "external_id") return;
      if (auto name = without_guard(without_blanks(cells[cell])); !name.empty())
        known_.announce(source.kind->name, std::string(name), source.kind->prefix);
      tell(1);
    });
  } catch (const kit::Unreadable&) {
    // read() comes to the same row and reports it.
  }
}

std::vector<Plan::Bound> Plan::bind(const Source& source) {
  std::vector<Bound> columns;
  std::vector<std::string> seen;
  for (std::size_t cell = 0; cell < source.header.size(); ++cell) {
    std::string name(without_blanks(source.header[cell]));
    const Column* column = source.kind->column(name);
    if (std::ranges::find(seen, name) != seen.end()) {
      report(source.file->name, 1, {name, "setup.problem.column_twice", name});
    } else if (!column) {
      report(source.file->name, 1, {name, "setup.problem.unknown_column", short_text(name)});
    } else {
      columns.push_back({column, cell});
    }
    seen.push_back(std::move(name));
  }
  for (const Column& column : source.kind->columns)
    if (column.required && std::ranges::find(seen, column.name) == seen.end())
      report(source.file->name, 1, {column.name, "setup.problem.missing_column", column.name});
  return columns;
}

void Plan::read(const Source& source) {
  FilePreview& preview = preview_.files[source.preview];
  std::size_t problems_before = preview_.problems.size() + preview_.more_problems;
  auto columns = bind(source);
  bool heads_are_good = preview_.problems.size() + preview_.more_problems == problems_before;
  Intake& intake = *intakes_[static_cast<std::size_t>(source.kind - kinds().data())];
  bool header = true;
  try {
    kit::each_row(source.file->content, [&](int row, std::span<const std::string_view> cells) {
      if (std::exchange(header, false)) return;
      ++preview.rows;
      if (preview.first_rows.size() < shown_rows) preview.first_rows.emplace_back(cells.begin(), cells.end());
      if (heads_are_good) take_row(source, intake, columns, row, cells);
      tell(1);
    });
  } catch (const kit::Unreadable& unreadable) {
    report(source.file->name, unreadable.row, {"", "setup.unreadable." + unreadable.reason, unreadable.what()});
  }
}

bool Plan::too_wide(const Source& source, int row, std::span<const std::string_view> cells) {
  for (std::size_t cell = source.header.size(); cell < cells.size(); ++cell)
    if (!without_blanks(cells[cell]).empty()) {
      report(source.file->name, row, {"", "setup.problem.too_wide", std::to_string(source.header.size())});
      return true;
    }
  return false;
}

void Plan::take_row(const Source& source, Intake& intake, const std::vector<Bound>& columns, int row,
                    std::span<const std::string_view> cells) {
  if (too_wide(source, row, cells)) return;
  known_.reading(source.file->name, row);
  intake.fresh();
  if (!read_cells(source, intake, columns, row, cells, true)) return;
  if (std::string identity = intake.identity(); !identity.empty()) {
    auto [former, fresh] = seen_.try_emplace(std::move(identity), row);
    if (!fresh) return report(source.file->name, row, {"", "setup.problem.double", std::to_string(former->second)});
  }
  if (intake.load(known_)) read_cells(source, intake, columns, row, cells, false);

  Change change = Change::same;
  if (auto fault = intake.keep(known_, change)) return report(source.file->name, row, std::move(*fault));
  FilePreview& preview = preview_.files[source.preview];
  (change == Change::added ? preview.added : change == Change::changed ? preview.changed : preview.same)++;
}

bool Plan::read_cells(const Source& source, Intake& intake, const std::vector<Bound>& columns, int row,
                      std::span<const std::string_view> cells, bool reporting) {
  bool good = true;
  for (const Bound& bound : columns) {
    std::string_view text = bound.cell < cells.size() ? without_blanks(cells[bound.cell]) : std::string_view();
    auto fault = read_cell(*bound.column, intake, text);
    if (!fault) continue;
    good = false;
    if (reporting) report(source.file->name, row, std::move(*fault));
  }
  return good;
}

std::optional<Fault> Plan::read_cell(const Column& column, Intake& intake, std::string_view text) {
  const kit::Field& field = *column.field;
  void* record = intake.part(column.part);
  auto fault = [&](std::string_view sentence, std::string detail) {
    return Fault{column.name, std::string(sentence), std::move(detail)};
  };
  if (text.empty()) {
    if (column.required) return fault("setup.problem.missing_value", "");
    if (field.optional || (field.kind == kit::Kind::text && !field.rules.required && column.refers.empty()))
      field.parse(record, text);
    return std::nullopt;
  }
  if (!column.refers.empty()) {
    std::string name(without_guard(text)), kind_names = column.refers;
    for (std::size_t at = 0; at != std::string::npos;) {
      auto end = kind_names.find(' ', at);
      if (auto* id = known_.find(kind_names.substr(at, end - at), name)) {
        field.parse(record, *id);
        return std::nullopt;
      }
      at = end == std::string::npos ? end : end + 1;
    }
    return fault("setup.problem.unknown_reference", short_text(text));
  }
  if (field.kind == kit::Kind::text) {
    if (looks_like_formula(text)) return fault("setup.problem.formula", short_text(text));
    text = without_guard(text);
    if (field.rules.longest > 0 && characters(text) > static_cast<std::size_t>(field.rules.longest))
      return fault("setup.problem.too_long", std::to_string(field.rules.longest));
    field.parse(record, text);
    return std::nullopt;
  }
  if (!field.parse(record, plain_form(field, text))) return fault(sentence_for(field.kind), short_text(text));
  if (out_of_range(field, text)) return fault("setup.problem.out_of_range", range_text(field.rules));
  return std::nullopt;
}

void Plan::report(const std::string& file, int row, Fault fault) {
  if (preview_.problems.size() == most_problems) {
    ++preview_.more_problems;
    return;
  }
  preview_.problems.push_back({.file = file,
                               .row = row,
                               .field = std::move(fault.field),
                               .sentence = std::move(fault.sentence),
                               .detail = std::move(fault.detail)});
}

// Progress is told in rows; how many there will be is only known in bytes, so a row counts as a line of 60 of them.
void Plan::tell(std::size_t rows) {
  std::size_t before = done_;
  done_ += rows;
  if (!progress_ || done_ / rows_between_words == before / rows_between_words) return;
  double share = std::min(1.0, static_cast<double>(done_) * 60 / static_cast<double>(whole_));
  progress_(begin_ + share_ * share);
}

void Plan::write(Tx& tx, const Progress& progress) {
  if (!preview_.good()) throw std::logic_error("a plan with problems is not written");
  std::size_t whole = 1, done = 0;
  for (auto& intake : intakes_) whole += intake->size();
  auto step = [&](std::size_t rows) {
    done += rows;
    if (progress && (rows != 1 || done % 64 == 0))
      progress(0.5 + 0.5 * std::min(1.0, static_cast<double>(done) / static_cast<double>(whole)));
  };
  for (auto& intake : intakes_) intake->write(tx, known_, step);
  for (const PolicyFile& policy : policies_) enact_first(tx, policy.name, policy.body);
}

}  // namespace setup
