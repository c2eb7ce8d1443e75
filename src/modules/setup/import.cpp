#include "modules/setup/plan.h"

namespace setup {

const Table& Import::table() {
  static const Table table(
      "imports",
      {field<&Import::id>("id", {.key = true, .place = true}), field<&Import::files>("files", {.longest = 2000}),
       field<&Import::added>("added"), field<&Import::changed>("changed"), field<&Import::same>("same"),
       field<&Import::imported_at>("imported_at")},
      {.kind = "setup.import", .fact = true});
  return table;
}

namespace {

constexpr std::size_t longest_list = 2000;

std::string names_of(const Preview& preview) {
  std::string names;
  for (const FilePreview& file : preview.files) {
    if (names.size() + file.file.size() > longest_list - 8) return names + " …";
    names += (names.empty() ? "" : ", ") + file.file;
  }
  return names;
}

Import import_of(const Preview& preview, Instant now) {
  Import import{.id = kit::fresh<Import>(), .files = names_of(preview), .imported_at = now};
  for (const FilePreview& file : preview.files) {
    import.added += file.added;
    import.changed += file.changed;
    import.same += file.same;
  }
  return import;
}

}  // namespace

Preview check(Reader& db, std::span<const File> files, const Progress& progress) {
  return Plan(db, files, progress, Speaker::who_asks).preview();
}

Import import_files(Tx& tx, std::span<const File> files, const Progress& progress, Speaker speaker) {
  if (speaker == Speaker::host) tx.act_as_host();
  Plan plan(tx, files, progress, speaker);
  if (!plan.preview().good()) throw FilesRefused(plan.preview());
  plan.write(tx, progress);
  enact_first_policies(tx);
  Import import = import_of(plan.preview(), tx.now());
  if (import.added + import.changed > 0) tx.record(import);
  return import;
}

}  // namespace setup
