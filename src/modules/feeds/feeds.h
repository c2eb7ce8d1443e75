#pragma once
#include "modules/measures/measures.h"
#include "partnership/web/router.h"

// Feeds: figures that other systems keep come in as files, by page, command line, watched folder or API, always in the
// same way. A feed says once how its files are to be read and whose it is. A file is looked over as a whole: any wrong
// row refuses all of it, and every wrong row is named. What is late, stopped, incomplete or hard to believe, and what
// brings figures by an older definition, is a clock of the feed's owner and told to the projects that depend on it
// (handbook 2.31).
namespace feeds {

using namespace partnership;

enum class UnitKey { code, name };  // by what a file names units
inline auto names(UnitKey) { return std::array{"code"sv, "name"sv}; }
enum class PeriodFormat { iso, month, us, european, quarter, week, year };
inline auto names(PeriodFormat) {
  return std::array{"iso"sv, "month"sv, "us"sv, "european"sv, "quarter"sv, "week"sv, "year"sv};
}
enum class DecimalMark { point, comma };
inline auto names(DecimalMark) { return std::array{"point"sv, "comma"sv}; }

struct Feed {
  static constexpr auto prefix = "feed";
  Id<Feed> id;
  std::string external_id, name;
  std::optional<Id<measures::Metric>> metric;  // of every row; none: it stands in a column
  std::string metric_column = {}, unit_column = "unit";
  UnitKey unit_key = UnitKey::code;
  std::string part_column = {}, period_column = "period";
  PeriodFormat period_format = PeriodFormat::iso;
  std::string numerator_column = "numerator", denominator_column = {}, reason_column = {};
  DecimalMark decimal_mark = DecimalMark::point;
  std::string encoding = "auto";
  int due_days = 10;  // after a period's end
  std::string place;  // the seat that owes it
  Role role = Role::analyst;
  Id<Party> party;
  static const Table& table();

  std::string url() const { return "/feeds/" + id.text; }
};

struct FeedMetric {  // a fact: figures of this metric come by this feed
  Id<Feed> feed;
  Id<measures::Metric> metric;
  static const Table& table();
};

enum class Trouble { late, stopped, redefined, implausible, partial };
inline auto names(Trouble) { return std::array{"late"sv, "stopped"sv, "redefined"sv, "implausible"sv, "partial"sv}; }

struct FeedTrouble {  // a fact, told once
  Id<Feed> feed;
  Trouble trouble = Trouble::late;
  Date period;
  Date noticed_on;
  std::string detail;
  static const Table& table();
};

struct FeedAnswer {  // a fact: the owner says what is the matter
  static constexpr auto prefix = "feedanswer";
  Id<FeedAnswer> id;
  Id<Feed> feed;
  Trouble trouble = Trouble::partial;
  std::string answer;
  Date answered_on;
  static const Table& table();
};

// Impossible; beyond a bound that the parties agreed with the definition; far from what the series has shown lately.
enum class DoubtKind { range, below_agreed, above_agreed, jump };
inline auto names(DoubtKind) { return std::array{"range"sv, "below_agreed"sv, "above_agreed"sv, "jump"sv}; }

struct LoadDoubt {  // a fact: a figure that is hard to believe, and what was to be expected
  std::string load;
  Id<measures::Series> series;
  Date period;
  DoubtKind kind = DoubtKind::range;
  double value = 0, least = 0, most = 0;
  int revision = 0;
  measures::Series of = {};  // not kept: the series as the file was read, which may not have begun yet
  static const Table& table();
};

// ── a file read against what is there ────────────────────────────────────────

struct Problem {
  int row = 0;  // 0: the whole file
  std::string field;
  std::string sentence, detail;  // a key of words, with {detail}
};

struct Reading {
  std::string file;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> first_rows;
  int rows = 0, added = 0, corrected = 0, same = 0;
  Quantity numerator, denominator;  // totals of all rows
  std::optional<Date> first_period, last_period;
  int missing_units = 0;       // that reported the period before, and not the last one of this file
  bool ends_abruptly = false;  // without the end of a line: the last row may have been cut
  std::vector<std::string> unused_columns;
  std::vector<Problem> problems;  // all of them
  std::vector<LoadDoubt> doubts;
  std::size_t without_reason = 0;  // corrections that need the reason of the whole file
  measures::Figures figures;
  std::string digest;

  bool good() const { return problems.empty(); }
  bool new_to_us() const { return added + corrected > 0; }
};

// Every row, or every reason why not. Nothing is written.
Reading read_file(Reader& db, const Feed& feed, const std::string& name, std::string_view content);

// ── reading ──────────────────────────────────────────────────────────────────

Feed find_feed(Reader& db, const Id<Feed>& id);
std::optional<Feed> feed_of(Reader& db, std::string_view external_id);
std::vector<Feed> feeds_of(Reader& db, const Id<measures::Metric>& metric);

struct FeedState {
  Feed feed;
  std::string metric_name, owner;        // empty: several
  std::optional<Date> expected, due_on;  // the next period
  std::optional<measures::Load> latest;
  std::vector<std::pair<Trouble, Date>> open;  // what is the matter now, and by when it is to be answered
  bool late(Date today) const { return due_on && *due_on < today; }
};
std::vector<FeedState> list_feeds(Reader& db);
FeedState state_of(Reader& db, const Feed& feed);
std::vector<LoadDoubt> doubts_of(Reader& db, std::string_view load);

// The holder of its seat, and analysts, administrators and executives at its unit or above.
bool may_feed(Reader& db, const Feed& feed);
bool may_add_feed(const Actor& actor);

// ── commands ─────────────────────────────────────────────────────────────────

Feed add_feed(Tx& tx, Feed feed);
Feed change_columns(Tx& tx, Feed feed);
struct Loaded {
  measures::Load load;  // without an id: nothing was new
  Reading reading;
};
struct FileRefused {
  Reading reading;
};
// Throws FileRefused; then nothing is written. `reason` is for corrections that bring none of their own.
Loaded load_file(Tx& tx, const Feed& feed, const std::string& name, std::string_view content,
                 const std::string& reason);
FeedAnswer answer_trouble(Tx& tx, const Id<Feed>& id, Trouble trouble, const std::string& answer);

// What falls due by itself: late and stopped feeds are told, once.
void look_after_feeds(Tx& tx);
// What the feed of a metric is to bring next, and by when: by its own clock.
std::optional<measures::Awaited> awaited_of(Reader& db, const Id<measures::Metric>& metric);
// A definition came into force by which something else is counted: from this day, and what it is called.
void definition_changed(Tx& tx, const Id<measures::Metric>& metric, Date since, const std::string& name);

// ── other ways in ────────────────────────────────────────────────────────────

// `concert feed NAME FILE… [--reason TEXT]`: 0 all in, 1 refused.
int feed_command(kit::Database& database, const std::string& feed, const std::vector<std::string>& files,
                 const std::string& reason, Date today, std::ostream& out);
// One look at a watched folder: FOLDER/<feed>/<file> goes to …/done or …/refused, with a note of what to do beside it.
// A file that changed within the last seconds is still being written and waits. Returns how many were taken.
int take_folder(kit::Database& database, const std::string& folder, Date today, std::ostream& out);

std::string sentence_of(const View& view, const Problem& problem);
void feeds_routes(Router& router);

// The policy "feeds": how late is late, how odd is odd.
struct FeedRules {
  int stopped_after = 2;  // periods without a file
  int answer_days = 7;
  double partial_below = 0.9;  // of the units that reported the period before
  double jump = 8;             // times the usual step from one period to the next, from the centre
};
FeedRules rules_in_force(Reader& db);
FeedRules rules_out_of(const std::string& body);  // throws kit::JsonRefused
std::string first_feed_rules();

}  // namespace feeds
