#pragma once
#include <iosfwd>
#include <span>

#include "modules/improvement/improvement.h"
#include "modules/measures/measures.h"
#include "modules/path/path.h"
#include "modules/teams/teams.h"

// Setting up a partnership, from files (CSV or Excel, one kind of thing in each) or as an example. A set of files is
// taken whole or not at all: one row that cannot be read refuses the set, and every such row is named. Importing again
// knows things by their external ids, so nothing is there twice; what differs is changed, with its history.
namespace setup {

using namespace partnership;

struct File {
  std::string name;  // "people.csv"; tells the kind, where its columns do not
  std::string content;
};

// What is wrong, where: `sentence` is a key of words that takes {detail}. Row 0 is the file itself.
struct Problem {
  std::string file;
  int row = 0;
  std::string field;
  std::string sentence, detail;
};

struct FilePreview {
  std::string file, kind;  // kind is empty when nobody can tell
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> first_rows;
  int rows = 0, added = 0, changed = 0, same = 0;
};
struct Preview {
  std::vector<FilePreview> files;
  std::vector<Problem> problems;  // the first `most_problems` of them
  int more_problems = 0;
  int added() const;
  int changed() const;
  bool good() const { return problems.empty(); }
};
inline constexpr std::size_t most_problems = 1000;

// A fact: these files were brought in.
struct Import {
  static constexpr auto prefix = "import";
  Id<Import> id;
  std::string files;  // their names, by comma and space
  int added = 0, changed = 0, same = 0;
  Instant imported_at;
  static const Table& table();
};

// Told a share between 0 and 1, often; it may throw, and then nothing is kept.
using Progress = std::function<void(double)>;

// Who speaks through the files: the administrator who asks (on the command line nobody, which is no party), or the
// host, in the place of all. What each may say is in docs/why/0018.
enum class Speaker { who_asks, host };

// What importing would do; changes nothing.
Preview check(Reader& db, std::span<const File> files, const Progress& progress = {});

// The files are refused; what is wrong with them stands in `preview`.
struct FilesRefused : std::runtime_error {
  explicit FilesRefused(Preview preview) : std::runtime_error("files are refused"), preview(std::move(preview)) {}
  Preview preview;
};
// Throws FilesRefused. Policies that a partnership cannot be without are enacted when the files bring none.
// What the host says is entered as the host's, row by row.
Import import_files(Tx& tx, std::span<const File> files, const Progress& progress = {},
                    Speaker speaker = Speaker::who_asks);

// `concert import FILE…|FOLDER [--as-host]`: 0 when everything is in, 1 when the files are refused, 130 when it was
// interrupted. Whatever happens, either all of it is kept or nothing.
int import_command(kit::Database& database, const std::vector<std::string>& paths, std::ostream& out,
                   const kit::Zone& zone = kit::Zone("America/Los_Angeles"), Speaker speaker = Speaker::who_asks);

// The files of these paths; of a folder, those that end in .csv, .xlsx or .json, by name. Throws std::runtime_error.
std::vector<File> read_paths(const std::vector<std::string>& paths);

// The columns a file of this kind may have, for an empty sheet to fill in.
std::vector<std::string> columns_of(std::string_view kind);
std::vector<std::string> kinds_of_files();

// The first versions of the policies every partnership has: the team path, the compass, the clocks.
void enact_first_policies(Tx& tx);
bool is_policy_name(std::string_view name);
// Throws kit::JsonRefused, with a sentence, for a body from which the pages could not read that policy.
void check_policy(const std::string& name, const std::string& body);

void setup_routes(Router& router);

}  // namespace setup
