// What somebody with ill will, or a broken program, can send: nothing of it is a fault, nothing of it is kept unless it
// was understood, and what is kept is shown as the text it is.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "kit/csv/csv.h"
#include "kit/http/uri.h"
#include "modules/path/path.h"
#include "partnership/sign_in.h"
#include "tests/world/forms.h"

using namespace tests;

namespace {

const std::string markup = "<script>alert(1)</script>\"><img src=x onerror=1>";
const std::string everything_at_once =
    "=HYPERLINK(\"x\")" + markup + "' or 1=1 -- [a](javascript:alert(1)) {{ 7*7 }} %s";

// One of each form the cast can see, with who sees it: a new world has the same ones.
struct Target {
  Id<Person> person;
  Form form;
};
std::string without_digits(std::string text) {
  std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return text;
}
std::vector<Target> targets(World& world, const std::vector<Id<Person>>& cast) {
  std::vector<Target> found;
  std::set<std::string> known;
  for (auto& person : cast)
    walk(world, person, 2, [&](const std::string& url, const kit::Response& response) {
      for (Form& form : forms_on(url, response.body)) {
        std::string kind = pattern_of(world, kit::Method::post, form.action);
        for (auto& input : form.inputs) kind += " " + without_digits(input.name);
        if (kind != "/sign-out guard" && !kind.starts_with("/sign-in") && known.insert(kind).second)
          found.push_back({person, form});
      }
    });
  return found;
}

Fields with(Fields fields, std::string_view name, const std::string& value) {
  std::erase_if(fields, [&](auto& field) { return field.first == name; });
  fields.emplace_back(name, value);
  return fields;
}
Fields without(Fields fields, std::string_view name) {
  std::erase_if(fields, [&](auto& field) { return field.first == name; });
  return fields;
}

// What this field must refuse, whatever the rest of the form says.
std::vector<std::string> refused_values(const Input& input) {
  std::vector<std::string> values{std::string("a\0b", 3), "\xff\xfe", "\xc0\xaf", "\xed\xa0\x80"};
  auto add = [&](std::initializer_list<std::string> more) { values.insert(values.end(), more); };
  if (input.name == "draft" || input.name == "next") return values;
  if (input.type == "date" || input.name == "period")
    add({"2026-02-30", "0000-00-00", "99999-01-01", "-1", "yesterday", markup, "2026-11-21' or 1=1 --"});
  if (input.type == "number" || input.type == "decimal" || input.name == "from_value" || input.name == "amount")
    add({"1e309", "NaN", "999999999999999999999999", "1,2,3", markup, "0x10", "١٢"});
  if (input.type == "number" && input.name != "least") add({"-1"});
  if (input.type == "hidden" || (input.is_choice() && input.type != "checkbox"))
    add({"not offered", markup, "' or 1=1 --", "../../etc/passwd"});
  if (input.is_free_text() && input.longest > 0)
    add({std::string(input.longest + 1, 'x'), std::string(1'000'000, 'x')});
  if (input.required && input.name != "frequency") add({"", " \t\r\n "});
  return values;
}

// Fields that are read only when something else in the form says so, or that are free in what they take.
bool is_lenient(const Form& form, const Input& input) {
  return form.action == "/language" || (form.action == "/drafts/removal" && input.name == "form") ||
         input.name == "from" || input.name.starts_with("source.") || input.name.starts_with("rule.") ||
         input.name == "wall" || (input.name == "team_id" && form.action.ends_with("/aim")) ||
         (form.input("period") && input.name != "numerator");
}

class Attacker {
 public:
  Attacker(World& world, const Target& target)
      : world_(world), target_(target), fields_(filled(target.form, 1, world.today())) {}

  void attack_every_field() {
    for (const Input& input : target_.form.inputs) {
      if (input.name == "guard" || input.type == "file" || !known_.insert(without_digits(input.name)).second) continue;
      bool lenient = is_lenient(target_.form, input);
      for (auto& value : refused_values(input))
        expect_refused(input.name + "=" + value.substr(0, 60), with(fields_, input.name, value), lenient);
      if (input.required && input.name != "frequency")
        expect_refused(input.name + " missing", without(fields_, input.name), lenient);
    }
  }
  void attack_the_whole() {
    for (auto& body : {std::string("%"), std::string("a=%zz"), std::string("\xff=\xff"),
                       std::string(3000, '&') + "%00=1", repeated_names()})
      expect_refused_request("body " + body.substr(0, 20), "application/x-www-form-urlencoded", body);
    for (auto* type : {"text/plain", "multipart/form-data", "multipart/form-data; boundary=", "application/xml",
                       "image/png; \"", ";;;"})
      expect_refused_request(type, type, "<a/>");
    for (auto& body :
         {std::string("{"), std::string("[]"), std::string("null"), std::string("\"text\""), std::string(100'000, '['),
          nested(40), std::string("{\"a\":1,\"a\":2}"), std::string("{\"a\":\"\xff\"}"),
          std::string("{\"a\":\"\\u0000\"}"), std::string("{\"a\":\"\\ud800\"}")})
      expect_refused_request("json " + body.substr(0, 20), "application/json", body);
  }

 private:
  std::string repeated_names() {
    std::string body;
    for (int i = 0; i < 6000; ++i) body += "title=x&";
    return body;
  }
  static std::string nested(int depth) {
    std::string text = "1";
    for (int i = 0; i < depth; ++i) text = "{\"a\":" + text + "}";
    return text;
  }
  kit::Request request(const std::string& type, const std::string& body) {
    kit::Request request = request_of(kit::Method::post, target_.form.action);
    request.headers.set("Content-Type", type);
    request.headers.set("Authorization", "Bearer " + world_.session_of(target_.person));
    request.body = body;
    return request;
  }
  void expect_refused(const std::string& attack, const Fields& fields, bool lenient) {
    auto before = world_.entries();
    auto answer = send(world_, target_.person, target_.form, fields);
    check(attack, answer, before, lenient);
  }
  void expect_refused_request(const std::string& attack, const std::string& type, const std::string& body) {
    auto before = world_.entries();
    auto asked = request(type, body);
    check(attack, world_.program().answer(asked), before, false);
  }
  void check(const std::string& attack, const kit::Response& answer, std::int64_t before, bool lenient) {
    CAPTURE(target_.form.action);
    CAPTURE(attack);
    std::string refused = fmt::format("{}", fmt::join(sentences_on(answer.body), " "));
    CAPTURE(refused);
    CHECK(answer.status < 500);
    if (answer.status == 303 && lenient) return;
    CHECK((answer.status >= 400 && answer.status < 500));
    CHECK(world_.entries() == before);
    bool json = answer.headers.get("Content-Type").value_or("").find("json") != std::string_view::npos;
    CHECK((json ? answer.body.find("\"title\":\"") != std::string::npos : !refused.empty()));
    CHECK(answer.body.find("<script>alert") == std::string::npos);
  }

  World& world_;
  const Target& target_;
  Fields fields_;
  std::set<std::string> known_;
};

bool is_raw(const std::string& body) {
  for (auto* piece : {"<script>alert", "<img src=x", "href=\"javascript:", "onerror=1>"})
    if (body.find(piece) != std::string::npos) return true;
  return false;
}

bool is_formula(const std::string& cell) {
  if (cell.empty() || std::string("=+-@\t\r").find(cell[0]) == std::string::npos) return false;
  return cell.find_first_not_of("+-0123456789.,") != std::string::npos;
}

void check_page(const std::string& url, const kit::Response& response) {
  CAPTURE(url);
  CHECK(response.status < 500);
  auto type = response.headers.get("Content-Type").value_or("");
  if (type.starts_with("text/html")) CHECK_FALSE(is_raw(response.body));
  if (!type.starts_with("text/csv") || response.body.empty()) return;
  kit::Sheet sheet = kit::read_csv(response.body);
  for (auto& cell : sheet.header) CHECK_FALSE(is_formula(cell));
  for (auto& row : sheet.rows)
    for (auto& cell : row.cells) CHECK_FALSE(is_formula(cell));
}

void rate_a_team_called(World& world, const std::string& name) {
  world.does({}, [&](Tx& tx) {
    auto team = teams::add_team(
        tx, {.external_id = "T-900", .name = name, .purpose = "", .unit = world.transport, .departments = {}},
        tx.today());
    path::add_rating(tx,
                     {.id = kit::fresh<path::Rating>(),
                      .team = team.id,
                      .quarter = "2026-Q4",
                      .level = 3,
                      .evidence = "[]",
                      .rated_on = tx.today()},
                     tx.today());
  });
}

}  // namespace

TEST_CASE("a form refuses what it cannot mean, with a sentence, and nothing is kept") {
  LivedWorld world;
  auto found = targets(world, world.cast());
  CHECK(found.size() > 25);
  for (auto& target : found) Attacker(world, target).attack_every_field();
}

TEST_CASE("a body that is no form is refused with a sentence, and nothing is kept") {
  LivedWorld world;
  for (auto& target : targets(world, {world.ana, world.olga})) Attacker(world, target).attack_the_whole();
  CHECK(world.faults().empty());
}

TEST_CASE("whatever is typed is shown as text, and is no formula in a file") {
  LivedWorld world;
  int kept = 0;
  for (auto& [person, form] : targets(world, world.cast())) {
    if (form.action.ends_with("/ending") || form.action.ends_with("/closing") || form.action.ends_with("/turns"))
      continue;
    Fields fields = filled(form, 1, world.today());
    for (auto& [name, value] : fields)
      if (const Input* input = form.input(name); input && input->is_free_text() && value.starts_with("Round"))
        value = everything_at_once.substr(0, input->longest > 0 ? input->longest : std::string::npos);
    auto answer = send(world, person, form, fields);
    CAPTURE(form.action);
    CHECK(answer.status < 500);
    if (answer.status == 303)
      ++kept;
    else
      check_page(form.action, answer);
  }
  CHECK(kept > 20);
  rate_a_team_called(world, everything_at_once);
  int pages = 0, files = 0;
  for (auto& person : {world.ana, world.ben, world.olga, world.quist})
    walk(world, person, 3, [&](const std::string& url, const kit::Response& response) {
      check_page(url, response);
      pages += response.body.find("&lt;script&gt;alert") != std::string::npos;
      files += url.ends_with(".csv") && response.body.find("'=HYPERLINK") != std::string::npos;
    });
  CHECK(pages > 20);
  CHECK(files > 0);
  for (auto& url : {"/search?q=", "/people?q=", "/teams?name="})
    check_page(url, world.get(world.ana, url + kit::percent_encode(markup)));
  CHECK(world.faults().empty());
}

TEST_CASE("an address that leads nowhere is refused, whoever made it up") {
  LivedWorld world;
  const std::vector<std::string> parts{"..%2f..%2fetc",
                                       "%27%20or%201%3D1",
                                       "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                                       "-1",
                                       "0",
                                       "99999999999999999999",
                                       std::string(20'000, 'x'),
                                       world.team.text,
                                       world.ana.text,
                                       world.transport.text,
                                       "team_0",
                                       "%25s",
                                       "x'y"};
  for (auto& line : world.program().router().lines()) {
    if (line.pattern.find('{') == std::string::npos) continue;
    if (line.pattern == "/people/{id}/invitations") continue;  // a person's id says all that it asks
    for (auto& part : parts) {
      std::string url = line.pattern;
      while (url.find('{') != std::string::npos) url.replace(url.find('{'), url.find('}') - url.find('{') + 1, part);
      CAPTURE(url.substr(0, 100));
      auto before = world.entries();
      bool get = line.method == kit::Method::get;
      auto page = get ? world.get(world.olga, url) : world.post(world.olga, url, {});
      check_page(url.substr(0, 100), page);
      auto json = get ? world.get_json(world.olga, url) : world.post_json(world.olga, url, "{}");
      CHECK(json.status < 500);
      CHECK(world.entries() == before);
    }
  }
}

TEST_CASE("a question in an address is answered or refused, never a fault") {
  LivedWorld world;
  for (auto& line : world.program().router().lines()) {
    if (line.method != kit::Method::get) continue;
    for (auto& url : addresses(world, line.pattern))
      for (auto* name :
           {"unit", "team", "name", "q", "after", "before", "quarter", "compass", "from", "said", "next", "evidence"})
        for (auto* value : {"%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%27%20or%201%3D1%20--", "-1",
                            "99999999999999999999", "2026-Q9", "x"})
          check_page(url + "?" + name + "=" + value, world.get(world.olga, url + "?" + name + "=" + value));
  }
}

TEST_CASE("an address of unclean text never reaches a page") {
  for (auto* path : {"/teams/../sign-in", "/teams/%2e%2e/x", "/teams/%00", "/teams/%ff", "/teams/%zz", "/teams/a\\b",
                     "teams", "/%0d%0aSet-Cookie:x"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(kit::decode_path(path), kit::BadRequest);
  }
}
