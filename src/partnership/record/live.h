#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "kit/db/db.h"
#include "kit/http/event_stream.h"
#include "kit/text/language.h"
#include "kit/time/zone.h"

// The journal as it happens: whoever listens hears of each new entry they may see, in the order of the tree and once.
// A listener says where it stood (the position in the tree of the last entry it knows), so coming back leaves no gap.
// What is read is the journal itself, so entries of another process, such as an import, are heard too. Who may see an
// entry is asked again at each: a session or a seat that has ended hears no more. When nothing happens, a round is one
// query, however many listen. Thread-safe.
namespace partnership {

struct Listening {
  std::string token;  // of the listener's session
  kit::Language language = kit::Language::en;
  std::string about;                // a thing, a unit (and below), a person; empty: everything
  std::string chapter;              // of places.h; empty: all
  std::int64_t after = -1;          // the last position already known; -1: only what comes from now on
  std::vector<std::int64_t> known;  // sequences already known though not yet in the tree
};

class Live {
 public:
  Live(kit::Database& database, kit::Zone zone, std::function<kit::Instant()> now)
      : database_(database), zone_(std::move(zone)), now_(std::move(now)) {}
  ~Live();  // stops

  std::shared_ptr<kit::EventStream> listen(Listening listening);
  std::size_t listeners() const;

  // One round: events "entry" with {"sequence","at","sentence"} and the position as their id; "missed" with {"count"}
  // for somebody who stayed away so long that looking at the page again is better.
  void deliver();

  // Rounds from a thread of its own, until stop().
  void start(std::chrono::milliseconds every = std::chrono::milliseconds(200));
  void stop();

 private:
  struct Listener {
    Listening listening;
    std::int64_t next;  // the position it waits for
    std::shared_ptr<kit::EventStream> stream;
  };
  class Round;

  kit::Database& database_;
  kit::Zone zone_;
  std::function<kit::Instant()> now_;
  mutable std::mutex mutex_;
  std::list<Listener> listeners_;
  std::mutex rounds_;  // one at a time
  std::thread thread_;
  std::condition_variable wake_;
  bool stopping_ = false;
};

// The address at which a page listens that has just been read: it names where the page stands.
class Reader;
std::string live_url(Reader& db, std::string_view about = {}, std::string_view chapter = {});

}  // namespace partnership
