#pragma once
#include "partnership/web/router.h"

// The journal as files, in the standard form of C2SP tlog-tiles, below /log: checkpoint, tile/<L>/<N>[.p/<W>] and
// tile/entries/<N>[.p/<W>]. Only what the published checkpoint covers is there. The checkpoint and the hashes are
// anybody's; entries name kinds and seats, so they are for who has a seat, and not there for anybody else.
namespace partnership {

void log_routes(Router& router);

}  // namespace partnership
