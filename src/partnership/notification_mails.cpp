#include "partnership/notification_mails.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "partnership/needs.h"
#include "partnership/walls.h"

namespace partnership {
namespace {

constexpr int post_at_once = 200, people_at_once = 1000, most_items = 100;
constexpr int hour_of_digest = 7;
constexpr std::int64_t claim_seconds = 600, most_attempts = 19;
constexpr std::int64_t kept_days = 60;

// ── who is told what ─────────────────────────────────────────────────────────

std::string needs_topic() {
  return "case when n.kind like 'clock.%' then 'deadlines' when n.kind like 'decisions.%' then 'decisions'"
         " when n.kind like 'meetings.%' then 'meetings' else 'asked' end";
}

std::string usual_way(const std::string& topic) {
  std::string text = "case " + topic;
  for (const Topic& one : topics) text += fmt::format(" when '{}' then '{}'", one.name, kit::to_value(one.usually));
  return text + " end";
}

// $1 is today, $2 the partnership's time zone. Every held seat, with the person and their address if mail goes there.
constexpr std::string_view people_with_seats =
    " people p join seats s on s.person_id = p.id and s.starts_on <= $1 and (s.ends_on is null or s.ends_on >= $1) ";
constexpr std::string_view reachable =
    " p.email <> '' and not exists (select 1 from mail_bounces b where b.address = p.email)";
constexpr std::string_view not_told =
    " not exists (select 1 from mail_items t where t.person_id = p.id and t.item_id = n.id)";

// Of n, for p.
const std::string& inside_the_wall() {
  static const std::string sql = " and " + wall_is_open_to("p.id", "$1", "n.wall");
  return sql;
}

// The three ways somebody is meant: a need's seat, a notice's seat, a notice's person. Columns of n, p and `how`.
struct Source {
  std::string from, topic;
  bool notices;
};
const std::vector<Source>& sources() {
  static const std::string seat = " n on n.place_id = s.place_id and n.role = s.role and n.party_id = s.party_id ";
  static const std::vector<Source> all{
      {std::string(people_with_seats) + "join needs" + seat, needs_topic(), false},
      {std::string(people_with_seats) + "join notices" + seat, "n.topic", true},
      {" people p join notices n on n.person_id = p.id ", "n.topic", true},
  };
  return all;
}

std::string way_of(const Source& source) {
  return fmt::format(
      "coalesce((select c.how from notification_choices c where c.person_id = p.id and c.topic = {0}), {1})",
      source.topic, usual_way(source.topic));
}

// ── at once ──────────────────────────────────────────────────────────────────

// Those of a batch are one mail to each person, but an entry for the calendar goes alone.
std::vector<std::string> make_post_statements() {
  std::vector<std::string> statements;
  for (const Source& source : sources()) {
    std::string plain = source.notices ? "n.calendar = '' and " : "";
    std::string insert = "insert into mail_items (person_id, item_id, mail_id) select distinct p.id, n.id, ";
    std::string rest = " from" + source.from + "join untold u on u.item_id = n.id and u.batch = $2 where" +
                       std::string(reachable) + inside_the_wall() + " and" + std::string(not_told) +
                       " and $1 = $1 and ";
    statements.push_back(insert + "'now.' || $2 || '.' || p.id" + rest + plain + way_of(source) + " = 'immediate'");
    if (source.notices)
      statements.push_back(insert + "'calendar.' || n.id || '.' || p.id" + rest + "n.calendar <> '' and " +
                           way_of(source) + " <> 'off'");
  }
  return statements;
}

void make_mails(Tx& tx, const std::string& how, const std::string& above, const std::string& to) {
  tx.run(
      "insert into mails (id, person_id, how, state, made_at, next_at, attempts, claim, message_id)"
      " select mail_id, person_id, $1, 'waiting', $2, $2, 0, '', '' from mail_items where mail_id > $3 and mail_id <= "
      "$4"
      " and not exists (select 1 from mails where mails.id = mail_id) group by mail_id, person_id",
      {how, tx.now(), above, to});
}

}  // namespace

bool sort_post(Tx& tx) {
  if (!tx.maybe_value<std::string>("select item_id from untold limit 1")) return false;
  static const std::vector<std::string> statements = make_post_statements();
  tx.lock("mail");
  std::string batch = kit::new_id("post");
  tx.run("update untold set batch = $1 where item_id in (select item_id from untold order by item_id limit $2)",
         {batch, post_at_once});
  for (const std::string& sql : statements) tx.run(sql, {tx.today(), batch});
  make_mails(tx, "immediate", "now." + batch + ".", "now." + batch + ".~");
  tx.run(
      "insert into mails (id, person_id, how, state, made_at, next_at, attempts, claim, message_id)"
      " select mail_id, t.person_id, 'calendar', 'waiting', $1, $1, 0, '', '' from mail_items t join untold u"
      " on u.item_id = t.item_id and u.batch = $2 where mail_id = 'calendar.' || t.item_id || '.' || t.person_id"
      " and not exists (select 1 from mails where mails.id = mail_id)",
      {tx.now(), batch});
  tx.run("delete from untold where batch = $1", {batch});
  return true;
}

// ── once a day ───────────────────────────────────────────────────────────────

namespace {

std::vector<std::string> make_digest_statements() {
  std::vector<std::string> statements;
  for (const Source& source : sources())
    statements.push_back(
        "insert into mail_items (person_id, item_id, mail_id) select distinct p.id, n.id, $5 || p.id from" +
        source.from +
        "left join notification_zones z on z.person_id = p.id where p.id > $3 and p.id <= $4 and coalesce(z.zone, $2) "
        "= $6"
        " and" +
        std::string(reachable) + inside_the_wall() + " and" + std::string(not_told) + " and $1 = $1 and " +
        way_of(source) + " = 'digest'");
  return statements;
}

std::set<std::string> zones_of_people(Reader& db, const kit::Zone& zone) {
  std::set<std::string> zones{zone.name()};
  db.each("select distinct zone from notification_zones", {}, [&](const kit::Row& row) { zones.emplace(row.text(0)); });
  return zones;
}

struct Run {
  std::string zone, day, done_to;
};

// A run that began and did not end, or one whose morning has come.
std::optional<Run> next_run(Tx& tx, const kit::Zone& zone) {
  for (const std::string& name : zones_of_people(tx, zone)) {
    kit::Zone there(name);
    Date day = kit::date_in(tx.now(), there);
    if (tx.now() < kit::instant_at(day, hour_of_digest, 0, there)) continue;
    Run run{name, kit::iso(day), ""};
    bool begun = false, ended = false;
    tx.each("select done_to, ended_at from digest_runs where zone = $1 and day = $2", {run.zone, run.day},
            [&](const kit::Row& row) { begun = true, ended = !row.is_null(1), run.done_to = row.text(0); });
    if (ended) continue;
    if (!begun)
      tx.run("insert into digest_runs (zone, day, done_to, mails, began_at) values ($1, $2, '', 0, $3)",
             {run.zone, run.day, tx.now()});
    return run;
  }
  return std::nullopt;
}

}  // namespace

bool make_digests(Tx& tx, const kit::Zone& zone) {
  static const std::vector<std::string> statements = make_digest_statements();
  tx.lock("mail");
  auto run = next_run(tx, zone);
  if (!run) return false;
  auto last = tx.value<std::optional<std::string>>(
      "select max(id) from (select id from people where id > $1 order by id limit $2) as some_people",
      {run->done_to, people_at_once});
  if (!last) {
    tx.run("update digest_runs set ended_at = $3 where zone = $1 and day = $2", {run->zone, run->day, kit::now()});
    return true;
  }
  std::string prefix = "digest." + run->day + ".";
  for (const std::string& sql : statements)
    tx.run(sql, {tx.today(), zone.name(), run->done_to, *last, prefix, run->zone});
  make_mails(tx, "digest", prefix + run->done_to, prefix + *last);
  tx.run("update digest_runs set done_to = $3 where zone = $1 and day = $2", {run->zone, run->day, *last});
  return true;
}

void tidy_mails(Tx& tx) {
  Instant old = kit::plus_seconds(tx.now(), -kept_days * 86400);
  tx.run("delete from notices where id in (select id from notices where since < $1 limit 5000)", {old});
  tx.run("delete from mails where id in (select id from mails where state <> 'waiting' and made_at < $1 limit 5000)",
         {old});
  tx.run("delete from digest_runs where began_at < $1", {old});
  tx.run(
      "delete from mail_items where (person_id, item_id) in (select person_id, item_id from mail_items t"
      " where not exists (select 1 from mails where mails.id = t.mail_id)"
      " and not exists (select 1 from needs where needs.id = t.item_id)"
      " and not exists (select 1 from notices where notices.id = t.item_id) limit 5000)");
  std::vector<std::string> changed;
  tx.each(
      "select address from mail_bounces where not exists (select 1 from people where id = person_id and email = "
      "address)",
      {}, [&](const kit::Row& row) { changed.emplace_back(row.text(0)); });
  for (const std::string& address : changed) try_again(tx, address);
}

// ── going out ────────────────────────────────────────────────────────────────

namespace {

std::vector<std::string> make_item_queries() {
  std::vector<std::string> queries;
  for (const Source& source : sources()) {
    queries.push_back(std::string("select distinct m.id, ") + (source.notices ? "'notices.'" : "'needs.'") +
                      " || n.kind, case when n.wall like 'case:%' then '' else n.about end, n.url, " +
                      (source.notices ? "'', n.calendar_method, n.calendar" : "coalesce(n.due_on, ''), '', ''") +
                      ", n.since, n.id, " + (source.notices ? "''" : "n.subject_id") + " from" + source.from +
                      "join mail_items t on t.person_id = p.id and t.item_id = n.id join mails m on m.id = t.mail_id "
                      "where m.claim = $2" +
                      inside_the_wall() + " and $1 = $1 and " + way_of(source) + " <> 'off'");
  }
  return queries;
}

std::vector<OutgoingMail> recipients(Tx& tx, const std::string& claim) {
  std::vector<OutgoingMail> mails;
  tx.each(
      "select m.id, m.how, m.attempts, p.id, p.name, p.email, p.language from mails m join people p on p.id = "
      "m.person_id"
      " where m.claim = $1 and" +
          std::string(reachable) + " order by m.made_at, m.id",
      {claim}, [&](const kit::Row& row) {
        OutgoingMail mail{.id = std::string(row.text(0)),
                          .how = std::string(row.text(1)),
                          .person = {std::string(row.text(3))},
                          .name = std::string(row.text(4)),
                          .address = std::string(row.text(5)),
                          .language = row.text(6) == "es" ? Language::es : Language::en,
                          .attempts = row.integer(2)};
        mails.push_back(std::move(mail));
      });
  return mails;
}

// Nobody is reminded of what they have done, though others still owe their part of it.
bool is_done(Reader& db, const OutgoingMail& mail, std::string_view sentence, const std::string& subject) {
  constexpr std::string_view needs = "needs.";
  return sentence.starts_with(needs) && has_done_their_part(db, mail.person, sentence.substr(needs.size()), subject);
}

void load_items(Tx& tx, const std::string& claim, std::vector<OutgoingMail>& mails) {
  static const std::vector<std::string> queries = make_item_queries();
  std::map<std::string, OutgoingMail*> by_id;
  for (OutgoingMail& mail : mails) by_id[mail.id] = &mail;
  for (const std::string& sql : queries)
    tx.each(sql, {tx.today(), claim}, [&](const kit::Row& row) {
      auto mail = by_id.find(std::string(row.text(0)));
      if (mail == by_id.end() || mail->second->items.size() >= most_items) return;
      if (is_done(tx, *mail->second, row.text(1), std::string(row.text(9)))) return;
      mail->second->items.push_back(
          {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)), kit::parse_date(row.text(4))});
      if (mail->second->how != "calendar") return;
      mail->second->calendar_method = row.text(5), mail->second->calendar = row.text(6);
    });
}

bool sooner(const MailItem& left, const MailItem& right) {
  if (left.due_on.has_value() != right.due_on.has_value()) return left.due_on.has_value();
  return left.due_on < right.due_on;
}

std::string local_part(kit::Session& db, const OutgoingMail& mail) { return "mail." + mail_seal(db, mail.id); }

}  // namespace

std::vector<OutgoingMail> claim_mails(Tx& tx, int most) {
  tx.lock("mail");
  std::string claim = kit::new_id("claim");
  Instant again = kit::plus_seconds(tx.now(), claim_seconds);
  if (tx.run("update mails set claim = $1, next_at = $2, attempts = attempts + 1 where id in"
             " (select id from mails where state = 'waiting' and next_at <= $3 order by next_at limit $4)",
             {claim, again, tx.now(), most}) == 0)
    return {};
  auto mails = recipients(tx, claim);
  load_items(tx, claim, mails);
  std::erase_if(mails, [](const OutgoingMail& mail) { return mail.items.empty(); });
  for (OutgoingMail& mail : mails) {
    std::ranges::stable_sort(mail.items, sooner);
    tx.run("update mails set claim = $2, message_id = $3 where id = $1",
           {mail.id, "+" + claim, local_part(tx.db(), mail)});
  }
  tx.run("update mails set state = 'dropped', claim = '' where claim = $1", {claim});
  return mails;
}

void settle_mail(Tx& tx, const OutgoingMail& mail, MailOutcome outcome) {
  bool given_up = outcome == MailOutcome::never || (outcome == MailOutcome::later && mail.attempts >= most_attempts);
  const char* state = outcome == MailOutcome::sent ? "sent" : given_up ? "failed" : "waiting";
  std::int64_t pause = std::min<std::int64_t>(60LL << std::min<std::int64_t>(mail.attempts, 9), 6 * 3600);
  tx.run("update mails set state = $2, next_at = $3, claim = '' where id = $1",
         {mail.id, state, kit::plus_seconds(tx.now(), pause)});
}

void release_mails(Tx& tx, const std::vector<OutgoingMail>& mails) {
  for (const OutgoingMail& mail : mails)
    tx.run("update mails set next_at = $2, attempts = attempts - 1, claim = '' where id = $1 and state = 'waiting'",
           {mail.id, tx.now()});
}

std::string message_id_of(kit::Session& db, const OutgoingMail& mail, std::string_view host) {
  return local_part(db, mail) + "@" + std::string(host);
}

}  // namespace partnership
