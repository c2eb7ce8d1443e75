#pragma once
#include "modules/setup/kinds.h"

// A set of files read against what is there: every row with what it would change, or every reason why not.
namespace setup {

struct PolicyFile {
  std::string name, body;
};

class Plan {
 public:
  // Announces and reads all files; nothing is written.
  Plan(Reader& db, std::span<const File> files, const Progress& progress, Speaker speaker);

  const Preview& preview() const { return preview_; }
  // Requires a good preview, and the transaction the plan was made in.
  void write(Tx& tx, const Progress& progress);

 private:
  struct Source {
    const File* file;
    const Kind* kind;
    std::size_t preview;  // its place among preview_.files
    std::vector<std::string> header;
  };
  struct Bound {  // a column of the kind at a place of the file
    const Column* column;
    std::size_t cell;
  };

  void sort_files(std::span<const File> files);
  void take_policy(const File& file);
  void announce(const Source& source);
  void read(const Source& source);
  std::vector<Bound> bind(const Source& source);
  bool read_cells(const Source& source, Intake& intake, const std::vector<Bound>& columns, int row,
                  std::span<const std::string_view> cells, bool report);
  std::optional<Fault> read_cell(const Column& column, Intake& intake, std::string_view text);
  void take_row(const Source& source, Intake& intake, const std::vector<Bound>& columns, int row,
                std::span<const std::string_view> cells);
  bool too_wide(const Source& source, int row, std::span<const std::string_view> cells);
  void report(const std::string& file, int row, Fault fault);
  void tell(std::size_t rows);

  Reader& db_;
  Known known_;
  Progress progress_;
  double begin_ = 0, share_ = 0.5;
  std::size_t done_ = 0, whole_ = 1;

  std::vector<Source> sources_;
  std::vector<std::unique_ptr<Intake>> intakes_;  // beside kinds()
  std::unordered_map<std::string, int> seen_;     // identities of the kind being read, with their rows
  std::vector<PolicyFile> policies_;
  Preview preview_;
};

}  // namespace setup
