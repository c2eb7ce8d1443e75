#include "modules/setup/examples.h"

#include <ostream>

#include "kit/crypto/crypto.h"
#include "kit/time/zone.h"
#include "modules/setup/command.h"
#include "partnership/sign_in.h"
#include "partnership/units.h"

namespace setup {
namespace {

bool is_empty(kit::Database& database) {
  return !database.read().maybe_value<std::int64_t>("select 1 from parties limit 1").has_value();
}

void need_an_empty_one(kit::Database& database) {
  if (!is_empty(database))
    throw std::runtime_error("There is a partnership in this database already; name another with --data.");
}

// The record is nobody's alone: a reader for each party.
void add_reader(Tx& tx, const Party& party, const std::string& hash) {
  Person reader{kit::fresh<Person>(), "reader-" + party.external_id, "A reader for " + party.name, {}, {}, "en"};
  tx.insert(reader);
  tx.insert(Seat{kit::fresh<Seat>(), reader.id, party.id, {}, top_unit(tx).id.text, Role::auditor, tx.today(), {}});
  set_password_hash(tx.db(), reader.id, party.external_id, hash);
}

void make_published(kit::Database& database, const ExampleAsked& asked, const Progress& progress) {
  kit::Session session = database.write();
  Actor nobody;
  Tx tx(session, nobody, kit::now(), asked.on);
  import_files(tx, asked.published, progress);
  std::string hash = kit::hash_password(example_password);
  for (const Party& party : all_parties(tx)) add_reader(tx, party, hash);
  tx.commit();
}

// So that a database is known for an example ever after, and its logins can be named aloud.
void remember_example(kit::Database& database, const std::string& name) {
  kit::Session session = database.write();
  session.run("insert into example_progress (name, shape, stage, batch) values ($1, '', 0, 0)", {name});
  session.commit();
}

void make(kit::Database& database, const ExampleAsked& asked, const Progress& progress) {
  if (asked.name == "national") return make_national(database, national_for(asked.people), asked.on, progress);
  if (asked.name != "living" && asked.name != "published")
    throw std::runtime_error("The examples are called living, published and national, not “" + asked.name + "”.");
  need_an_empty_one(database);
  asked.name == "living" ? make_living(database, asked.on, progress) : make_published(database, asked, progress);
  remember_example(database, asked.name);
}

}  // namespace

std::string how_to_sign_in(kit::Database& database) {
  kit::Session db = database.read();
  if (!db.maybe_value<std::string>("select name from example_progress limit 1")) return "";
  std::string logins;
  db.each("select login from credentials order by login limit 12", {},
          [&](const kit::Row& row) { logins += (logins.empty() ? "" : ", ") + std::string(row.text(0)); });
  return "Sign in as " + logins + "; the password of the example is " + std::string(example_password) + "\n";
}

int example_command(kit::Database& database, const ExampleAsked& asked, std::ostream& out) {
  Interruptible interruptible;
  InterruptibleProgress progress(out, "Writing");
  try {
    make(database, asked, progress);
    progress.clear();
    out << "The example is there.\n";
    out << how_to_sign_in(database);
    return 0;
  } catch (const FilesRefused& refused) {
    progress.clear();
    out << refused.preview.problems.size() << " rows of the example cannot be read.\n";
    return 1;
  } catch (const Interrupted&) {
    progress.clear();
    out << (asked.name == "national" ? "Stopped. Run the same command again and it goes on.\n"
                                     : "Stopped. Remove the database before you begin again.\n");
    return 130;
  } catch (const std::runtime_error& error) {
    progress.clear();
    out << error.what() << "\n";
    return 1;
  }
}

}  // namespace setup
