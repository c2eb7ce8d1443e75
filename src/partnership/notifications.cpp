#include "partnership/notifications.h"

#include <algorithm>

#include "kit/crypto/crypto.h"
#include "kit/mail/bounce.h"
#include "partnership/needs.h"
#include "partnership/units.h"

namespace partnership {

std::string_view topic_of_need(std::string_view kind) {
  if (kind.starts_with("clock.")) return "deadlines";
  if (kind.starts_with("decisions.")) return "decisions";
  return kind.starts_with("meetings.") ? "meetings" : "asked";
}
std::string_view topic_of_notice(std::string_view kind) {
  if (kind.starts_with("decisions.")) return "decisions";
  return kind.starts_with("meetings.") ? "meetings" : "news";
}

void tell_of_need(Tx& tx, std::string_view need) {
  tx.run("insert into untold (item_id, batch) values ($1, '')", {need});
}

void notify(Tx& tx, const Notice& notice) {
  auto person = std::get_if<Id<Person>>(&notice.to);
  SeatAt seat = person ? SeatAt{} : std::get<SeatAt>(notice.to);
  auto id = kit::fresh<Notice>();
  tx.run(
      "insert into notices (id, person_id, place_id, role, party_id, kind, topic, about, url, subject_id, wall,"
      " calendar_method, calendar, since) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      {id, person ? person->text : std::string(), seat.place, seat.role, seat.party.text, notice.kind,
       topic_of_notice(notice.kind), notice.about, notice.url, notice.subject,
       notice.wall.empty() ? tx.wall() : notice.wall, notice.calendar_method, notice.calendar, tx.now()});
  tx.run("insert into untold (item_id, batch) values ($1, '')", {id});
}

void forget_notices(Tx& tx, std::string_view subject) {
  tx.run("delete from notices where subject_id = $1", {subject});
}

// ── what a person chose ──────────────────────────────────────────────────────

Choices choices_of(Reader& db, const Id<Person>& person) {
  Choices choices{};
  for (std::size_t i = 0; i < topics.size(); ++i) choices.how[i] = topics[i].usually;
  db.each("select topic, how from notification_choices where person_id = $1", {person}, [&](const kit::Row& row) {
    auto topic = std::ranges::find(topics, row.text(0), &Topic::name);
    if (topic != topics.end()) read_column(row, 1, choices.how[static_cast<std::size_t>(topic - topics.begin())]);
  });
  choices.zone =
      db.maybe_value<std::string>("select zone from notification_zones where person_id = $1", {person}).value_or("");
  return choices;
}

void choose(Tx& tx, const Id<Person>& person, const Choices& choices) {
  for (std::size_t i = 0; i < topics.size(); ++i)
    tx.run(
        "insert into notification_choices (person_id, topic, how) values ($1, $2, $3)"
        " on conflict (person_id, topic) do update set how = excluded.how",
        {person, topics[i].name, choices.how[i]});
  tx.run("delete from notification_zones where person_id = $1", {person});
  if (!choices.zone.empty())
    tx.run("insert into notification_zones (person_id, zone) values ($1, $2)", {person, choices.zone});
}

void unsubscribe(Tx& tx, const Id<Person>& person) {
  Choices choices = choices_of(tx, person);
  choices.how.fill(How::off);
  choose(tx, person, choices);
}

std::vector<Told> notices_of(Reader& db, int most) {
  std::vector<Told> told;
  static const std::string sql =
      "select kind, about, url, since from notices where (person_id = $1 or (place_id, role, party_id) in"
      " (select place_id, role, party_id from seats where person_id = $1 and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2))) and " +
      wall_is_open() + " order by since desc, id desc limit $3";
  db.each(sql, {db.actor().person, db.today(), most}, [&](const kit::Row& row) {
    told.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), {row.integer(3)}});
  });
  return told;
}

// ── addresses ────────────────────────────────────────────────────────────────

namespace {

std::string subject_of(const std::string& address) { return "mail:" + address; }

std::vector<Id<Party>> parties_of(Reader& db, const Id<Person>& person) {
  std::vector<Id<Party>> parties;
  db.each(
      "select distinct party_id from seats where person_id = $1 and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2) order by party_id",
      {person, db.today()}, [&](const kit::Row& row) { parties.push_back({std::string(row.text(0))}); });
  return parties;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

std::optional<BouncedAddress> bounce_of(Reader& db, const Id<Person>& person) {
  std::optional<BouncedAddress> bounced;
  db.each("select address, diagnostic, bounced_at from mail_bounces join people on people.id = $1 and email = address",
          {person}, [&](const kit::Row& row) {
            bounced = BouncedAddress{std::string(row.text(0)), std::string(row.text(1)), {row.integer(2)}};
          });
  return bounced;
}

void mark_bounced(Tx& tx, const Id<Person>& person, const std::string& address, const std::string& diagnostic) {
  bool known =
      tx.maybe_value<std::string>("select address from mail_bounces where address = $1", {address}).has_value();
  tx.run(
      "insert into mail_bounces (address, person_id, diagnostic, bounced_at) values ($1, $2, $3, $4)"
      " on conflict (address) do update set diagnostic = excluded.diagnostic, bounced_at = excluded.bounced_at",
      {address, person, diagnostic, tx.now()});
  if (known) return;
  for (const Id<Party>& party : parties_of(tx, person))
    need(tx, {.place = top_unit(tx).id.text,
              .role = Role::administrator,
              .party = party,
              .kind = "mail.bounced",
              .about = tx.find(person).name,
              .url = "/people/" + person.text,
              .subject = subject_of(address)});
}

void try_again(Tx& tx, const std::string& address) {
  tx.run("delete from mail_bounces where address = $1", {address});
  no_longer_needed(tx, subject_of(address));
}

bool take_bounce(Tx& tx, std::string_view mail) {
  bool marked = false;
  for (const kit::Bounce& bounce : kit::read_bounces(mail)) {
    if (!bounce.lasting || bounce.message_id.empty()) continue;
    std::vector<std::pair<std::string, std::string>> sent;  // person, address
    tx.each("select people.id, email from mails join people on people.id = person_id where message_id = $1",
            {bounce.message_id.substr(0, bounce.message_id.find('@'))},
            [&](const kit::Row& row) { sent.emplace_back(std::string(row.text(0)), std::string(row.text(1))); });
    for (auto& [person, address] : sent)
      if (lower(address) == lower(bounce.recipient))
        mark_bounced(tx, {person}, address, bounce.status + " " + bounce.diagnostic), marked = true;
  }
  return marked;
}

// ── what only we can make ────────────────────────────────────────────────────

void make_mail_secret(Tx& tx) {
  tx.lock("mail");
  if (tx.maybe_value<std::string>("select secret from mail_secrets where name = 'mail'")) return;
  tx.run("insert into mail_secrets (name, secret) values ('mail', $1)", {kit::random_token()});
}

std::string mail_seal(kit::Session& db, std::string_view text) {
  auto secret = db.maybe_value<std::string>("select secret from mail_secrets where name = 'mail'");
  if (!secret) throw std::logic_error("the secret of mails is not made yet");
  return kit::base64url(kit::hmac_sha256(*secret, text).substr(0, 16));
}

std::string unsubscribe_token(kit::Session& db, const Id<Person>& person) {
  return person.text + "." + mail_seal(db, "unsubscribe " + person.text);
}

std::optional<Id<Person>> person_of_token(kit::Session& db, std::string_view token) {
  auto dot = token.find('.');
  if (dot == std::string_view::npos || token.size() > 100) return std::nullopt;
  if (!db.maybe_value<std::string>("select secret from mail_secrets where name = 'mail'")) return std::nullopt;
  Id<Person> person{std::string(token.substr(0, dot))};
  if (!kit::equal_in_constant_time(token, unsubscribe_token(db, person))) return std::nullopt;
  return person;
}

}  // namespace partnership
