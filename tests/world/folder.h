#pragma once
#include <filesystem>

#include "kit/id/id.h"

// A folder for the files of one test, gone with it.
namespace tests {

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / kit::new_id("concert");
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
};

}  // namespace tests
