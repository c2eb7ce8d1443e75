#include "kit/chart/control_chart.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>

#include "kit/chart/burn_up.h"
#include "kit/chart/levels_bar.h"
#include "kit/chart/sparkline.h"

using namespace kit;

namespace {

ControlChart waits() {
  ControlChart chart;
  chart.values = {23, 27, 21, 26, 19, 12, 13, 12};
  chart.labels = {"wk 1", "wk 2", "wk 3", "wk 4", "wk 5", "wk 6", "wk 7", "wk 8"};
  chart.styles.assign(8, PointStyle::common);
  chart.phases = {{0, 4, 24.25, 15, 33, "mean 24.3"}, {4, 8, 14, 6, 22, "mean 14"}};
  chart.markers = {{4, "Test 1"}, {5, "Radio fixed", ControlChart::Marker::Kind::note}};
  chart.target = 15;
  chart.target_label = "target 15";
  chart.latest_label = "now 12";
  chart.title = "Transport wait by week";
  chart.description = "Waits fell from 24 minutes to 14.";
  chart.unit = "minutes";
  return chart;
}

LevelsBar levels() {
  return {
      {{"Pre-team", 4}, {"Foundational", 11}, {"Transitional", 23}, {"Operational", 31}, {"High", 9}}, "Teams", "78"};
}

BurnUp campaign() {
  return {{1, 3, 6}, {"Jan", "Feb", "Mar", "Apr"}, 12, "target 12", "6 so far", "pace", "t", "d", "ideas"};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

bool well_formed(const std::string& picture) {
  return pugi::xml_document().load_string(picture.c_str(), pugi::parse_full).status == pugi::status_ok;
}

void collect_classes(pugi::xml_node node, std::set<std::string>& names) {
  std::istringstream list(node.attribute("class").value());
  for (std::string name; list >> name;) names.insert(name);
  for (pugi::xml_node child : node.children()) collect_classes(child, names);
}

std::string everything() {
  ControlChart chart = waits();
  chart.styles = {PointStyle::common,   PointStyle::better, PointStyle::worse,  PointStyle::special,
                  PointStyle::excluded, PointStyle::common, PointStyle::common, PointStyle::common};
  Sparkline spark{.values = {1, 2, 3}, .lower = 0, .upper = 4, .target = 2, .title = "s"};
  return "<all>" + draw(chart, "c") + draw(spark, "s") + draw(levels(), "l") + draw(campaign(), "b") +
         draw(LevelsBar{{{"a", 0}}, "t", "d"}, "e") + mark_icon(PointStyle::excluded) + "</all>";
}

}  // namespace

TEST_CASE("a chart is well-formed, the same every time, and free of style attributes and elements") {
  const std::string picture = everything();
  CHECK(well_formed(picture));
  CHECK(picture == everything());
  CHECK(count(picture, "style") == 0);
  CHECK(count(picture, "#") == 0);
}

TEST_CASE("every class a chart uses is defined in the stylesheet") {
  pugi::xml_document document;
  document.load_string(everything().c_str());
  std::set<std::string> names;
  collect_classes(document, names);
  std::ifstream file(CONCERT_SOURCE_DIR "/web/chart.css");
  std::stringstream css;
  css << file.rdbuf();
  // These two only tell pictures or points apart; they look like the default.
  for (const char* plain : {"common", "note", "spark", "levels"}) names.erase(plain);
  for (const std::string& name : names) CHECK_MESSAGE(css.str().find("." + name) != std::string::npos, name);
}

TEST_CASE("each id is used once on a page with both sizes") {
  const std::string both = draw(waits(), "wait");
  CHECK(count(both, "id=\"wait-w-title\"") == 1);
  CHECK(count(both, "id=\"wait-p-title\"") == 1);
  CHECK(count(both, "id=\"wait-w-desc\"") == 1);
  CHECK(count(both, "<title id=") == 2);
}

TEST_CASE("the kind of a point shows in its shape as well as its class") {
  CHECK(mark_icon(PointStyle::common).find("<circle class=\"dot common\"") != std::string::npos);
  CHECK(count(mark_icon(PointStyle::better), ",") == 4);
  CHECK(count(mark_icon(PointStyle::worse), ",") == 3);
  CHECK(mark_icon(PointStyle::better) != mark_icon(PointStyle::special));
  CHECK(mark_icon(PointStyle::excluded).find("dot excluded") != std::string::npos);
}

TEST_CASE("a phone gets its own picture with words of the same size and fewer labels") {
  ControlChart chart = waits();
  for (int i = 9; i <= 40; ++i) {
    chart.values.push_back(12);
    chart.styles.push_back(PointStyle::common);
    chart.labels.push_back("week " + std::to_string(i));
  }
  const std::string wide = draw(chart, ChartSize::wide, "w"), phone = draw(chart, ChartSize::phone, "p");
  CHECK(wide.find("viewBox=\"0 0 760 300\"") != std::string::npos);
  CHECK(phone.find("viewBox=\"0 0 360 260\"") != std::string::npos);
  CHECK(count(phone, ">week ") < count(wide, ">week "));
}

TEST_CASE("points have tooltips while there are no more than sixty") {
  ControlChart chart{.values = std::vector<double>(60, 5), .labels = std::vector<std::string>(60, "x")};
  chart.values[3] = 1234.5;
  CHECK(draw(chart, ChartSize::wide, "a").find("<title>x: 1,234.5</title>") != std::string::npos);
  chart.values.push_back(5);
  chart.labels.push_back("x");
  CHECK(count(draw(chart, ChartSize::wide, "a"), "<title>") == 0);
}

TEST_CASE("a missing period is a gap, an excluded point is passed by") {
  ControlChart chart{.values = {1, 2, NAN, 4, 5}, .labels = std::vector<std::string>(5, "x")};
  CHECK(count(draw(chart, ChartSize::wide, "a"), "<polyline") == 2);
  CHECK(count(draw(chart, ChartSize::wide, "a"), "<circle") == 4);
  chart.values[2] = 3;
  chart.styles = {PointStyle::common, PointStyle::common, PointStyle::excluded, PointStyle::common, PointStyle::common};
  const std::string picture = draw(chart, ChartSize::wide, "a");
  CHECK(count(picture, "<polyline") == 1);
  const std::size_t begin = picture.find("<polyline");
  CHECK(count(picture.substr(begin, picture.find("/>", begin) - begin), ",") == 4);
  CHECK(count(picture, "dot excluded") == 1);
}

TEST_CASE("limits stop at what a value can be") {
  ControlChart chart{.values = {98, 99, 97}, .labels = {"a", "b", "c"}, .phases = {{0, 3, 98, 92, 104, ""}}};
  CHECK(draw(chart, ChartSize::wide, "a").find(">104<") == std::string::npos);
  CHECK(draw(chart, ChartSize::wide, "a").find(">105") != std::string::npos);
  chart.most = 100;
  CHECK(draw(chart, ChartSize::wide, "a").find(">105") == std::string::npos);
  CHECK(draw(chart, ChartSize::wide, "a").find(">100") != std::string::npos);
}

TEST_CASE("a single value, a constant series and a run chart without limits can be drawn") {
  CHECK(well_formed(draw(ControlChart{.values = {7}, .labels = {"x"}}, ChartSize::wide, "a")));
  ControlChart flat{.values = {5, 5, 5}, .labels = {"a", "b", "c"}, .phases = {{0, 3, 5, 5, 5, "mean 5"}}};
  CHECK(draw(flat, ChartSize::phone, "a").find("nan") == std::string::npos);
  ControlChart full{.values = {100, 100}, .labels = {"a", "b"}, .most = 100};
  CHECK(draw(full, ChartSize::wide, "a").find(">102") == std::string::npos);
  CHECK(draw(full, ChartSize::wide, "a").find(">90<") != std::string::npos);
  ControlChart run{.values = {5, 6, 5}, .labels = {"a", "b", "c"}, .phases = {{0, 3, 5, {}, {}, "median 5"}}};
  CHECK(count(draw(run, ChartSize::wide, "a"), "class=\"limit\"") == 0);
}

TEST_CASE("a chart that does not fit together is refused in a sentence") {
  ControlChart chart = waits();
  chart.labels.pop_back();
  CHECK_THROWS_WITH_AS(draw(chart, "a"), "A chart needs one label for each value.", std::invalid_argument);
  CHECK_THROWS_WITH_AS(draw(ControlChart{}, "a"), "A chart needs at least one value.", std::invalid_argument);
  chart = waits();
  chart.phases[1].end = 9;
  CHECK_THROWS_AS(draw(chart, "a"), std::invalid_argument);
  chart = waits();
  chart.markers[0].index = 8;
  CHECK_THROWS_AS(draw(chart, "a"), std::invalid_argument);
  chart = waits();
  chart.styles.pop_back();
  CHECK_THROWS_AS(draw(chart, "a"), std::invalid_argument);
}

TEST_CASE("whatever the numbers and words, the picture is well-formed and finite") {
  std::mt19937 random(11);
  const char* words[] = {"", "<b>&\"'", "a very long label that will not fit anywhere", "día 1", "x"};
  auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 400; ++round) {
    ControlChart chart;
    const int points = 1 + any(70);
    for (int i = 0; i < points; ++i) {
      chart.values.push_back(i > 0 && any(8) == 0 ? NAN : std::ldexp(any(2000) - 1000, any(40) - 20));
      chart.labels.push_back(words[any(5)]);
      chart.styles.push_back(static_cast<PointStyle>(any(5)));
    }
    const auto split = static_cast<std::size_t>(any(points));
    if (split > 0) chart.phases.push_back({0, split, 3, -4, 9, words[any(5)]});
    chart.phases.push_back({split, chart.values.size(), 2, {}, {}, words[any(5)]});
    for (int i = any(6); i > 0; --i) chart.markers.push_back({static_cast<std::size_t>(any(points)), words[any(5)]});
    if (any(2)) chart.target = any(100);
    chart.target_label = words[any(5)];
    chart.latest_label = words[any(5)];
    chart.unit = words[any(5)];
    const std::string picture = "<both>" + draw(chart, "id") + "</both>";
    CHECK(well_formed(picture));
    CHECK(picture.find("nan") == std::string::npos);
    CHECK(picture.find("inf") == std::string::npos);
  }
}

TEST_CASE("a sparkline marks only its latest reported point") {
  Sparkline spark{.values = {1, 2, NAN, 4, NAN}, .latest = PointStyle::worse, .title = "Falls, lately worse"};
  const std::string picture = draw(spark, "s");
  CHECK(count(picture, "class=\"dot") == 1);
  CHECK(picture.find("Falls, lately worse") != std::string::npos);
  CHECK(count(draw(Sparkline{.values = {NAN}}, "s"), "dot") == 0);
  CHECK(well_formed(draw(Sparkline{.values = {3, 3}, .lower = 3, .upper = 3}, "s")));
}

TEST_CASE("a bar of levels names each level with its count, and widths follow the counts") {
  const std::string picture = draw(levels(), ChartSize::wide, "l");
  for (auto& level : levels().levels) CHECK(picture.find(">" + level.label + "<") != std::string::npos);
  CHECK(count(picture, "<rect") == 10);
  CHECK(count(draw(LevelsBar{{{"a", 0}, {"b", 3}}, "t", "d"}, ChartSize::wide, "l"), "<rect") == 3);
  CHECK(draw(LevelsBar{{{"a", 0}}, "t", "d"}, ChartSize::phone, "l").find("class=\"empty\"") != std::string::npos);
  CHECK_THROWS_AS(draw(LevelsBar{}, "l"), std::invalid_argument);
}

TEST_CASE("a campaign chart shows totals, pace and target, before, at and past the end") {
  BurnUp chart = campaign();
  std::string picture = draw(chart, ChartSize::wide, "b");
  CHECK(count(picture, "class=\"pace\"") == 1);
  CHECK(picture.find("6 so far") != std::string::npos);
  chart.totals.clear();
  CHECK(well_formed(draw(chart, ChartSize::phone, "b")));
  chart.totals = {1, 2, 3, 30};
  CHECK(well_formed(draw(chart, ChartSize::phone, "b")));
  chart.totals.push_back(4);
  CHECK_THROWS_AS(draw(chart, "b"), std::invalid_argument);
  chart.totals = {NAN};
  CHECK_THROWS_AS(draw(chart, "b"), std::invalid_argument);
}

TEST_CASE("limits that vary from point to point are drawn as a staircase, one for each phase") {
  ControlChart chart = waits();
  for (auto& phase : chart.phases) phase.lower.reset(), phase.upper.reset();
  std::string plain = draw(chart, ChartSize::wide, "c");
  CHECK(count(plain, "class=\"limit\"") == 0);
  chart.lowers = {15, 14, 15, 13, 6, 7, 6, 5};
  chart.uppers = {33, 34, 33, 35, 22, 21, 22, 23};
  std::string picture = draw(chart, ChartSize::wide, "c");
  CHECK(count(picture, "class=\"limit\"") == 4);
  CHECK(count(picture, "class=\"band\"") == 2);
  chart.lowers.pop_back();
  CHECK_THROWS_AS(draw(chart, ChartSize::wide, "c"), std::invalid_argument);
}

TEST_CASE("a point that was set aside is a ring that says why") {
  ControlChart chart = waits();
  chart.styles[3] = PointStyle::excluded;
  chart.remarks.assign(8, "");
  chart.remarks[3] = "set aside: strike";
  std::string picture = draw(chart, ChartSize::wide, "c");
  CHECK(picture.find("wk 4: 26 minutes – set aside: strike") != std::string::npos);
  CHECK(count(picture, "dot excluded") == 1);
}
