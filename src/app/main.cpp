#include <csignal>
#include <iostream>

#include "app/command_line.h"

int main(int count, char** words) {
  try {
    return app::run_command({words + 1, words + count}, std::cout, std::cerr);
  } catch (const std::exception& fault) {
    std::cerr << "concert: " << fault.what() << "\n";
    return 1;
  }
}
