#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kit/db/value.h"
#include "kit/field/kinds.h"

// One line per field of a record: its lasting name, the member that holds it, and its rules. Reading, inserting,
// decoding forms and files, JSON, CSV, history and the journal's bytes are loops over this table. A name that has been
// written to the journal is forever: rename the member, never the name.
namespace kit {

struct Rules {
  bool key = false;                         // part of the primary key
  bool required = false;                    // empty text is refused
  int longest = 200;                        // characters of a text
  bool place = false;                       // the id of a thing whose history shows this record
  std::optional<std::int64_t> least, most;  // of a whole number
};

struct Field {
  std::string_view name;
  Rules rules;
  Kind kind;
  bool optional;
  Value (*get)(const void* record);
  void (*set)(void* record, const Row& row, int column);
  bool (*parse)(void* record, std::string_view text);  // false: not a value of this kind
  std::string (*print)(const void* record);            // as forms and files show it
};

struct InJournal {
  std::string_view kind;  // "teams.team"; empty: kept beside the journal
  bool fact = false;      // rows are final: never updated, never deleted
};

class Table {
 public:
  Table(std::string_view name, std::vector<Field> fields, InJournal in_journal = {});

  std::string_view name() const { return name_; }
  std::string_view kind() const { return in_journal_.kind; }
  bool fact() const { return in_journal_.fact; }
  const std::vector<Field>& fields() const { return fields_; }
  const Field& field(std::string_view name) const;

  const std::string& select() const { return select_; }  // "select a, b from t "
  const std::string& insert() const { return insert_; }
  const std::string& update() const { return update_; }  // by key
  const std::string& by_key() const { return by_key_; }  // "where id = $1"

  std::vector<Value> values(const void* record) const;
  std::vector<Value> key_of(const void* record) const;
  void read(void* record, const Row& row) const;  // columns in the table's order

 private:
  std::string name_;
  std::vector<Field> fields_;
  InJournal in_journal_;
  std::string select_, insert_, update_, by_key_;
};

namespace detail {
template <class>
struct MemberOf;
template <class Record, class Type>
struct MemberOf<Type Record::*> {
  using record = Record;
  using type = Type;
};
template <class T>
struct Plain {
  using type = T;
  static constexpr bool optional = false;
};
template <class T>
struct Plain<std::optional<T>> {
  using type = T;
  static constexpr bool optional = true;
};
}  // namespace detail

// field<&Team::name>("name", {.required = true, .longest = 120})
template <auto Member>
Field field(std::string_view name, Rules rules = {}) {
  using Record = typename detail::MemberOf<decltype(Member)>::record;
  using Type = typename detail::MemberOf<decltype(Member)>::type;
  using Plain = detail::Plain<Type>;
  return {
      .name = name,
      .rules = rules,
      .kind = kind_of(static_cast<typename Plain::type*>(nullptr)),
      .optional = Plain::optional,
      .get = [](const void* record) { return Value(static_cast<const Record*>(record)->*Member); },
      .set = [](void* record, const Row& row,
                int column) { read_column(row, column, static_cast<Record*>(record)->*Member); },
      .parse =
          [](void* record, std::string_view text) {
            if constexpr (Plain::optional) {
              auto& member = static_cast<Record*>(record)->*Member;
              member.reset();
              return text.empty() || parse_text(text, member.emplace());
            } else {
              return parse_text(text, static_cast<Record*>(record)->*Member);
            }
          },
      .print = [](const void* record) -> std::string {
        const auto& member = static_cast<const Record*>(record)->*Member;
        if constexpr (Plain::optional) {
          return member ? print_text(*member) : std::string();
        } else {
          return print_text(member);
        }
      },
  };
}

}  // namespace kit
