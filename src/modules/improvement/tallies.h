#pragma once
#include "partnership/record/projections.h"

// Projects, their points, their closed tests and validated savings: for ever, and in the quarter in which it happened.
namespace improvement {

void count_projects(kit::Session& db, const partnership::AddTally& add);

// What a team's pages ask of the tests of each of its projects.
partnership::Projection progress_of_projects();

}  // namespace improvement
