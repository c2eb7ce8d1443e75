// Moments, calendar days, quarters, zones and working days: everything about time in one include.
#pragma once

#include "kit/time/calendar.h"
#include "kit/time/date.h"
#include "kit/time/instant.h"
#include "kit/time/quarter.h"
#include "kit/time/spoken.h"
#include "kit/time/zone.h"
