// The one main of every unit and scenario test; the cases stand beside the code they try, in *_test.cpp.
// CONCERT_TEST_DATABASE=postgres://… runs them on PostgreSQL instead of SQLite (kit/db and tests/world read it).
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
