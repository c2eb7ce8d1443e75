#include <algorithm>

#include "modules/setup/kinds.h"

// Which columns a kind of file has, read from the field tables of its records.
namespace setup {
namespace {

struct Reference {
  std::string_view field, kinds;
};
constexpr std::array<Reference, 11> references{{{"party_id", "parties"},
                                                {"union_id", "unions"},
                                                {"unit_id", "units"},
                                                {"person_id", "people"},
                                                {"team_id", "teams"},
                                                {"metric_id", "metrics"},
                                                {"project_id", "projects"},
                                                {"table_id", "report_tables"},
                                                {"place_id", "units teams"},
                                                {"parent_id", ""},
                                                {"under_id", "units"}}};

// Fields that nobody types: the program's own ids.
bool is_own(const kit::Field& field) {
  return field.name == "id" || field.name == "series_id" || field.name == "seat_id" || field.name == "cycle_id" ||
         field.name == "saving_id" || field.name == "rating_id" || field.name == "revision";
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool must_be_filled(const kit::Field& field, bool identifies) {
  if (field.optional) return false;
  bool plain_text = field.kind == kit::Kind::text && !field.name.ends_with("_id");
  if (plain_text) return field.rules.required && field.name != "language";
  if (field.kind == kit::Kind::text || field.kind == kit::Kind::id || field.kind == kit::Kind::date) return true;
  return field.rules.required || identifies;
}

Column column_of(const std::string& kind, const kit::Field& field, int part, bool required) {
  Column column{.name = std::string(field.name), .field = &field, .part = part, .refers = {}, .required = required};
  auto reference = std::ranges::find(references, field.name, &Reference::field);
  if (reference == references.end()) return column;
  column.name = column.name.substr(0, column.name.size() - 3);
  column.refers = reference->kinds.empty() ? kind : std::string(reference->kinds);
  return column;
}

std::string stem_of(std::string_view file) {
  if (auto slash = file.find_last_of("/\\"); slash != std::string_view::npos) file.remove_prefix(slash + 1);
  std::string stem(file.substr(0, file.rfind('.')));
  std::ranges::transform(stem, stem.begin(),
                         [](unsigned char c) { return c == '-' || c == ' ' ? '_' : std::tolower(c); });
  return stem;
}

bool names_it(const std::string& stem, const std::string& kind) {
  if (!stem.starts_with(kind)) return false;
  return stem.size() == kind.size() || !std::isalpha(static_cast<unsigned char>(stem[kind.size()]));
}

bool fits(const Kind& kind, const std::vector<std::string>& header) {
  for (const std::string& name : header)
    if (!kind.column(name)) return false;
  return std::ranges::all_of(kind.columns, [&](const Column& column) {
    return !column.required || std::ranges::find(header, column.name) != header.end();
  });
}

}  // namespace

std::vector<Column> columns_out_of(const std::string& kind, const std::vector<PartOfRow>& parts,
                                   const std::vector<std::string_view>& identity) {
  std::vector<Column> columns;
  for (std::size_t part = 0; part < parts.size(); ++part)
    for (const kit::Field& field : parts[part].table->fields()) {
      if (is_own(field) || contains(parts[part].left_out, field.name)) continue;
      bool required = !parts[part].may_be_empty && must_be_filled(field, contains(identity, field.name));
      columns.push_back(column_of(kind, field, static_cast<int>(part), required));
    }
  return columns;
}

const Column* Kind::column(std::string_view name) const {
  auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

const Kind* kind_named(std::string_view name) {
  auto found = std::ranges::find(kinds(), name, &Kind::name);
  return found == kinds().end() ? nullptr : &*found;
}

const Kind* kind_of_file(std::string_view name, const std::vector<std::string>& header) {
  const Kind* best = nullptr;
  std::size_t longest = 0;
  auto consider = [&](const Kind& kind, const std::string& called) {
    if (called.size() > longest && names_it(stem_of(name), called)) best = &kind, longest = called.size();
  };
  for (const Kind& kind : kinds()) {
    consider(kind, kind.name);
    for (const std::string& called : kind.also) consider(kind, called);
  }
  if (best) return best;

  std::vector<const Kind*> fitting;
  for (const Kind& kind : kinds())
    if (fits(kind, header)) fitting.push_back(&kind);
  return fitting.size() == 1 ? fitting.front() : nullptr;
}

std::vector<std::string> columns_of(std::string_view name) {
  std::vector<std::string> columns;
  if (const Kind* kind = kind_named(name))
    for (const Column& column : kind->columns) columns.push_back(column.name);
  return columns;
}

std::vector<std::string> kinds_of_files() {
  std::vector<std::string> names;
  for (const Kind& kind : kinds()) names.push_back(kind.name);
  return names;
}

}  // namespace setup
