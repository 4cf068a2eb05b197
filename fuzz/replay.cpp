// SPDX-License-Identifier: MIT
// Runs a fuzz target over the files of a folder, without a fuzzer and with any compiler: `replay FOLDER…`.
#include "fuzz.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
    text.shrink_to_fit();  // an address sanitizer then sees what reads behind the end
    if (!file) {
      std::fprintf(stderr, "%s cannot be read\n", path.string().c_str());
      return 1;
    }
    std::printf("%s\n", path.filename().string().c_str());
    std::fflush(stdout);  // the last name printed is that of the one that failed
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  if (files.empty()) std::fputs("nothing to replay\n", stderr);
  return files.empty() ? 1 : 0;
}
