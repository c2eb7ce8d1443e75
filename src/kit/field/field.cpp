#include "kit/field/field.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kit {

Table::Table(std::string_view name, std::vector<Field> fields, InJournal in_journal)
    : name_(name), fields_(std::move(fields)), in_journal_(in_journal) {
  std::string columns, places, sets;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Field& field = fields_[i];
    std::string_view comma = i ? ", " : "";
    columns += fmt::format("{}{}", comma, field.name);
    places += fmt::format("{}${}", comma, i + 1);
    if (field.rules.key) {
      by_key_ += fmt::format("{} {} = ${}", by_key_.empty() ? "where" : " and", field.name, i + 1);
    } else {
      sets += fmt::format("{}{} = ${}", sets.empty() ? "" : ", ", field.name, i + 1);
    }
  }
  select_ = fmt::format("select {} from {} ", columns, name_);
  insert_ = fmt::format("insert into {} ({}) values ({})", name_, columns, places);
  update_ = fmt::format("update {} set {} {}", name_, sets, by_key_);
}

const Field& Table::field(std::string_view name) const {
  for (const Field& field : fields_)
    if (field.name == name) return field;
  throw std::logic_error(fmt::format("{} has no field {}", name_, name));
}

std::vector<Value> Table::values(const void* record) const {
  std::vector<Value> values;
  values.reserve(fields_.size());
  for (const Field& field : fields_) values.push_back(field.get(record));
  return values;
}

// Keys lead every table, so that "$1" in by_key() is the first field.
std::vector<Value> Table::key_of(const void* record) const {
  std::vector<Value> key;
  for (const Field& field : fields_)
    if (field.rules.key) key.push_back(field.get(record));
  return key;
}

void Table::read(void* record, const Row& row) const {
  int column = 0;
  for (const Field& field : fields_) field.set(record, row, column++);
}

}  // namespace kit
