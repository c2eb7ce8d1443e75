#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands/commands.h"
#include "app/commands/mail_options.h"
#include "modules/meetings/meetings.h"
#include "partnership/notifications.h"

namespace app {
namespace {

constexpr std::size_t longest_report = 1 << 20;

std::string read_all(std::istream& in) {
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.resize(std::min(text.size(), longest_report));
  return text;
}

struct Taken {
  int marked = 0, replies = 0;
};
Taken take(Program& program, const Options& options, const std::string& mail) {
  kit::Session session = program.database().write();
  partnership::Actor nobody;
  kit::Instant now = kit::now();
  partnership::Tx tx(session, nobody, now, kit::date_in(now, kit::Zone(options.setting().zone)));
  Taken taken{.marked = partnership::take_bounce(tx, mail), .replies = meetings::take_replies(tx, mail)};
  tx.commit();
  return taken;
}

// Each mail in new/ is read once: it moves to cur/, as a mail program would move it.
Taken take_folder(Program& program, const Options& options, const std::filesystem::path& folder) {
  Taken all;
  for (auto& entry : std::filesystem::directory_iterator(folder / "new")) {
    std::ifstream file(entry.path(), std::ios::binary);
    Taken one = take(program, options, read_all(file));
    all.marked += one.marked, all.replies += one.replies;
    std::filesystem::rename(entry.path(), folder / "cur" / (entry.path().filename().string() + ":2,S"));
  }
  return all;
}

}  // namespace

int mail_bounce_command(const Options& options, Console console) {
  Program program(options.setting());
  std::string folder = options.get("maildir", "");
  Taken taken = folder.empty() ? take(program, options, read_all(std::cin)) : take_folder(program, options, folder);
  console.out << fmt::format("{} addresses marked, {} answers to invitations noted.\n", taken.marked, taken.replies);
  return 0;
}

partnership::PostSetting post_setting(const Options& options, const std::string& own_url, Console console) {
  partnership::PostSetting setting{
      .letterhead = {{"Concert", options.get("mail-from", "")}, options.get("public-url", own_url)},
      .zone = kit::Zone(options.setting().zone),
      .err = &console.err};
  std::string url = options.get("smtp", "");
  if (url.empty()) return setting;
  setting.server = kit::SmtpServer{.url = url, .user = options.get("smtp-user", "")};
  setting.server->authorities = options.get("authorities", "");
  if (std::string file = options.get("smtp-password-file", ""); !file.empty()) {
    std::ifstream in(file);
    if (!std::getline(in, setting.server->password)) throw std::runtime_error("There is no password in " + file + ".");
  }
  return setting;
}

}  // namespace app
