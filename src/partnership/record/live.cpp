#include "partnership/record/live.h"

#include <iostream>
#include <set>

#include "kit/http/uri.h"
#include "kit/json/json_writer.h"
#include "partnership/record/places.h"
#include "partnership/record/sentences.h"
#include "partnership/sign_in.h"
#include "partnership/walls.h"

namespace partnership {
namespace {

constexpr std::int64_t entries_at_once = 200;
constexpr std::int64_t most_missed = 1000;  // positions; more are not told one by one

struct Fresh {
  std::int64_t position = 0, sequence = 0;
  std::string wall, body;
  journal::Entry entry;
};

std::vector<Fresh> entries_from(kit::Session& db, std::int64_t begin, std::int64_t end) {
  std::vector<Fresh> entries;
  db.each(
      "select position, journal_leaves.sequence, wall, entry, body from journal_leaves"
      " join journal_entries on journal_entries.sequence = journal_leaves.sequence"
      " left join journal_bodies on journal_bodies.sequence = journal_leaves.sequence"
      " where position >= $1 and position < $2 order by position",
      {begin, end}, [&](const kit::Row& row) {
        auto entry = journal::decode(row.text(3));
        if (entry)
          entries.push_back({row.integer(0), row.integer(1), std::string(row.text(2)),
                             row.is_null(4) ? "" : std::string(row.text(4)), std::move(*entry)});
      });
  return entries;
}

std::int64_t size_of_tree(kit::Session& db) {
  return db.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves");
}

std::string event_of(const Fresh& fresh, const std::string& sentence) {
  kit::JsonWriter json;
  json.begin_object()
      .member("sequence", fresh.sequence)
      .member("at", kit::iso(Instant{fresh.entry.time}))
      .member("sentence", sentence)
      .end_object();
  return json.take();
}

}  // namespace

// What one round has found out, so that a thousand listeners to the same things ask the database once.
class Live::Round {
 public:
  Round(kit::Session& db, Instant now, Date today) : db_(db), now_(now), today_(today), size_(size_of_tree(db)) {}

  std::int64_t size() const { return size_; }

  void bring_up_to_date(Listener& listener) {
    while (listener.next < size_ && listener.stream->open()) {
      if (size_ - listener.next > most_missed)
        tell_missed(listener);
      else
        tell(listener, std::min(size_, listener.next + entries_at_once));
    }
  }

 private:
  void tell_missed(Listener& listener) {
    kit::JsonWriter json;
    json.begin_object().member("count", size_ - listener.next).end_object();
    if (!actor(listener).seats.empty())
      listener.stream->send("missed", json.take(), std::to_string(size_ - 1));
    else
      listener.stream->close();
    listener.next = size_;
  }

  void tell(Listener& listener, std::int64_t end) {
    const Actor& who = actor(listener);
    if (who.seats.empty()) return listener.stream->close();
    for (const Fresh& fresh : entries(listener.next, end))
      if (concerns(listener, fresh) && may_see(who, fresh))
        listener.stream->send("entry", event(who, listener.listening.language, fresh), std::to_string(fresh.position));
    listener.next = end;
  }

  const Actor& actor(const Listener& listener) {
    auto [found, fresh] = actors_.try_emplace(listener.listening.token);
    if (fresh) found->second = actor_of_token(db_, listener.listening.token, now_, today_);
    return found->second;
  }

  const std::vector<Fresh>& entries(std::int64_t begin, std::int64_t end) {
    auto [found, fresh] = entries_.try_emplace({begin, end});
    if (fresh) found->second = entries_from(db_, begin, end);
    return found->second;
  }

  // The same question as every page's, so that what a page hides is not heard either.
  bool may_see(const Actor& who, const Fresh& fresh) {
    if (fresh.wall == "joint") return true;
    static const std::string sql = "select 1 from journal_entries where " + wall_is_open() + " and sequence = $3";
    auto [found, asked] = open_.try_emplace({who.person.text, fresh.wall});
    if (asked) found->second = db_.maybe_value<std::int64_t>(sql, {who.person, today_, fresh.sequence}).has_value();
    return found->second;
  }

  bool concerns(const Listener& listener, const Fresh& fresh) {
    const Listening& wanted = listener.listening;
    if (std::ranges::find(wanted.known, fresh.sequence) != wanted.known.end()) return false;
    return (wanted.about.empty() || is_about(wanted.about, fresh.sequence)) &&
           (wanted.chapter.empty() || is_in(wanted.chapter, fresh.sequence));
  }

  bool is_about(const std::string& about, std::int64_t sequence) {
    auto [found, fresh] = about_.try_emplace({about, sequence});
    if (fresh)
      found->second =
          exists("select 1 from journal_subjects where subject_id = $1 and sequence = $2", about, sequence) ||
          lies_in_place(about, sequence);
    return found->second;
  }

  bool is_in(const std::string& chapter, std::int64_t sequence) {
    return exists("select 1 from journal_places where place_id = '' and chapter = $1 and sequence = $2", chapter,
                  sequence);
  }

  bool lies_in_place(const std::string& place, std::int64_t sequence) {
    if (!place.starts_with("unit_") && !place.starts_with("person_")) return false;
    for (std::string_view chapter : chapters())
      if (db_.maybe_value<std::int64_t>(
              "select 1 from journal_places where place_id = $1 and chapter = $2 and sequence = $3",
              {place, chapter, sequence}))
        return true;
    return false;
  }

  bool exists(std::string_view sql, const std::string& id, std::int64_t sequence) {
    return db_.maybe_value<std::int64_t>(sql, {id, sequence}).has_value();
  }

  const std::string& event(const Actor& who, kit::Language language, const Fresh& fresh) {
    auto [found, asked] = events_.try_emplace({fresh.sequence, language});
    if (asked) {
      Reader reader(db_, who, now_, today_);
      found->second = event_of(fresh, Sentences(reader, language).of(fresh.entry, fresh.body).sentence);
    }
    return found->second;
  }

  kit::Session& db_;
  Instant now_;
  Date today_;
  std::int64_t size_;
  std::map<std::string, Actor> actors_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Fresh>> entries_;
  std::map<std::pair<std::string, std::string>, bool> open_;
  std::map<std::pair<std::string, std::int64_t>, bool> about_;
  std::map<std::pair<std::int64_t, kit::Language>, std::string> events_;
};

Live::~Live() { stop(); }

// A listener who starts now stands at what the tree holds now, and not at what it will hold at the next round.
std::shared_ptr<kit::EventStream> Live::listen(Listening listening) {
  Listener listener{.listening = std::move(listening), .next = 0, .stream = std::make_shared<kit::EventStream>()};
  kit::Session db = database_.read();
  auto size = size_of_tree(db);
  listener.next = listener.listening.after < 0 ? size : std::min(listener.listening.after + 1, size);
  std::lock_guard lock(mutex_);
  listeners_.push_back(listener);
  return listener.stream;
}

std::size_t Live::listeners() const {
  std::lock_guard lock(mutex_);
  return listeners_.size();
}

// Listeners that come meanwhile wait in the list; those of this round are this round's alone, and come back whatever
// happens to it.
void Live::deliver() {
  std::lock_guard one_at_a_time(rounds_);
  std::list<Listener> here;
  {
    std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const Listener& listener) { return !listener.stream->open(); });
    here.swap(listeners_);
  }
  std::shared_ptr<void> back(nullptr, [&](void*) {
    std::lock_guard lock(mutex_);
    listeners_.splice(listeners_.end(), here);
  });
  if (here.empty()) return;
  kit::Session db = database_.read();
  Instant now = now_();
  Round round(db, now, kit::date_in(now, zone_));
  for (Listener& listener : here) round.bring_up_to_date(listener);
}

void Live::start(std::chrono::milliseconds every) {
  thread_ = std::thread([this, every] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, every, [this] { return stopping_; })) {
      lock.unlock();
      try {
        deliver();
      } catch (const std::exception& fault) {
        std::cerr << "listeners could not be told: " << fault.what() << std::endl;
      }
      lock.lock();
    }
  });
}

void Live::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// What is committed and not yet in the tree is on the page already, so it is named; an import may have left a great
// many, and then a line that says so once more does no harm.
std::string live_url(Reader& db, std::string_view about, std::string_view chapter) {
  std::string url = "/journal/live?after=" + std::to_string(size_of_tree(db.db()) - 1), known;
  db.each(
      "select sequence from journal_entries where sequence >"
      " coalesce((select sequence from journal_leaves order by position desc limit 1), 0) order by sequence limit 40",
      {}, [&](const kit::Row& row) { known += (known.empty() ? "" : ",") + std::to_string(row.integer(0)); });
  if (!known.empty()) url += "&known=" + known;
  if (!about.empty()) url += "&about=" + kit::percent_encode(about);
  if (!chapter.empty()) url += "&chapter=" + kit::percent_encode(chapter);
  return url;
}

}  // namespace partnership
