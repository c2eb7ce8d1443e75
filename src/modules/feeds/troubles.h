#pragma once
#include "modules/feeds/feeds.h"

// The clocks of a feed: the next file that is due, and whatever is the matter until its owner has answered. Inside the
// module only.
namespace feeds {

inline constexpr std::string_view due_clock = "feed_due";
std::string clock_of(Trouble trouble);  // feed_late …
std::optional<Trouble> trouble_of_clock(std::string_view kind);

// The period that is to come next: after the last one that came, or the one in which the feed began.
Date expected_period(Reader& db, const Feed& feed);
measures::Periods periods_of(Reader& db, const Feed& feed);

void start_due_clock(Tx& tx, const Feed& feed);
// A file came: what was due is met, and the next is due; what it completes or corrects is settled.
void file_came(Tx& tx, const Feed& feed, const Loaded& loaded);

// Kept once, told once to the owner (by a clock) and to every project that depends on one of the feed's metrics.
void raise(Tx& tx, const Feed& feed, Trouble trouble, Date period, const std::string& detail);

}  // namespace feeds
