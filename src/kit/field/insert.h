#pragma once
#include "kit/db/db.h"
#include "kit/field/field.h"

// Many records of one table at once: one after another where that costs nothing, and as few statements as possible
// where each one is a way to the server and back.
namespace kit {

// `rows`: `count` records of `size` bytes each, side by side.
void insert_all(Session& db, const Table& table, const void* rows, std::size_t count, std::size_t size);

}  // namespace kit
