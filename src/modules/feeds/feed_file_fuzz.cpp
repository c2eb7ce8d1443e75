// Files of feeds come from strangers: whatever bytes they hold, each row is a figure or a problem with its sentence,
// and the same bytes say the same again.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kit/db/migrate.h"
#include "modules/feeds/feeds.h"
#include "partnership/units.h"

namespace {

using namespace feeds;

class Fed {
 public:
  Fed() : database_({.url = path()}) {
    std::vector<std::string> names, texts;
    for (auto& entry : std::filesystem::directory_iterator(std::string(CONCERT_SOURCE_DIR) + "/schema"))
      if (entry.path().filename().string().front() == '0') names.push_back(entry.path().string());
    std::ranges::sort(names);
    for (auto& name : names) texts.push_back((std::ostringstream() << std::ifstream(name).rdbuf()).str());
    std::vector<kit::Migration> migrations;
    for (std::size_t i = 0; i < names.size(); ++i) migrations.push_back({names[i], texts[i]});
    kit::migrate(database_, migrations);
    kit::Session session = database_.write();
    Tx tx(session, nobody_, kit::now(), today_);
    Unit unit{kit::fresh<Unit>(), "a", "A", UnitKind::national, {}, false};
    add_unit(tx, unit);
    metric_ = measures::add_metric(tx, {.id = {},
                                        .external_id = "m",
                                        .name = "M",
                                        .numerator = "n",
                                        .denominator = "d",
                                        .frequency = measures::Frequency::month})
                  .id;
    place_ = unit.id.text;
    tx.commit();
  }

  // The first byte chooses among the ways a file may be written.
  void look_at(std::uint8_t way, std::string_view content) {
    Feed feed{.id = {}, .external_id = "f", .name = "F", .metric = metric_};
    feed.unit_column = "u", feed.period_column = "p", feed.numerator_column = "n", feed.denominator_column = "d";
    feed.place = place_;
    feed.period_format = static_cast<PeriodFormat>(way % 7);
    feed.decimal_mark = way & 8 ? DecimalMark::comma : DecimalMark::point;
    feed.encoding = way & 16 ? "latin_1" : way & 32 ? "utf_16" : "auto";
    kit::Session session = database_.read();
    Reader db(session, nobody_, kit::now(), today_);
    Reading first = read_file(db, feed, "f.csv", content), second = read_file(db, feed, "f.csv", content);
    if (first.problems.size() != second.problems.size() || first.added != second.added) std::abort();
    if (first.good() && static_cast<std::size_t>(first.added) != first.figures.rows.size()) std::abort();
    for (const Problem& problem : first.problems)
      if (problem.sentence.empty()) std::abort();
  }

 private:
  static std::string path() {
    return (std::filesystem::temp_directory_path() / (kit::new_id("fuzz") + ".sqlite")).string();
  }
  kit::Database database_;
  Actor nobody_;
  Date today_ = kit::date_of(2026, 11, 21);
  Id<measures::Metric> metric_;
  std::string place_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fed fed;
  if (size == 0) return 0;
  std::string content = "u,p,n,d\n";
  if (data[0] & 64) content.clear();
  content.append(reinterpret_cast<const char*>(data + 1), size - 1);
  fed.look_at(data[0], content);
  return 0;
}
