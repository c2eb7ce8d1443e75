#include <doctest/doctest.h>

#include "kit/csv/rows_for_tests.h"
#include "modules/setup/fixture_for_tests.h"

// Files of a small partnership, tried against what can go wrong with them.
namespace setup {
namespace {

const std::string units_csv =
    "external_id,name,kind,parent,clinical\n"
    "4w,4 West,department,srmc,yes\n"
    "srmc,Sunny Ridge Medical Center,facility,top,no\n"
    "top,Cascade region,region,,no\n";

std::vector<File> small_partnership() {
  return {
      {"parties.csv", "external_id,name,mark,place\nlabor,Labor,circle,0\nmgmt,Management,square,1\n"},
      {"unions.csv", "external_id,name,party,parent\nl49,Local 49,labor,seiu\nseiu,SEIU,labor,\n"},
      {"units.csv", units_csv},
      {"people.csv",
       "external_id,name,email,job\nana,Ana Flores,ana@example.org,Transporter\nben,Ben Okafor,,Supervisor\n"},
      {"teams.csv", "external_id,name,unit,purpose,registered_on\npt,Patient Transport,4w,Moving people,2024-02-01\n"},
      {"seats.csv",
       "person,party,union,place,role,starts_on\nana,labor,l49,pt,co_lead,2024-02-01\nben,mgmt,,pt,sponsor,2/1/2024\n"},
      {"metrics.csv",
       "external_id,name,question,unit,direction,frequency\nwait,Transport wait,How long?,minutes,lower,week\n"},
      {"measurements.csv", "metric,place,period,numerator\nwait,pt,2026-11-02,25\nwait,pt,2026-11-09,13.5\n"},
      {"projects.csv",
       "external_id,team,metric,title,problem,measure,unit,direction,from_value,to_value,by_date,population,compass,"
       "started_on\n"
       "p1,pt,wait,Shorter waits,People wait,Wait,minutes,lower,25,15,2026-12-31,All patients,service,2026-01-05\n"},
      {"cycles.csv",
       "project,number,title,plan,prediction,decision,closed_on\np1,1,Chairs by the lift,Put "
       "chairs,Faster,adopt,2026-03-01\n"},
      {"savings.csv",
       "project,amount,pace,kind,basis,claimed_on,validated_on\np1,120000,recurring,hours,Counted,2026-05-01,2026-05-"
       "08\n"},
      {"contacts.csv", "team,person,contacted_on,note\npt,ben,2026-11-01,Spoke with Ana\n"},
      {"meetings.csv", "team,met_on,minutes,labor_present,management_present,outcome\npt,2026-11-03,60,6,2,Agreed\n"},
      {"trainings.csv", "person,course,completed_on\nana,ubt_member,2025-03-01\n"},
      {"ratings.csv", "team,quarter,level,rated_on\npt,2026-Q3,4,2026-10-05\npt,2026-Q2,3,2026-07-05\n"},
  };
}

std::vector<std::string> sentences_of(const Preview& preview) {
  std::vector<std::string> sentences;
  for (auto& problem : preview.problems)
    sentences.push_back(problem.file + ":" + std::to_string(problem.row) + ":" + problem.field + ":" +
                        problem.sentence.substr(problem.sentence.rfind('.') + 1));
  return sentences;
}

std::string only_problem(const std::string& name, const std::string& content) {
  EmptyPartnership partnership;
  partnership.import(small_partnership());
  auto sentences = sentences_of(partnership.check({{name, content}}));
  return sentences.size() == 1 ? sentences.front() : std::to_string(sentences.size()) + " problems";
}

}  // namespace

TEST_CASE("a set of files becomes a partnership, whatever their order") {
  EmptyPartnership partnership;
  auto files = small_partnership();
  std::ranges::reverse(files);
  Import import = partnership.import(files);
  CHECK(import.added == 23);
  CHECK(partnership.count("people") == 2);
  CHECK(partnership.count("measurements") == 2);
  CHECK(partnership.value<std::string>("select name from units where parent_id is null") == "Cascade region");
  CHECK(partnership.count("unit_ancestors") == 6);
  CHECK(partnership.value<std::int64_t>("select total from tallies join units on units.id = unit_id"
                                        " where external_id = 'top' and period = '' and tallies.name = 'teams'") == 1);
  CHECK(partnership.value<std::int64_t>("select level from rating_starts order by quarter desc limit 1") == 4);
  CHECK(partnership.value<std::string>("select due_on from running_clocks") == "2026-12-01");
  CHECK(partnership.value<std::string>("select kind from assents union all select 'none' limit 1") == "none");
  CHECK(partnership.count("policies") == 9);
  CHECK(partnership.count("imports") == 1);
}

TEST_CASE("importing again adds nothing and changes nothing") {
  EmptyPartnership partnership;
  partnership.import(small_partnership());
  auto entries = partnership.count("journal_entries");
  Import again = partnership.import(small_partnership());
  CHECK(again.added == 0);
  CHECK(again.changed == 0);
  CHECK(again.same == 23);
  CHECK(partnership.count("journal_entries") == entries);
  CHECK(partnership.count("seats") == 2);
}

TEST_CASE("what differs is changed, and columns that are not there stay as they were") {
  EmptyPartnership partnership;
  partnership.import(small_partnership());
  Import changed = partnership.import({{"people.csv", "external_id,name\nana,Ana Flores Vega\nben,Ben Okafor\n"}});
  CHECK(changed.added == 0);
  CHECK(changed.changed == 1);
  CHECK(changed.same == 1);
  CHECK(partnership.value<std::string>("select name || ', ' || job from people where external_id = 'ana'") ==
        "Ana Flores Vega, Transporter");
}

TEST_CASE("a corrected value needs its reason") {
  EmptyPartnership partnership;
  partnership.import(small_partnership());
  CHECK(sentences_of(
            partnership.check({{"measurements.csv", "metric,place,period,numerator\nwait,pt,2026-11-02,24\n"}})) ==
        std::vector<std::string>{"measurements.csv:2:reason:say_why"});
  partnership.import(
      {{"measurements.csv", "metric,place,period,numerator,reason\nwait,pt,2026-11-02,24,Counted twice\n"}});
  CHECK(partnership.value<std::int64_t>("select max(revision) from measurements") == 1);
}

TEST_CASE("one bad row refuses all files, and every bad row is named") {
  EmptyPartnership partnership;
  auto files = small_partnership();
  files[3].content += "cy,,,\ndi,Di,no-address,\n";
  files[7].content += "wait,pt,2026-13-01,4\nwait,nowhere,2026-11-16,4\nwait,pt,2026-11-16,many\n";
  CHECK_THROWS_AS(partnership.import(files), FilesRefused);
  CHECK(partnership.count("people") == 0);
  CHECK(partnership.count("journal_entries") == 0);
  CHECK(sentences_of(partnership.check(files)) ==
        std::vector<std::string>{"people.csv:4:name:missing_value", "people.csv:5:email:email",
                                 "measurements.csv:4:period:not_a_date", "measurements.csv:5:place:unknown_reference",
                                 "measurements.csv:6:numerator:not_a_number"});
}

TEST_CASE("each thing that can be wrong with a file is said by file, row and field") {
  CHECK(only_problem("people.csv", "external_id,name,age\nx,X,4\n") == "people.csv:1:age:unknown_column");
  CHECK(only_problem("people.csv", "external_id\nx\n") == "people.csv:1:name:missing_column");
  CHECK(only_problem("people.csv", "external_id,name,name\nx,X,X\n") == "people.csv:1:name:column_twice");
  CHECK(only_problem("people.csv", "external_id,name\nx,X\nx,Y\n") == "people.csv:3::double");
  CHECK(only_problem("people.csv", "external_id,name\nx,=1+1\n") == "people.csv:2:name:formula");
  CHECK(only_problem("people.csv", "external_id,name\nx," + std::string(121, 'a') + "\n") ==
        "people.csv:2:name:too_long");
  CHECK(only_problem("people.csv", "external_id,name,language\nx,X,fr\n") == "people.csv:2:language:language");
  CHECK(only_problem("people.csv", "external_id,name\nx,X,more\n") == "people.csv:2::too_wide");
  CHECK(only_problem("people.csv", "") == "people.csv:0::empty_file");
  CHECK(only_problem("people.csv", "external_id,name\nx,\"X\n") == "people.csv:2::open_quote");
  CHECK(only_problem("weather.csv", "sun,rain\n1,2\n") == "weather.csv:0::unknown_file");
  CHECK(only_problem("units.csv", "external_id,name,kind,parent\nsrmc,Sunny Ridge,facility,4w\n") ==
        "units.csv:2:parent:below_itself");
  CHECK(only_problem("seats.csv", "person,party,place,role,starts_on\nana,labor,pt,king,2024-02-01\n") ==
        "seats.csv:2:role:not_a_choice");
  CHECK(only_problem("seats.csv",
                     "person,party,place,role,starts_on,ends_on\nana,labor,pt,member,2024-02-01,2023-01-01\n") ==
        "seats.csv:2:ends_on:ends_before");
  CHECK(only_problem("trainings.csv", "person,course,completed_on\nana,ubt_member,2025-03-02\n") ==
        "trainings.csv:2::final");
  CHECK(only_problem("contacts.csv", "team,person,contacted_on,note\npt,ana,2026-11-01,Hm\n") ==
        "contacts.csv:2:person:not_a_sponsor");
  CHECK(only_problem("meetings.csv", "team,met_on,minutes,labor_present,management_present\npt,2026-11-09,900,1,1\n") ==
        "meetings.csv:2:minutes:out_of_range");
  CHECK(only_problem("measurements.csv", "metric,place,period,numerator,denominator\nwait,pt,2026-11-16,4,0\n") ==
        "measurements.csv:2:denominator:denominator");
  CHECK(only_problem("ratings.csv", "team,quarter,level,rated_on\npt,2026-Q5,4,2026-10-05\n") ==
        "ratings.csv:2:quarter:quarter");
  CHECK(only_problem("compass.json", "{\"points\":[]}") == "compass.json:0::policy_there");
  CHECK(only_problem("priorities.json", "{") == "priorities.json:0::not_json");
}

TEST_CASE("every problem has its sentence in both languages") {
  kit::Words words = kit::Words::from_folder(std::string(CONCERT_SOURCE_DIR) + "/words");
  for (auto& entry : std::filesystem::directory_iterator(std::string(CONCERT_SOURCE_DIR) + "/src/modules/setup")) {
    std::string text = EmptyPartnership::text_of(entry.path().string());
    if (entry.path().extension() != ".cpp" || entry.path().string().ends_with("_test.cpp")) continue;
    for (auto at = text.find("\"setup.problem."); at != std::string::npos; at = text.find("\"setup.problem.", at + 1)) {
      std::string key = text.substr(at + 1, text.find('"', at + 1) - at - 1);
      CAPTURE(key);
      CHECK(words.has(Language::en, key));
      CHECK(words.has(Language::es, key));
    }
  }
}

TEST_CASE("a workbook and a CSV file with the same cells bring the same") {
  EmptyPartnership from_csv, from_xlsx;
  auto files = small_partnership();
  from_csv.import(files);
  for (File& file : files) file = {file.name.substr(0, file.name.size() - 4) + ".xlsx", kit::workbook_of(file.content)};
  from_xlsx.import(files);
  for (std::string sql : {"select group_concat(name || coalesce(email, '') || coalesce(job, '')) from people",
                          "select group_concat(period || numerator || denominator) from measurements",
                          "select group_concat(role || starts_on) from seats",
                          "select group_concat(title || from_value || by_date) from projects"})
    CHECK(from_csv.value<std::string>(sql) == from_xlsx.value<std::string>(sql));
}

TEST_CASE("a file is known by its name, or by its columns") {
  EmptyPartnership partnership;
  auto preview = partnership.check({{"people-west.csv", "external_id,name\nx,X\n"},
                                    {"list.csv", "team,met_on,minutes,labor_present,management_present\n"}});
  CHECK(preview.files[0].kind == "people");
  CHECK(preview.files[1].kind == "meetings");
}

TEST_CASE("an import that is stopped leaves nothing behind") {
  for (double when : {0.0, 0.45, 0.55, 0.8}) {
    EmptyPartnership partnership;
    auto files = small_partnership();
    for (int i = 0; i < 3000; ++i) {
      files[3].content += "p" + std::to_string(i) + ",Person " + std::to_string(i) + ",,\n";
      files[5].content += "p" + std::to_string(i) + ",labor,l49,4w,member,2024-01-01\n";
    }
    struct Stop {};
    CHECK_THROWS_AS(partnership.import(files,
                                       [&](double share) {
                                         if (share >= when) throw Stop{};
                                       }),
                    Stop);
    CHECK(partnership.count("people") == 0);
    CHECK(partnership.count("tallies") == 0);
    CHECK(partnership.count("journal_entries") == 0);
  }
}

TEST_CASE("a quoted apostrophe before a formula is taken off again") {
  EmptyPartnership partnership;
  partnership.import({{"people.csv", "external_id,name\nx,'-Ari\n"}});
  CHECK(partnership.value<std::string>("select name from people") == "-Ari");
}

}  // namespace setup
