#include <fmt/format.h>

#include "kit/http/uri.h"
#include "partnership/naming.h"
#include "partnership/record/live.h"
#include "partnership/record/places.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"
#include "partnership/web/journal_view.h"

// What somebody looks for in the journal, read from the address, and the way on from there. Whatever an address holds
// that means nothing is passed over: it narrows nothing down.
namespace partnership {
namespace {

std::optional<Date> day_in(std::string_view text) { return text.empty() ? std::nullopt : kit::parse_date(text); }

bool is_chapter(std::string_view text) { return std::ranges::count(chapters(), text) > 0; }

std::vector<Choice> named(Reader& db, std::string_view sql, std::initializer_list<kit::Value> args) {
  std::vector<Choice> choices;
  db.each(sql, args, [&](const kit::Row& row) {
    choices.push_back({std::string(row.text(0)), std::string(row.text(1))});
  });
  return choices;
}

// By the name as it is written, or by how it begins.
std::vector<Choice> people_called(Reader& db, const std::string& name) {
  auto exactly = named(db, "select id, name from people where name = $1 order by id limit 9", {name});
  if (!exactly.empty()) return exactly;
  std::string beginning = name, last = name + "\xF4\x8F\xBF\xBF";
  return named(db, "select id, name from people where name >= $1 and name <= $2 order by name limit 9",
               {beginning, last});
}

std::string address(const JournalPage& page, std::string_view path, const std::string& person, std::int64_t before) {
  std::string query;
  auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name, kit::percent_encode(value));
  };
  add("unit", page.looking.unit);
  add("chapter", page.looking.chapter);
  add("person", person);
  add("from", page.from);
  add("to", page.to);
  if (before > 0) add("before", std::to_string(before));
  return std::string(path) + query;
}

// A name that fits one person is that person; of several the page asks which.
void read_person(Request& request, Reader& db, JournalPage& page) {
  page.looking.person = request.query("person");
  page.by = trimmed(request.query("by"));
  if (page.by.empty() && !page.looking.person.empty()) page.by = name_of(db, page.looking.person);
  if (page.by.empty() || !page.looking.person.empty()) return;
  auto people = people_called(db, page.by);
  if (people.size() == 1) {
    page.looking.person = people.front().value, page.by = people.front().label;
  } else if (people.empty()) {
    page.looking.person = "nobody";
  } else {
    page.people = std::move(people);
  }
}

void read_looking(Request& request, Reader& db, JournalPage& page) {
  Looking& looking = page.looking;
  looking.unit = request.query("unit");
  if (!looking.unit.empty() && name_of(db, looking.unit).empty()) looking.unit.clear();
  if (is_chapter(request.query("chapter"))) looking.chapter = request.query("chapter");
  looking.from = day_in(request.query("from")), looking.to = day_in(request.query("to"));
  page.from = looking.from ? kit::iso(*looking.from) : "", page.to = looking.to ? kit::iso(*looking.to) : "";
  looking.before = history_before(request);
  read_person(request, db, page);
  page.narrowed = !looking.for_everything();
}

// Everything, the way down to the chosen unit, and what lies one step below it.
void offer_units(Reader& db, const View& view, JournalPage& page) {
  Unit here;
  try {
    here = page.looking.unit.empty() ? top_unit(db) : find_unit(db, {page.looking.unit});
  } catch (const Refusal&) {
    here = {};  // no unit has been set up
  }
  page.units.push_back({"", view.t("journal.page.every_unit")});
  if (here.id.empty()) return;
  if (!page.looking.unit.empty())
    for (const Unit& unit : path_to(db, here.id))
      if (unit.parent) page.units.push_back({unit.id.text, unit.name});
  for (const Unit& unit : children_of(db, here.id)) page.units.push_back({unit.id.text, "– " + unit.name});
}

}  // namespace

JournalPage journal_page_of(Request& request, Reader& db, int most) {
  const View& view = request.view();
  JournalPage page;
  read_looking(request, db, page);
  page.found = look_in_journal(db, view.language, page.looking, most);
  for (Choice& person : page.people) person.value = address(page, "/journal", person.value, 0);
  for (std::string_view chapter : chapters())
    page.chapters.push_back({std::string(chapter), view.t("journal.chapter." + std::string(chapter))});
  offer_units(db, view, page);
  if (page.found.older > 0) page.older = address(page, "/journal", page.looking.person, page.found.older);
  page.newest = address(page, "/journal", page.looking.person, 0);
  page.csv = address(page, "/journal.csv", page.looking.person, page.looking.before);
  page.live = live_url(db, page.looking.person.empty() ? page.looking.unit : page.looking.person, page.looking.chapter);
  return page;
}

std::vector<std::vector<HistoryLine>> days_of(const std::vector<HistoryLine>& lines) {
  std::vector<std::vector<HistoryLine>> days;
  for (const HistoryLine& line : lines) {
    if (days.empty() || days.back().front().day != line.day) days.emplace_back();
    days.back().push_back(line);
  }
  return days;
}

}  // namespace partnership
