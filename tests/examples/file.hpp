// SPDX-License-Identifier: MIT
// Files of a test: read as a whole, and written to a folder that is removed with it.
#pragma once

#include "../catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace kpi_test {

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

class scratch {
 public:
  scratch() : folder_(std::filesystem::temp_directory_path() / ("kpi_test." + std::to_string(std::random_device{}()))) {
    REQUIRE(std::filesystem::create_directory(folder_));
  }
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  /// Runs a command there, which may redirect its output.
  void run(const std::string& command) const {
    REQUIRE(std::system(("cd \"" + folder_.string() + "\" && " + command).c_str()) == 0);
  }
  [[nodiscard]] std::string path(const std::string& file) const { return (folder_ / file).string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace kpi_test
