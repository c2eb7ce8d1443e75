#pragma once
#include <string_view>

#include "kit/db/db.h"

// In which order transactions were begun: PostgreSQL's own number of the transaction, above a base. The number starts
// again in a new cluster, so after a restore there the base is raised once, at the start of the program, and entries
// written from then on still come after those that were there. SQLite has one writer and needs none of this.
namespace partnership {

// SQL, on PostgreSQL: of the transaction that asks; and the one below which nothing can still appear.
inline constexpr std::string_view commit_order_now =
    "(pg_current_xact_id()::text::bigint + (select base from journal_base))";
inline constexpr std::string_view commit_order_settled =
    "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (select base from journal_base))";

// Call it before anything is written. Does nothing unless the numbers have gone back.
void keep_commit_order(kit::Database& database);

}  // namespace partnership
