// See measures.py, which runs this and sets references beside its figures.
//
//   measures_bench FOLDER DEPARTMENTS METRICS MONTHS: writes FOLDER/figures-*.csv, loads them through a feed, and
//   prints one JSON object a line: {"what": …, "seconds": …, "count": …}.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>

#include "app/program.h"
#include "kit/http/form.h"
#include "kit/http/uri.h"
#include "modules/feeds/feeds.h"
#include "modules/measures/analysis.h"
#include "modules/measures/rollup.h"
#include "modules/measures/summaries.h"
#include "modules/setup/setup.h"
#include "partnership/sign_in.h"
#include "partnership/units.h"
#include "statistics/analysis.h"
#include "statistics/summary.h"

namespace {

using namespace partnership;
using Steady = std::chrono::steady_clock;

double since(Steady::time_point begin) { return std::chrono::duration<double>(Steady::now() - begin).count(); }

void tell(std::string_view what, double seconds, std::size_t count) {
  std::cout << fmt::format(R"({{"what":"{}","seconds":{:.6f},"count":{}}})", what, seconds, count) << std::endl;
}

// What the references are compared with: how many points each rule marks, how many series have each icon, and so on.
using Found = std::array<std::size_t, 16>;

Found judge_some(std::span<const double> values, std::size_t months, const statistics::RuleSet& rules) {
  using namespace statistics;
  Found found{};
  Analysis analysis;
  for (std::size_t at = 0; at < values.size(); at += months) {
    analyse_into(analysis, values.subspan(at, months), rules);
    const Summary summary = summarise(analysis, 20, statistics::Direction::lower_is_better);
    for (PointSignals signals : analysis.signals) {
      if (!signals.any()) continue;
      std::size_t i = 0;
      for (Rule rule : {Rule::beyond_limits, Rule::shift, Rule::trend, Rule::two_of_three})
        found[i++] += signals.fires(rule);
    }
    const RunTest& runs = analysis.phases.front().runs;
    found[4] += runs.run_too_long(), found[5] += runs.too_few_crossings(), found[6] += runs.crossings;
    found[7] += summary.variation == Variation::improvement, found[8] += summary.variation == Variation::concern;
    found[9] += summary.assurance == Assurance::passes, found[10] += summary.assurance == Assurance::fails;
    found[11] += summary.signal_points, found[12] += summary.held, found[13] += summary.on_target;
    found[14] += summary.held_on_target, found[15] += summary.latest_on_target;
  }
  return found;
}

struct Shape {
  int departments, metrics, months;
};

// A partnership of five levels: the nation, 8 regions, service areas, facilities of twelve departments each.
struct Bench {
  Shape shape;
  std::string folder;
  std::unique_ptr<app::Program> program;
  Actor analyst;
  std::string token;
  Id<Unit> nation;
  std::vector<std::string> departments;
  std::vector<measures::Metric> metrics;
  feeds::Feed feed;
  Date first = kit::date_of(2016, 11, 1), today = kit::date_of(2026, 11, 21);

  Bench(std::string where, Shape of) : shape(of), folder(std::move(where)) {
    program = std::make_unique<app::Program>(
        app::Setting{.database = folder + "/concert.db",
                     .now = [] { return kit::instant_at(kit::date_of(2026, 11, 21), 9, 0, kit::Zone("UTC")); }});
    write([&](Tx& tx) { people_and_units(tx); });
    write([&](Tx& tx) { dictionary(tx); });
  }

  template <class Act>
  void write(Act act) {
    kit::Session session = program->database().write();
    Tx tx(session, analyst, kit::now(), today);
    act(tx);
    tx.commit();
  }
  template <class Look>
  auto read(Look look) {
    kit::Session session = program->database().read();
    Reader db(session, analyst, kit::now(), today);
    return look(db);
  }

  void people_and_units(Tx& tx) {
    setup::enact_first_policies(tx);
    Party party{kit::fresh<Party>(), "labor", "Labor", Mark::circle, 1};
    tx.insert(party);
    int number = 0;
    auto unit = [&](UnitKind kind, std::optional<Id<Unit>> parent) {
      std::string name = fmt::format("{}-{:05}", kit::to_value(kind), number++);
      Unit one{kit::fresh<Unit>(), name, name, kind, std::move(parent), true};
      add_unit(tx, one);
      return one.id;
    };
    nation = unit(UnitKind::national, {});
    std::vector<Id<Unit>> regions, areas, facilities;
    int needed = std::max(1, shape.departments / 12);
    for (int i = 0; i < 8; ++i) regions.push_back(unit(UnitKind::region, nation));
    for (int i = 0; i < std::max(8, needed / 8); ++i) areas.push_back(unit(UnitKind::service_area, regions[i % 8]));
    for (int i = 0; i < needed; ++i) facilities.push_back(unit(UnitKind::facility, areas[i % areas.size()]));
    for (int i = 0; i < shape.departments; ++i) {
      unit(UnitKind::department, facilities[static_cast<std::size_t>(i) % facilities.size()]);
      departments.push_back(fmt::format("department-{:05}", number - 1));
    }
    Person person{kit::fresh<Person>(), "ana", "Ana", std::nullopt, "Analyst", "en"};
    tx.insert(person);
    Seat seat{kit::fresh<Seat>(), person.id, party.id, std::nullopt, nation.text, Role::administrator, first, {}};
    tx.insert(seat);
    token = open_session(tx.db(), person.id, tx.now());
    analyst = {.person = person.id, .name = person.name, .seats = {seat}};
  }

  void dictionary(Tx& tx) {
    constexpr std::array points{"quality", "service", "affordable", "workplace"};
    for (int i = 0; i < shape.metrics; ++i)
      metrics.push_back(measures::add_metric(tx, {.id = {},
                                                  .external_id = fmt::format("metric-{:02}", i),
                                                  .name = fmt::format("Metric {:02}", i),
                                                  .question = "How is it?",
                                                  .numerator = "cases",
                                                  .denominator = "days",
                                                  .unit = "per 1,000",
                                                  .factor = 1000,
                                                  .direction = measures::Direction::lower,
                                                  .frequency = measures::Frequency::month,
                                                  .decimals = 1,
                                                  .compass = points[static_cast<std::size_t>(i) % 4]}));
    feeds::Feed begun{.id = {}, .external_id = {}, .name = "Everything"};
    begun.metric_column = "metric", begun.period_format = feeds::PeriodFormat::month,
    begun.denominator_column = "denominator";
    begun.place = nation.text, begun.role = Role::administrator, begun.party = analyst.seats.front().party;
    feed = feeds::add_feed(tx, begun);
  }

  // A year a file (the last one has a single month), so that each is a file somebody could send.
  std::vector<std::pair<int, int>> files() const {
    std::vector<std::pair<int, int>> spans;
    for (int from = 0; from < shape.months - 1; from += 12)
      spans.emplace_back(from, std::min(from + 12, shape.months - 1));
    spans.emplace_back(shape.months - 1, shape.months);
    return spans;
  }
  std::string file_name(std::size_t i) const { return fmt::format("{}/figures-{:02}.csv", folder, i); }

  // Each series about a level of its own, strayed from by chance; every tenth one shifts, and every tenth drifts.
  std::pair<int, int> figure(std::size_t metric, std::size_t department, int month) const {
    std::uint64_t dice = (metric * 100003 + department) * 1009 + static_cast<std::uint64_t>(month) + 1;
    for (int shift : {30, 27, 31}) dice = (dice ^ (dice >> shift)) * 0xBF58476D1CE4E5B9ull;
    const std::size_t series = metric * 7 + department;
    double rate = 15 + static_cast<double>(department % 11);
    if (series % 10 == 0 && month * 10 > shape.months * 8) rate -= 4;
    if (series % 10 == 5 && month * 20 > shape.months * 19) rate += 3 * (month - shape.months * 19 / 20);
    const double chance = static_cast<double>((dice & 0xff) + (dice >> 8 & 0xff) + (dice >> 16 & 0xff)) / 383 - 1;
    const int denominator = 400 + static_cast<int>((dice >> 24) % 600);
    return {std::max(0, static_cast<int>(denominator * (rate + 6 * chance) / 1000)), denominator};
  }

  void write_files() {
    std::size_t number = 0;
    for (auto [from, to] : files()) {
      std::ofstream out(file_name(number++), std::ios::binary);
      out << "metric,unit,period,numerator,denominator\n";
      fmt::memory_buffer line;
      for (int month = from; month < to; ++month)
        for (std::size_t m = 0; m < metrics.size(); ++m)
          for (std::size_t d = 0; d < departments.size(); ++d) {
            const auto [numerator, denominator] = figure(m, d, month);
            fmt::format_to(std::back_inserter(line), "{},{},{},{},{}\n", metrics[m].external_id, departments[d],
                           kit::iso(kit::add_months(first, month)).substr(0, 7), numerator, denominator);
            if (line.size() > 1 << 20) out.write(line.data(), static_cast<std::streamsize>(line.size())), line.clear();
          }
      out.write(line.data(), static_cast<std::streamsize>(line.size()));
    }
  }

  std::size_t rows(std::size_t file) const {
    auto [from, to] = files()[file];
    return static_cast<std::size_t>(to - from) * metrics.size() * departments.size();
  }

  void load_files() {
    double seconds = 0;
    std::size_t count = 0, last = files().size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
      std::ostringstream content;
      auto begin = Steady::now();
      content << std::ifstream(file_name(i), std::ios::binary).rdbuf();
      write([&](Tx& tx) { feeds::load_file(tx, feed, file_name(i), content.view(), ""); });
      if (i == last) return tell("load", seconds, count), tell("one new month", since(begin), rows(i));
      seconds += since(begin), count += rows(i);
    }
  }

  void same_again() {
    std::ostringstream content;
    std::size_t last = files().size() - 1;
    content << std::ifstream(file_name(last), std::ios::binary).rdbuf();
    auto begin = Steady::now();
    write([&](Tx& tx) { feeds::load_file(tx, feed, file_name(last), content.view(), ""); });
    tell("the same month again", since(begin), rows(last));
  }

  void recompute_everything() {
    kit::Session session = program->database().read();
    std::size_t sums = 0, series = 0;
    auto begin = Steady::now();
    measures::sums_of_units().rows(session, [&](auto) { ++sums; });
    tell("roll-up from the tables", since(begin), sums);
    begin = Steady::now();
    measures::summaries_of_series().rows(session, [&](auto) { ++series; });
    tell("limits, rules and icons from the tables", since(begin), series);
  }

  // The arithmetic alone, over figures in memory: what the references are asked too.
  void in_memory() {
    read([&](Reader& db) {
      const Lineage lineage(db);
      double adding = 0;
      std::size_t judged = 0, added = 0;
      std::ofstream matrix(folder + "/series.bin", std::ios::binary);
      for (const measures::Metric& metric : metrics) {
        std::map<Date, std::vector<measures::Sum>> sums;
        std::vector<std::vector<measures::Point>> points;
        db.each(
            "select place_id, series.id from series where metric_id = $1 and id in (select series_id from measurements)"
            " order by id",
            {metric.id}, [&](const kit::Row& row) {
              int place = lineage.place(row.text(0));
              points.push_back(measures::points_of(db, {.id = {std::string(row.text(1))}}, metric));
              for (const measures::Point& point : points.back()) {
                auto& of_period = sums[point.period];
                if (of_period.empty()) of_period.resize(lineage.size());
                of_period[static_cast<std::size_t>(place)] = {point.numerator, point.denominator, 1, true};
              }
            });
        auto begin = Steady::now();
        for (auto& [period, of_period] : sums)
          measures::add_up(lineage.on(period), of_period), added += of_period.size();
        adding += since(begin);
        judged += points.size();
        for (auto& of_series : points)
          for (const measures::Point& point : of_series)
            matrix.write(reinterpret_cast<const char*>(&point.value), sizeof point.value);
      }
      tell("roll-up in memory", adding, added);
      matrix.close();
      judge(judged);
      std::ofstream tree(folder + "/ancestors.csv");
      tree << "unit,ancestor\n";
      db.each(
          "select u.external_id, a.external_id from unit_ancestors join units u on u.id = unit_id join units a on"
          " a.id = ancestor_id",
          {}, [&](const kit::Row& row) { tree << row.text(0) << "," << row.text(1) << "\n"; });
      return 0;
    });
  }

  // One column of doubles a series, as R is given them: limits, the points that every rule marks, the tests of runs,
  // icons, and what the sentence says. On one core, and on all.
  void judge(std::size_t count) {
    const auto months = static_cast<std::size_t>(shape.months);
    std::vector<double> values(count * months);
    std::ifstream(folder + "/series.bin", std::ios::binary)
        .read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(double)));
    const statistics::RuleSet& rules = statistics::rule_set("mdc_7");
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    for (std::size_t threads : {std::size_t{1}, cores}) {
      double best = 1e9;
      Found found{};
      for (int round = 0; round < 3; ++round) {
        std::vector<Found> parts(threads);
        auto begin = Steady::now();
        {
          std::vector<std::jthread> workers;
          for (std::size_t t = 0; t < threads; ++t)
            workers.emplace_back([&, t] {
              const std::size_t from = count * t / threads, to = count * (t + 1) / threads;
              parts[t] = judge_some(std::span(values).subspan(from * months, (to - from) * months), months, rules);
            });
        }
        best = std::min(best, since(begin));
        found = {};
        for (const Found& part : parts) std::ranges::transform(found, part, found.begin(), std::plus());
      }
      tell(threads == 1 ? "limits, rules and icons in memory" : "limits, rules and icons on all cores", best, count);
      std::cout << fmt::format(R"({{"what":"found","seconds":0,"count":0,"found":"{}"}})", fmt::join(found, " "))
                << std::endl;
    }
  }

  void page(std::string_view what, const std::string& url) {
    std::vector<double> times;
    std::size_t size = 0;
    for (int i = 0; i < 15; ++i) {
      kit::Request request;
      request.method = kit::Method::get, request.target = url, request.path = url.substr(0, url.find('?'));
      if (auto question = url.find('?'); question != std::string::npos)
        request.query = kit::parse_query(std::string_view(url).substr(question + 1));
      request.headers.set("Cookie", "concert=" + token);
      auto begin = Steady::now();
      kit::Response response = program->answer(request);
      times.push_back(since(begin));
      if (response.status != 200) throw std::runtime_error(fmt::format("{} answered {}", url, response.status));
      size = response.body.size();
    }
    std::ranges::sort(times);
    tell(what, times[times.size() / 2], size);
  }
};

}  // namespace

int main(int count, char** words) {
  if (count != 5) return 2;
  Bench bench(words[1], {std::atoi(words[2]), std::atoi(words[3]), std::atoi(words[4])});
  bench.write_files();
  bench.load_files();
  bench.same_again();
  bench.recompute_everything();
  bench.in_memory();
  bench.page("page of the nation", "/units/" + bench.nation.text);
  bench.page("funnel over every department",
             "/measures/" + bench.metrics.front().id.text + "/comparison?kind=department&unit=");
  tell("token " + bench.token + " " + bench.nation.text, 0, 0);
}
