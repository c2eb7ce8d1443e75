#include <algorithm>

#include "modules/changes/changes.h"

// Pure: whether a notice was in time.
namespace changes {

const ChangeKind* NoticePolicy::kind(std::string_view key) const {
  auto found = std::ranges::find(kinds, key, &ChangeKind::key);
  return found == kinds.end() ? nullptr : &*found;
}

// 2.6 "No surprises": with a minimum notice period. The days count from the telling to the beginning, as it was
// intended or, where it came earlier, as it was.
Notice notice_of(const Change& change, const std::optional<ChangeBeginning>& beginning) {
  Date begins = beginning ? std::min(change.begins_on, beginning->began_on) : change.begins_on;
  Notice notice{.days = kit::days_between(change.recorded_on, begins)};
  notice.short_ = std::max(0, change.notice_days - notice.days);
  notice.timing = !change.told                            ? Timing::missing
                  : notice.days < 0                       ? Timing::after
                  : notice.short_ > 0                     ? Timing::late
                  : notice.days >= 2 * change.notice_days ? Timing::early
                                                          : Timing::in_time;
  return notice;
}

}  // namespace changes
