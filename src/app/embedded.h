#pragma once
#include <span>

#include "kit/http/asset.h"

// What tools/embed.py built into the program.
namespace app {

std::span<const kit::Asset> web_assets();
std::span<const kit::Asset> word_assets();
std::span<const kit::Asset> schema_assets();
std::span<const kit::Asset> published_assets();

}  // namespace app
