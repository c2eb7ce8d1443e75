#include "partnership/notification_post.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "kit/mail/address.h"

namespace partnership {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int mails_at_once = 50;
constexpr auto look_again = 2s;
constexpr auto tidy_every = 1h;
constexpr Clock::duration shortest_pause = 5s, longest_pause = 600s;

}  // namespace

struct Post::Inside {
  Inside(kit::Database& database, PostSetting given) : database(database), setting(std::move(given)) {
    if (!setting.server) return;
    if (!kit::is_mail_address(setting.letterhead.from.address))
      throw std::invalid_argument("Mails need an address to come from: " + setting.letterhead.from.address);
    while (setting.letterhead.public_url.ends_with('/')) setting.letterhead.public_url.pop_back();
    client = std::make_unique<kit::SmtpClient>(*setting.server);
  }

  template <class Act>
  auto in_transaction(Act act) {
    kit::Session session = database.write();
    Actor nobody;
    Tx tx(session, nobody, setting.now(), kit::date_in(setting.now(), setting.zone));
    auto result = act(tx);
    tx.commit();
    return result;
  }
  // Asked of a reader, so that an idle post never takes the writer's turn.
  bool finds(std::string_view sql, std::initializer_list<kit::Value> args = {}) {
    kit::Session db = database.read();
    return db.maybe_value<std::string>(sql, args).has_value();
  }

  int turn();
  void throw_away();
  int send_some();
  bool send(const OutgoingMail& mail);
  void settle(const OutgoingMail& mail, MailOutcome outcome);
  void run(std::stop_token stop);
  void complain(const std::string& sentence);

  kit::Database& database;
  PostSetting setting;
  std::unique_ptr<kit::SmtpClient> client;
  bool secret_made = false;
  Clock::duration pause = shortest_pause;
  Clock::time_point not_before = Clock::time_point::min(), next_tidying = Clock::time_point::min();
  Clock::time_point next_digests = Clock::time_point::min();
  std::string last_complaint;
  std::mutex mutex;
  std::condition_variable_any wake;
  std::jthread thread;
};

void Post::Inside::complain(const std::string& sentence) {
  if (setting.err && sentence != last_complaint) *setting.err << "mail: " << sentence << std::endl;
  last_complaint = sentence;
}

void Post::Inside::settle(const OutgoingMail& mail, MailOutcome outcome) {
  in_transaction([&](Tx& tx) {
    settle_mail(tx, mail, outcome);
    return true;
  });
}

// False when the server is not to be had.
bool Post::Inside::send(const OutgoingMail& mail) {
  try {
    std::string bytes;
    {
      kit::Session db = database.read();
      bytes = kit::write_mail(word_mail(db, mail, setting.letterhead, setting.now()));
    }
    client->send(setting.letterhead.from.address, mail.address, bytes);
    settle(mail, MailOutcome::sent);
  } catch (const kit::NotSent& refused) {
    complain(refused.what());
    if (refused.why == kit::Unsent::no_server) return false;
    if (refused.why == kit::Unsent::never && refused.about_the_address)
      in_transaction([&](Tx& tx) {
        mark_bounced(tx, mail.person, mail.address, refused.what());
        return true;
      });
    settle(mail, refused.why == kit::Unsent::never ? MailOutcome::never : MailOutcome::later);
  } catch (const std::invalid_argument& unfit) {  // an address that is none
    complain(unfit.what());
    settle(mail, MailOutcome::never);
  }
  return true;
}

int Post::Inside::send_some() {
  if (Clock::now() < not_before) return 0;
  if (!finds("select id from mails where state = 'waiting' and next_at <= $1 limit 1", {setting.now()})) return 0;
  auto mails = in_transaction([&](Tx& tx) { return claim_mails(tx, mails_at_once); });
  for (std::size_t i = 0; i < mails.size(); ++i) {
    if (send(mails[i])) {
      pause = shortest_pause;
      continue;
    }
    not_before = Clock::now() + pause;
    pause = std::min<Clock::duration>(pause * 2, longest_pause);
    mails.erase(mails.begin(), mails.begin() + static_cast<std::ptrdiff_t>(i));
    in_transaction([&](Tx& tx) {
      release_mails(tx, mails);
      return true;
    });
    return static_cast<int>(i);
  }
  return static_cast<int>(mails.size());
}

void Post::Inside::throw_away() {
  if (!finds("select item_id from untold limit 1")) return;
  in_transaction([](Tx& tx) { return tx.run("delete from untold"); });
}

int Post::Inside::turn() {
  if (!client) {
    throw_away();
    return 0;
  }
  if (!secret_made)
    secret_made = in_transaction([](Tx& tx) {
      make_mail_secret(tx);
      return true;
    });
  if (Clock::now() >= next_tidying) {
    in_transaction([](Tx& tx) {
      tidy_mails(tx);
      return true;
    });
    next_tidying = Clock::now() + tidy_every;
  }
  while (finds("select item_id from untold limit 1") && in_transaction([](Tx& tx) { return sort_post(tx); })) {
  }
  if (Clock::now() >= next_digests) {
    while (in_transaction([&](Tx& tx) { return make_digests(tx, setting.zone); })) {
    }
    next_digests = Clock::now() + 30s;
  }
  int sent = 0;
  while (int some = send_some()) {
    sent += some;
    if (thread.get_stop_token().stop_requested()) break;
  }
  return sent;
}

void Post::Inside::run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      turn();
    } catch (const std::exception& fault) {
      complain(fault.what());
    }
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, look_again, [] { return false; });
  }
}

Post::Post(kit::Database& database, PostSetting setting)
    : inside_(std::make_unique<Inside>(database, std::move(setting))) {}
Post::~Post() { inside_->thread = {}; }
void Post::start() {
  inside_->thread = std::jthread([inside = inside_.get()](std::stop_token stop) { inside->run(std::move(stop)); });
}
int Post::turn() { return inside_->turn(); }

}  // namespace partnership
