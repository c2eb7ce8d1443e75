#include "partnership/notifications.h"

#include <doctest/doctest.h>

#include "partnership/needs.h"
#include "partnership/notification_mails.h"
#include "partnership/notification_words.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

const MailLetterhead letterhead{{"Concert", "concert@example.org"}, "https://concert.example"};

// The world at nine in the morning, with addresses, and everything that waited at its beginning told already.
struct Mailing {
  World world;

  Mailing() {
    address(world.ana, "ana@example.org");
    address(world.ben, "ben@example.org");
    world.does({}, [](Tx& tx) { make_mail_secret(tx); });
    send_all();
    world.pass_days(1);
  }
  void address(const Id<Person>& who, const std::string& email) {
    world.does({}, [&](Tx& tx) {
      Person person = tx.find(who);
      person.email = email;
      tx.update(person);
    });
  }
  void wants(const Id<Person>& who, How how) {
    world.does(who, [&](Tx& tx) {
      Choices choices = choices_of(tx, who);
      choices.how.fill(how);
      choose(tx, who, choices);
    });
  }
  // Goes through the post and makes the digests, as the server does.
  void sort() {
    kit::Zone zone("America/Los_Angeles");
    while (world.does({}, [](Tx& tx) { return sort_post(tx); })) {
    }
    while (world.does({}, [&](Tx& tx) { return make_digests(tx, zone); })) {
    }
  }
  std::vector<OutgoingMail> claim() {
    return world.does({}, [](Tx& tx) { return claim_mails(tx, 100); });
  }
  void settle(const std::vector<OutgoingMail>& mails, MailOutcome outcome = MailOutcome::sent) {
    for (auto& mail : mails) world.does({}, [&](Tx& tx) { settle_mail(tx, mail, outcome); });
  }
  std::vector<OutgoingMail> send_all() {
    sort();
    auto mails = claim();
    settle(mails);
    return mails;
  }
  kit::Mail words(const OutgoingMail& mail) {
    kit::Session db = world.database().read();
    return word_mail(db, mail, letterhead, world.now());
  }
  // Something that both co-leads have to sign.
  void ask(const std::string& subject, const std::string& about = "Waiting times") {
    world.does(world.ana, [&](Tx& tx) {
      for (auto& party : {world.labor, world.management})
        need(tx, {.place = world.team.text,
                  .role = Role::co_lead,
                  .party = party,
                  .kind = "project.aim",
                  .about = about,
                  .url = "/projects/x",
                  .subject = subject});
    });
  }
  void tell(const Id<Person>& who, const std::string& wall = "joint") {
    world.does({}, [&](Tx& tx) {
      notify(tx, {.to = who, .kind = "news", .about = "A word", .url = "/x", .subject = "s", .wall = wall});
    });
  }
};

}  // namespace

TEST_CASE("a digest tells each of what is new, once a day and once at all") {
  Mailing mailing;
  mailing.ask("one");
  mailing.ask("two", "Falls");
  auto mails = mailing.send_all();
  REQUIRE(mails.size() == 2);
  for (auto& mail : mails) {
    CHECK(mail.how == "digest");
    CHECK(mail.items.size() == 2);
  }
  CHECK(mailing.send_all().empty());
  mailing.world.pass_days(1);
  CHECK(mailing.send_all().empty());  // and no mail is empty
  mailing.ask("three");
  CHECK(mailing.send_all().empty());  // today's digest is out
  mailing.world.pass_days(1);
  CHECK(mailing.send_all().size() == 2);
}

TEST_CASE("what is done when the mail goes out is not in it") {
  Mailing mailing;
  mailing.ask("one");
  mailing.ask("two", "Falls");
  mailing.sort();
  mailing.world.does(mailing.world.ana, [&](Tx& tx) {
    no_longer_needed(tx, "one");
    no_longer_needed(tx, "two", mailing.world.labor);
  });
  auto mails = mailing.claim();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].person == mailing.world.ben);
  REQUIRE(mails[0].items.size() == 1);
  CHECK(mails[0].items[0].about == "Falls");
}

TEST_CASE("who wants to hear at once does, and who wants nothing hears nothing") {
  Mailing mailing;
  mailing.wants(mailing.world.ana, How::immediate);
  mailing.wants(mailing.world.ben, How::off);
  mailing.ask("one");
  while (mailing.world.does({}, [](Tx& tx) { return sort_post(tx); })) {
  }
  auto mails = mailing.claim();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].how == "immediate");
  CHECK(mails[0].person == mailing.world.ana);
  mailing.settle(mails);
  mailing.world.pass_days(1);
  CHECK(mailing.send_all().empty());
}

TEST_CASE("choosing nothing after the mail was made stops it") {
  Mailing mailing;
  mailing.ask("one");
  mailing.sort();
  mailing.wants(mailing.world.ana, How::off);
  auto mails = mailing.claim();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].person == mailing.world.ben);
}

TEST_CASE("whoever has left the seat is not told any more") {
  Mailing mailing;
  mailing.ask("one");
  mailing.sort();
  mailing.world.does({}, [&](Tx& tx) {
    for (Seat seat : tx.all<Seat>("where person_id = $1", {mailing.world.ben})) {
      seat.ends_on = kit::add_days(tx.today(), -1);
      tx.update(seat);
    }
  });
  auto mails = mailing.claim();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].person == mailing.world.ana);
}

TEST_CASE("a notice behind a wall is told inside only") {
  Mailing mailing;
  std::string wall = "party:" + mailing.world.labor.text;
  mailing.tell(mailing.world.ana, wall);
  mailing.tell(mailing.world.ben, wall);
  auto mails = mailing.send_all();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].person == mailing.world.ana);
  auto told = [&](const Id<Person>& who) {
    return mailing.world.sees(who, [](Reader& db) { return notices_of(db, 10).size(); });
  };
  CHECK(told(mailing.world.ana) == 1);
  CHECK(told(mailing.world.ben) == 0);
}

TEST_CASE("a notice that was taken back is not told") {
  Mailing mailing;
  mailing.tell(mailing.world.ana);
  mailing.world.does({}, [](Tx& tx) { forget_notices(tx, "s"); });
  CHECK(mailing.send_all().empty());
}

TEST_CASE("an entry for the calendar goes at once, alone, whatever the digest") {
  Mailing mailing;
  mailing.wants(mailing.world.ana, How::digest);
  mailing.world.does({}, [&](Tx& tx) {
    notify(tx, {.to = SeatAt{mailing.world.team.text, Role::co_lead, mailing.world.labor},
                .kind = "meetings.invited",
                .about = "Team meeting",
                .url = "/meetings/x",
                .calendar_method = "REQUEST",
                .calendar = "BEGIN:VCALENDAR\r\n"});
  });
  auto mails = mailing.send_all();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].how == "calendar");
  auto mail = mailing.words(mails[0]);
  REQUIRE(mail.calendar);
  CHECK(mail.calendar->method == "REQUEST");
}

TEST_CASE("a mail that was claimed and not settled goes out later under the same id") {
  Mailing mailing;
  mailing.ask("one");
  mailing.sort();
  auto first = mailing.claim();
  REQUIRE(first.size() == 2);
  CHECK(mailing.claim().empty());
  mailing.world.pass_days(1);
  auto again = mailing.claim();
  REQUIRE(again.size() == 2);
  CHECK(mailing.words(first[0]).message_id == mailing.words(again[0]).message_id);
  CHECK(mailing.words(first[0]).message_id != mailing.words(first[1]).message_id);
  mailing.settle(again, MailOutcome::later);
  CHECK(mailing.claim().empty());  // not before its time
  mailing.world.pass_days(1);
  CHECK(mailing.claim().size() == 2);
}

TEST_CASE("a digest comes at seven in the morning of the person's own time zone, in their language") {
  Mailing mailing;
  mailing.world.does({}, [&](Tx& tx) {
    Person ben = tx.find(mailing.world.ben);
    ben.language = "es";
    tx.update(ben);
    Choices choices = choices_of(tx, ben.id);
    choices.zone = "Pacific/Pago_Pago";  // where it is six
    choose(tx, ben.id, choices);
  });
  mailing.ask("one");
  auto mails = mailing.send_all();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].person == mailing.world.ana);
  mailing.world.pass_days(1);
  mailing.ask("two");
  mailing.wants(mailing.world.ana, How::off);
  CHECK(mailing.send_all().empty());
  mailing.world.does({}, [&](Tx& tx) {
    Choices choices = choices_of(tx, mailing.world.ben);
    choices.zone = "America/New_York";
    choose(tx, mailing.world.ben, choices);
  });
  mails = mailing.send_all();
  REQUIRE(mails.size() == 1);
  CHECK(mailing.words(mails[0]).subject == "Hay 2 novedades para usted");
}

TEST_CASE("the words of a mail are those of the page, with links that open it") {
  Mailing mailing;
  mailing.ask("one");
  auto mails = mailing.send_all();
  REQUIRE(!mails.empty());
  kit::Mail mail = mailing.words(mails[0]);
  CHECK(mail.subject == "Agree on the aim of a project: Waiting times");
  CHECK(mail.text.find("https://concert.example/projects/x") != std::string::npos);
  CHECK(mail.html.find("href=\"https://concert.example/projects/x\"") != std::string::npos);
  CHECK(mail.unsubscribe_url.starts_with("https://concert.example/unsubscribe/person_"));
}

TEST_CASE("a mail that comes back marks the address, and administrators are told until it is changed") {
  Mailing mailing;
  World& world = mailing.world;
  mailing.ask("one");
  auto mails = mailing.send_all();
  REQUIRE(mails.size() == 2);
  auto& to_ana = mails[0].person == world.ana ? mails[0] : mails[1];
  auto report = [&](const std::string& recipient, const std::string& id) {
    return "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
           "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; " +
           recipient +
           "\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 unknown\n\n--b\n"
           "Content-Type: text/rfc822-headers\n\nMessage-ID: <" +
           id + ">\n\n--b--\n";
  };
  auto take = [&](const std::string& mail) { return world.does({}, [&](Tx& tx) { return take_bounce(tx, mail); }); };
  auto administrators_needs = [&](const Id<Person>& who) {
    return world.sees(who, [](Reader& db) {
      return std::ranges::count(needs_of(db, db.actor()), std::string("mail.bounced"), &Need::kind);
    });
  };
  CHECK_FALSE(take(report("ana@example.org", "mail.invented@example.org")));
  CHECK_FALSE(take(report("eve@example.org", mailing.words(to_ana).message_id)));
  CHECK(take(report("Ana@example.org", mailing.words(to_ana).message_id)));
  CHECK(administrators_needs(world.olga) == 1);
  CHECK(administrators_needs(world.paul) == 0);
  CHECK(world.get(world.ana, "/me/notifications").body.find("550 unknown") != std::string::npos);

  mailing.ask("two");
  world.pass_days(1);
  for (auto& mail : mailing.send_all()) CHECK(mail.person != world.ana);
  mailing.address(world.ana, "ana.flores@example.org");
  world.does({}, [](Tx& tx) { tidy_mails(tx); });
  CHECK(administrators_needs(world.olga) == 0);
}

TEST_CASE("a link in a mail changes nothing; its button ends all mail, for its person alone") {
  Mailing mailing;
  World& world = mailing.world;
  std::string url;
  {
    kit::Session db = world.database().read();
    url = "/unsubscribe/" + unsubscribe_token(db, world.ana);
  }
  auto how = [&](const Id<Person>& who) {
    return world.sees(who, [&](Reader& db) { return choices_of(db, who).how[0]; });
  };
  CHECK(world.get({}, url).status == 200);
  CHECK(how(world.ana) == How::digest);
  CHECK(world.post({}, url + "x", {{"List-Unsubscribe", "One-Click"}}).status == 404);
  CHECK(world.post({}, url, {{"List-Unsubscribe", "One-Click"}}).status == 200);
  CHECK(how(world.ana) == How::off);
  CHECK(how(world.ben) == How::digest);
}

TEST_CASE("what somebody chooses is kept, and what is no choice is refused") {
  World world;
  CHECK(world.post(world.ana, "/me/notifications", {{"asked", "immediate"}, {"zone", "America/Chicago"}}).status ==
        303);
  auto page = world.get_json(world.ana, "/me/notifications");
  CHECK(page.body.find(R"("asked":"immediate")") != std::string::npos);
  CHECK(page.body.find(R"("deadlines":"digest")") != std::string::npos);
  CHECK(page.body.find(R"("zone":"America/Chicago")") != std::string::npos);
  CHECK(world.post(world.ana, "/me/notifications", {{"asked", "never"}}).status == 422);
  CHECK(world.post(world.ana, "/me/notifications", {{"zone", "Mars/Olympus"}}).status == 422);
  CHECK(world.get(world.eve, "/me/notifications").status == 200);
}

TEST_CASE("one click in a mail program ends all mail: as RFC 8058 says, without cookies, forms or a page between") {
  Mailing mailing;
  World& world = mailing.world;
  mailing.ask("one");
  auto mails = mailing.send_all();
  auto to_ana = std::ranges::find(mails, world.ana, &OutgoingMail::person);
  REQUIRE(to_ana != mails.end());
  std::string url = mailing.words(*to_ana).unsubscribe_url;
  REQUIRE(url.starts_with(letterhead.public_url));
  auto click = [&](const std::string& type, const std::string& body) {
    auto request = request_of(kit::Method::post, url.substr(letterhead.public_url.size()));
    request.headers.set("Content-Type", type);
    request.body = body;
    return world.program().answer(request);
  };
  auto how = [&] { return world.sees(world.ana, [&](Reader& db) { return choices_of(db, world.ana).how[0]; }); };
  auto answer = click("multipart/form-data; boundary=b",
                      "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n");
  CHECK(answer.status == 200);
  CHECK(how() == How::off);
  mailing.wants(world.ana, How::digest);
  CHECK(click("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click").status == 200);
  CHECK(click("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click").status == 200);  // twice is once
  CHECK(how() == How::off);
  mailing.ask("two");
  world.pass_days(1);
  for (auto& mail : mailing.send_all()) CHECK(mail.person != world.ana);
}

TEST_CASE("whoever opens every link of a mail, as programs that check mails do, changes nothing") {
  Mailing mailing;
  World& world = mailing.world;
  mailing.ask("one");
  mailing.tell(world.ana);
  int opened = 0;
  for (auto& mail : mailing.send_all()) {
    std::string text = mailing.words(mail).text + " " + mailing.words(mail).unsubscribe_url;
    for (auto at = text.find(letterhead.public_url); at != std::string::npos;
         at = text.find(letterhead.public_url, at + 1)) {
      std::string url = text.substr(at + letterhead.public_url.size());
      url = url.substr(0, url.find_first_of(" \r\n>"));
      auto entries = world.entries();
      for (auto& who : {Id<Person>{}, world.ana, world.ben})
        CHECK(world.get(who, url.empty() ? "/" : url).status < 500);
      CHECK(world.entries() == entries);
      ++opened;
    }
  }
  CHECK(opened > 4);
  for (auto& who : {world.ana, world.ben}) {
    CHECK(world.sees(who, [&](Reader& db) { return choices_of(db, who).how[0]; }) == How::digest);
    CHECK(world.sees(who, [&](Reader& db) { return count_needs(db, db.actor()); }) == 1);
  }
}
