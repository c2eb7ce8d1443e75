#include "tests/world/forms.h"

#include <algorithm>
#include <map>

#include "kit/http/uri.h"
#include "modules/feeds/feeds.h"
#include "modules/improvement/improvement.h"
#include "modules/path/path.h"
#include "partnership/sign_in.h"

namespace tests {
namespace {

// ── reading ──────────────────────────────────────────────────────────────────

std::string plain(std::string_view markup) {
  static const std::vector<std::pair<std::string_view, std::string_view>> entities{
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#34;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  std::string text;
  for (std::size_t at = 0; at < markup.size();) {
    auto found =
        std::ranges::find_if(entities, [&](auto& entity) { return markup.substr(at).starts_with(entity.first); });
    text += found == entities.end() ? markup.substr(at, 1) : found->second;
    at += found == entities.end() ? 1 : found->first.size();
  }
  return text;
}

struct Tag {
  std::string name;  // "/form" for an end
  std::map<std::string, std::string> attributes;
  std::string text;  // up to the next tag

  bool has(const char* attribute) const { return attributes.contains(attribute); }
  std::string get(const char* attribute) const { return has(attribute) ? attributes.at(attribute) : ""; }
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

class TagReader {
 public:
  explicit TagReader(std::string_view html) : html_(html) {}

  std::vector<Tag> read() {
    std::vector<Tag> tags;
    while ((at_ = html_.find('<', at_)) != std::string_view::npos) tags.push_back(tag());
    return tags;
  }

 private:
  Tag tag() {
    ++at_;
    Tag tag{.name = std::string(until([](char c) { return is_space(c) || c == '>'; }))};
    while (at_ < html_.size() && html_[at_] != '>') attribute(tag);
    ++at_;
    tag.text = plain(html_.substr(std::min(at_, html_.size()),
                                  std::min(html_.find('<', at_), html_.size()) - std::min(at_, html_.size())));
    return tag;
  }
  void attribute(Tag& tag) {
    until([](char c) { return !is_space(c); });
    std::string name(until([](char c) { return is_space(c) || c == '>' || c == '='; }));
    if (at_ + 1 < html_.size() && html_[at_] == '=' && html_[at_ + 1] == '"') {
      at_ += 2;
      tag.attributes[name] = plain(until([](char c) { return c == '"'; }));
      ++at_;
    } else if (!name.empty()) {
      tag.attributes[name] = "";
    } else if (at_ < html_.size() && html_[at_] != '>') {
      ++at_;
    }
  }
  template <class Stop>
  std::string_view until(Stop stop) {
    std::size_t from = at_;
    while (at_ < html_.size() && !stop(html_[at_])) ++at_;
    return html_.substr(from, at_ - from);
  }

  std::string_view html_;
  std::size_t at_ = 0;
};

// Radios, checkboxes and buttons of one name are one input with several options.
Input& input_named(Form& form, const std::string& name, const std::string& type) {
  bool grouped = type == "radio" || type == "checkbox" || type == "button";
  for (Input& input : form.inputs)
    if (grouped && input.name == name && input.type == type) return input;
  return form.inputs.emplace_back(Input{.name = name, .type = type, .value = {}, .options = {}});
}

void add_input(Form& form, const Tag& tag) {
  std::string type = tag.name == "input" ? (tag.has("type") ? tag.get("type") : "text") : tag.name;
  if (!tag.has("name") || tag.has("disabled")) return;
  Input& input = input_named(form, tag.get("name"), type);
  input.required |= tag.has("required");
  if (tag.get("inputmode") == "numeric") input.type = "number";
  if (tag.get("inputmode") == "decimal") input.type = "decimal";
  if (tag.has("maxlength")) input.longest = std::stoul(tag.get("maxlength"));
  if (type == "radio" || type == "checkbox" || type == "button") {
    input.options.push_back(tag.get("value"));
    if (tag.has("checked")) input.value = tag.get("value");
  } else {
    bool skip = type == "textarea" && tag.text.starts_with('\n');  // as browsers do
    input.value = type == "textarea" ? tag.text.substr(skip) : tag.get("value");
  }
}

void add_option(Input& select, const Tag& tag) {
  std::string value = tag.has("value") ? tag.get("value") : tag.text;
  bool first = select.options.empty() && !select.may_be_none;
  if (value.empty()) select.may_be_none = true;
  if (!value.empty()) select.options.push_back(value);
  if (tag.has("selected") || (first && select.value.empty())) select.value = value;
}

// ── filling ──────────────────────────────────────────────────────────────────

// Where no general value can be right: what a field of this name asks for.
std::string better_value(const Input& input) {
  static const std::map<std::string, std::string> values{{"from_value", "25"},    {"to_value", "15"},
                                                         {"amount", "1200.50"},   {"minutes", "45"},
                                                         {"labor_present", "4"},  {"management_present", "2"},
                                                         {"asked", "20"},         {"answered", "18"},
                                                         {"agreed", "15"},        {"question", "How do we rest?"},
                                                         {"numerator", "17"},     {"denominator", "4"},
                                                         {"least_believed", "1"}, {"most_believed", "90"}};
  auto found = values.find(input.name);
  return found == values.end() ? "" : found->second;
}

// As much as the page allows, in letters that take two bytes: what it counts, the command must count alike.
std::string longest_text(const Input& input) {
  std::string text;
  for (std::size_t i = 0; i < input.longest; ++i) text += "ñ";
  return text;
}

std::string text_for(const Form& form, const Input& input, int round, Date today) {
  if (auto better = better_value(input); !better.empty()) return better;
  if (input.name == "period") return kit::iso(today);
  if (input.type == "date")
    return kit::iso(input.name == "by_date" || input.name == "review_on" ? kit::add_days(today, 200) : today);
  if (input.type == "time") return "09:30";
  if (input.type == "number" || input.type == "decimal") return "7";
  if (round == rounds(form) - 1 && input.is_free_text() && input.longest > 0) return longest_text(input);
  std::string text = "Round " + std::to_string(round);
  return input.longest > 0 ? text.substr(0, input.longest) : text;
}

std::string choice_for(const Input& input, int round) {
  if (round == 0 && std::ranges::count(input.options, input.value) > 0) return input.value;
  return input.options[round % input.options.size()];
}

std::string* value_of(Fields& fields, std::string_view name) {
  auto found = std::ranges::find(fields, name, &Fields::value_type::first);
  return found == fields.end() ? nullptr : &found->second;
}

// The aim goes the way it says.
void point(std::string& from, std::string& to, const std::string& direction) {
  if ((std::stod(to) > std::stod(from)) != (direction == "higher")) std::swap(from, to);
}

// One answer that asks for another: a feed of several metrics says in which column they stand; an aim with values of
// its own says their unit, and one with the values of its unit goes the way they go (in this world, down).
void agree_among(Fields& fields) {
  auto *metric = value_of(fields, "metric_id"), *column = value_of(fields, "metric_column");
  if (metric && column && metric->empty()) *column = "metric";
  auto *series = value_of(fields, "series_id"), *unit = value_of(fields, "unit"),
       *direction = value_of(fields, "direction");
  if (series && unit && series->empty()) *unit = "minutes";
  if (series && direction && !series->empty()) *direction = "lower";
  // Only pay periods and fiscal months count from a day of their own; only what adds up is filled by savings.
  auto *frequency = value_of(fields, "frequency"), *calendar = value_of(fields, "calendar"),
       *figures = value_of(fields, "figures"), *chart = value_of(fields, "chart");
  if (frequency && calendar)
    *calendar = *frequency == "pay_period" || frequency->starts_with("weeks_") ? "2026-01-04" : "";
  if (figures && chart && *chart != "burn_up") *figures = "reported";
}

// Nothing for what a browser would not send: a choice left open, or the guard, which sending adds.
std::optional<std::string> value_for(const Form& form, const Input& input, int round, bool leave, Date today) {
  if (input.name == "guard") return std::nullopt;
  if (input.type == "hidden" || input.type == "file") return input.value;
  if (input.type == "checkbox" && (leave || input.name.find("drop") != std::string::npos) && input.name != "compass")
    return input.value.empty() ? std::nullopt : std::optional(input.value);
  if (input.is_choice()) return leave && input.may_be_none ? input.value : choice_for(input, round);
  return !input.value.empty() || leave ? input.value : text_for(form, input, round, today);
}

// A form that comes filled in is refused when nothing was changed: a number goes up, a text gets longer.
void change_something(const Form& form, Fields& fields, int round) {
  for (auto& [name, value] : fields) {
    const Input* input = form.input(name);
    if (!input || input->type == "hidden" || input->is_choice() || value.empty()) continue;
    bool number = value.find_first_not_of("0123456789") == std::string::npos;
    value = number ? std::to_string(std::stoi(value) + 1 + round) : value + " " + std::to_string(round);
    return;
  }
}

std::string multipart_of(const Fields& fields, const Form& form, const kit::Upload& filed) {
  std::string body;
  auto part = [&](const std::string& head, const std::string& content) {
    body += "--edge\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
  };
  for (auto& [name, value] : fields)
    if (const Input* input = form.input(name); input && input->type == "file")
      part("name=\"" + name + "\"; filename=\"" + filed.filename + "\"\r\nContent-Type: " + filed.content_type,
           filed.content);
    else
      part("name=\"" + name + "\"", value);
  return body + "--edge--\r\n";
}

// ── going about ──────────────────────────────────────────────────────────────

std::vector<std::string> ids_of(World& world, const std::string& sql) {
  std::vector<std::string> ids;
  kit::Session session = world.database().read();
  session.each(sql, {}, [&](const kit::Row& row) { ids.emplace_back(row.text(0)); });
  return ids;
}

std::vector<std::string> values_for(World& world, const std::string& pattern, const std::string& hole) {
  if (hole == "id") {
    static const std::map<std::string, std::string> tables{
        {"teams", "teams"},      {"units", "units"},   {"people", "people"},     {"projects", "projects"},
        {"measures", "metrics"}, {"series", "series"}, {"charters", "charters"}, {"seats", "seats"},
        {"assents", "assents"},  {"clocks", "clocks"}, {"import", "imports"},    {"feeds", "feeds"},
        {"loads", "loads"},      {"bodies", "bodies"}, {"changes", "changes"},   {"body_charters", "body_charters"}};
    if (pattern.starts_with("/series/{id}/points"))
      return ids_of(world, "select series_id from measurements order by series_id, period limit 1");
    auto found = tables.find(pattern.substr(1, pattern.find('/', 1) - 1));
    return found == tables.end() ? std::vector<std::string>{}
                                 : ids_of(world, "select id from " + found->second + " order by id limit 3");
  }
  if (hole == "name") return {"team_path", "compass", "clocks"};
  if (hole == "period") return ids_of(world, "select period from measurements order by series_id, period limit 1");
  if (hole == "section") return {"purpose"};
  if (hole == "kind") return {"teams", "people"};
  if (hole == "external_id") return ids_of(world, "select external_id from report_tables limit 1");
  return {"1"};
}

std::string without_query(const std::string& url) { return url.substr(0, url.find('?')); }

}  // namespace

bool Input::is_free_text() const { return type == "text" || type == "textarea" || type == "search"; }

const Input* Form::input(std::string_view name) const {
  auto found = std::ranges::find(inputs, name, &Input::name);
  return found == inputs.end() ? nullptr : &*found;
}

std::string Form::key() const {
  std::string key = action;
  for (const Input& input : inputs)
    if (input.type == "hidden" && input.name != "guard" && input.name != "draft" && input.name != "next" &&
        input.name != "from")
      key += " " + input.name + "=" + input.value;
  return key;
}

std::vector<Form> forms_on(const std::string& page, std::string_view html) {
  std::vector<Form> forms;
  bool inside = false;
  for (const Tag& tag : TagReader(html).read()) {
    if (tag.name == "form") inside = tag.get("method") == "post";
    if (tag.name == "/form") inside = false;
    if (!inside) continue;
    if (tag.name == "form")
      forms.push_back({.page = page,
                       .action = tag.get("action"),
                       .multipart = tag.get("enctype").starts_with("multipart"),
                       .inputs = {}});
    if (tag.name == "input" || tag.name == "select" || tag.name == "textarea" || tag.name == "button")
      add_input(forms.back(), tag);
    if (tag.name == "option" && !forms.back().inputs.empty()) add_option(forms.back().inputs.back(), tag);
  }
  return forms;
}

std::vector<std::string> links_on(std::string_view html) {
  std::vector<std::string> links;
  for (const Tag& tag : TagReader(html).read())
    if (std::string link = tag.get("href"); tag.name == "a" && link.starts_with("/"))
      links.push_back(link.substr(0, link.find('#')));
  return links;
}

std::vector<std::string> sentences_on(std::string_view html) {
  std::vector<std::string> sentences;
  std::string open_until;
  auto add = [&](const std::string& text) {
    if (text.find_first_not_of(" \n") != std::string::npos) sentences.push_back(text);
  };
  for (const Tag& tag : TagReader(html).read()) {
    if (tag.name == open_until) open_until.clear();
    if (tag.get("class") == "error" || tag.get("role") == "alert") open_until = "/" + tag.name;
    if (tag.get("class") == "card calm") open_until = "/div";
    if (!open_until.empty()) add(tag.text);
  }
  return sentences;
}

Fields filled(const Form& form, int round, Date today) {
  Fields fields;
  bool policy = form.action.starts_with("/policies/") || form.action.ends_with("/versions"),
       grid = form.input("period") != nullptr;
  int row = 0;
  for (const Input& input : form.inputs) {
    row += input.name == "period";
    bool leave = grid ? row > 1 : !input.required && (round == 0 || policy);
    if (auto value = value_for(form, input, policy ? 0 : round, leave, today)) fields.emplace_back(input.name, *value);
  }
  agree_among(fields);
  auto *from = value_of(fields, "from_value"), *direction = value_of(fields, "direction");  // of a project's aim
  if (from && direction) point(*from, *value_of(fields, "to_value"), *direction);
  if (policy) change_something(form, fields, round);
  return fields;
}

int rounds(const Form& form) {
  std::size_t most = 3;
  for (const Input& input : form.inputs)
    if (input.is_choice() && input.options.size() <= 6) most = std::max(most, input.options.size());
  return static_cast<int>(most);
}

kit::Response send(World& world, const Id<Person>& person, const Form& form, const Fields& fields,
                   const kit::Upload& filed) {
  if (!form.multipart) return world.post(person, form.action, fields);
  kit::Request request = request_of(kit::Method::post, form.action);
  request.headers.set("Content-Type", "multipart/form-data; boundary=edge");
  std::string token = world.session_of(person);
  request.headers.set("Cookie", "concert=" + token);
  Fields guarded = fields;
  guarded.emplace_back("guard", form_guard(token));
  request.body = multipart_of(guarded, form, filed);
  return world.program().answer(request);
}

std::vector<std::string> addresses(World& world, const std::string& pattern) {
  std::vector<std::string> urls{""};
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t hole = std::min(pattern.find('{', at), pattern.size()),
                end = std::min(pattern.find('}', hole), pattern.size());
    std::vector<std::string> values{""}, longer;
    if (hole < pattern.size()) values = values_for(world, pattern, pattern.substr(hole + 1, end - hole - 1));
    for (auto& url : urls)
      for (auto& value : values) longer.push_back(url + pattern.substr(at, hole - at) + value);
    urls = longer;
    at = hole < pattern.size() ? end + 1 : hole;
  }
  return urls;
}

std::string pattern_of(World& world, kit::Method method, const std::string& url) {
  auto parts_of = [](std::string_view path) {
    std::vector<std::string> parts(1);
    for (char c : path)
      if (c == '/')
        parts.emplace_back();
      else
        parts.back() += c;
    return parts;
  };
  auto asked = parts_of(without_query(url));
  for (auto& line : world.program().router().lines()) {
    auto parts = parts_of(line.pattern);
    bool same = line.method == method && parts.size() == asked.size();
    for (std::size_t i = 0; same && i < parts.size(); ++i) same = parts[i].starts_with('{') || parts[i] == asked[i];
    if (same) return line.pattern;
  }
  return {};
}

void walk(World& world, const Id<Person>& person, int most_alike, const Seen& seen) {
  std::vector<std::string> to_see;
  std::set<std::string> known;
  std::map<std::string, int> alike;
  auto note = [&](const std::string& url) {
    std::string route = pattern_of(world, kit::Method::get, url) + (url.find('?') == std::string::npos ? "" : "?");
    if (known.insert(url).second && alike[route]++ < most_alike) to_see.push_back(url);
  };
  for (auto& line : world.program().router().lines())
    if (line.method == kit::Method::get)
      for (auto& url : addresses(world, line.pattern)) note(url);
  for (std::size_t i = 0; i < to_see.size(); ++i) {
    std::string url = to_see[i];
    auto response = world.get(person, url);
    seen(url, response);
    if (response.headers.get("Content-Type").value_or("").starts_with("text/html"))
      for (auto& link : links_on(response.body)) note(link);
  }
}

// ── the cast after a few months ──────────────────────────────────────────────

namespace {

void sign(World& world, const Id<Person>& person, const std::string& subject, const std::string& part = "") {
  world.does(person,
             [&](Tx& tx) { answer_assent(tx, latest_assent(tx, subject, part)->assent.id, Answer::signed_, ""); });
}

}  // namespace

LivedWorld::LivedWorld() {
  charter();
  project();
  rating();
  figures();
  does(olga, [&](Tx& tx) {
    Policy compass = policy_in_force(tx, "compass");
    propose_policy(tx, "compass", compass.body.replace(compass.body.find("\"en\":\"") + 6, 0, "Our "),
                   "Looked over together.");
    save_draft(tx, "/teams/new", "Register a team", "name=Night+shift");
  });
  program().integrate();
}

void LivedWorld::charter() {
  auto charter = does(ana, [&](Tx& tx) {
    auto charter = teams::open_charter(tx, team);
    for (auto& section : {"purpose", "goals"})
      teams::write_section(tx, charter.id, section, "Patients arrive in time.");
    return charter;
  });
  sign(*this, ana, charter.id.text, "purpose");
  does(quist, [&](Tx& tx) { teams::record_contact(tx, team, kit::add_days(today(), -9), "Spoke with both."); });
}

void LivedWorld::project() {
  improvement::Project project{
      .id = {},
      .external_id = "",
      .team = team,
      .series = {},
      .title = "Shorter waits",
      .problem = "Patients wait.",
      .measure = "transport wait",
      .unit = "minutes",
      .direction = improvement::Direction::lower,
      .from_value = kit::whole(25),
      .to_value = kit::whole(15),
      .by_date = kit::add_days(today(), 200),
      .population = "inpatients",
      .goal = "",
      .compass = sees(ana, [](Reader& db) { return improvement::compass(db, Language::en).front().key; }),
      .started_on = {}};
  project = does(ana, [&](Tx& tx) { return improvement::start_project(tx, project); });
  does(ana, [&](Tx& tx) {
    auto series = measures::find_series(tx, *project.series);
    std::vector<measures::Measurement> values;
    for (int week = 13; week > 1; --week)
      values.push_back({.series = series.id,
                        .period = measures::period_of(kit::add_days(today(), -7 * week), measures::Frequency::week),
                        .revision = 0,
                        .numerator = kit::whole(10 + week),
                        .denominator = kit::whole(1),
                        .reason = ""});
    improvement::enter_measurements(tx, project, values);
    Date begun = kit::add_days(today(), -30);
    improvement::plan_cycle(
        tx, project.id,
        {.title = "Chairs by the lift", .plan = "Two weeks.", .prediction = "Faster.", .started_on = begun});
    auto second = improvement::plan_cycle(
        tx, project.id,
        {.title = "One dispatcher", .plan = "Two weeks.", .prediction = "Faster.", .started_on = begun});
    second.did = "It ran.", second.studied = "Median 12.";
    improvement::write_cycle(tx, second);
    improvement::claim_saving(tx, {.project = project.id, .amount = 120000, .basis = "Counted."});
    improvement::propose_phase(tx, project.id, begun, "New lifts.");
  });
}

// A feed with a file that came, of which one figure is hard to believe.
void LivedWorld::figures() {
  auto metric = does(olga, [&](Tx& tx) {
    return measures::add_metric(tx, {.id = {},
                                     .external_id = "falls",
                                     .name = "Falls",
                                     .question = "Does anybody fall?",
                                     .numerator = "falls",
                                     .denominator = "bed days",
                                     .unit = "per 1,000",
                                     .factor = 1000,
                                     .frequency = measures::Frequency::month});
  });
  does(olga, [&](Tx& tx) {
    feeds::Feed feed{.id = {}, .external_id = {}, .name = "Falls from the ward system", .metric = metric.id};
    feed.denominator_column = "denominator", feed.period_format = feeds::PeriodFormat::month;
    feed.place = nation.text, feed.role = Role::administrator, feed.party = labor;
    feed = feeds::add_feed(tx, feed);
    std::string file = "unit,period,numerator,denominator\n";
    for (int month = 9; month > 1; --month)
      file += "Four West," + kit::iso(kit::add_months(kit::first_of_month(today()), -month)).substr(0, 7) + "," +
              std::to_string(month % 3) + ",900\n";
    feeds::load_file(tx, feed, "falls.csv", file, "");
    std::string last = kit::iso(kit::add_months(kit::first_of_month(today()), -1)).substr(0, 7);
    feeds::load_file(tx, feed, "falls-last.csv", "unit,period,numerator,denominator\nFour West," + last + ",90,900\n",
                     "");
  });
}

// All that level 1 asks for, so that there is a rating to propose.
void LivedWorld::rating() {
  does(ana, [&](Tx& tx) {
    teams::record_meeting(
        tx, {.team = team, .met_on = today(), .minutes = 60, .labor_present = 5, .management_present = 2});
  });
  for (const char* key : {"sponsorship.1.introduced", "training.1.co_leads_scheduled", "team_process.1.dates"})
    for (auto& person : {ana, ben})
      does(person, [&](Tx& tx) { path::attest(tx, team, key, true, "We looked at it together."); });
}

}  // namespace tests
