#pragma once
#include "partnership/web/parts.h"

// The history page, the same for everything that has one: sentences newest first, fifty at a time, each with its entry.
namespace partnership {

inline constexpr int lines_of_history = 50;

// Where the reader asked to go on (?before=), or 0.
std::int64_t history_before(const Request& request);
void write_lines(kit::JsonWriter& json, const std::vector<HistoryLine>& lines);
// The address of the lines before these; empty when there are none.
std::string older_than(const std::vector<HistoryLine>& lines, const std::string& url);

// `url` is the page's own address, without a query.
Response show_lines(Request& request, const std::vector<HistoryLine>& lines, const std::string& url,
                    const Place& place);
// The history of one thing.
Response show_history_of(Request& request, Reader& db, std::string_view subject, const std::string& url,
                         const Place& place);

}  // namespace partnership
