#include "modules/setup/examples.h"

#include <ostream>

#include "kit/time/zone.h"
#include "modules/setup/command.h"

namespace setup {
namespace {

bool is_empty(kit::Database& database) {
  return !database.read().maybe_value<std::int64_t>("select 1 from parties limit 1").has_value();
}

void need_an_empty_one(kit::Database& database) {
  if (!is_empty(database))
    throw std::runtime_error("There is a partnership in this database already; name another with --data.");
}

void make_published(kit::Database& database, const ExampleAsked& asked, const Progress& progress) {
  kit::Session session = database.write();
  Actor nobody;
  Tx tx(session, nobody, kit::now(), asked.on);
  import_files(tx, asked.published, progress);
  tx.commit();
}

void make(kit::Database& database, const ExampleAsked& asked, const Progress& progress) {
  if (asked.name == "national") return make_national(database, national_for(asked.people), asked.on, progress);
  need_an_empty_one(database);
  if (asked.name == "living") return make_living(database, asked.on, progress);
  if (asked.name == "published") return make_published(database, asked, progress);
  throw std::runtime_error("The examples are called living, published and national, not “" + asked.name + "”.");
}

}  // namespace

int example_command(kit::Database& database, const ExampleAsked& asked, std::ostream& out) {
  Interruptible interruptible;
  try {
    make(database, asked, ProgressLine(out, "Writing"));
    out << "\rThe example is there.  \n";
    if (asked.name != "published")
      out << "Sign in as ana, ben, sato, quist, amari, olga, paul, carmen, tom or eve with the password "
          << example_password << ".\n";
    return 0;
  } catch (const FilesRefused& refused) {
    out << "\r" << refused.preview.problems.size() << " rows of the example cannot be read.\n";
    return 1;
  } catch (const Interrupted&) {
    out << (asked.name == "national" ? "\rStopped. Run the same command again and it goes on.\n"
                                     : "\rStopped. Remove the database before you begin again.\n");
    return 130;
  } catch (const std::runtime_error& error) {
    out << "\r" << error.what() << "\n";
    return 1;
  }
}

}  // namespace setup
