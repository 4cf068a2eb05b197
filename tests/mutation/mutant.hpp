// SPDX-License-Identifier: MIT
// Included before everything in a mutated build: mutant n is the program in which `chosen_mutant(n)` holds.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace kpi_mutation {

// The number in KPI_MUTANT; without one, the program as it was written.
inline const int chosen = [] {
  const char* number = std::getenv("KPI_MUTANT");
  return number != nullptr ? std::atoi(number) : 0;
}();

// Where KPI_REACHED names a file, the numbers of the mutants that the run came by are written there at its end.
class record {
 public:
  record() noexcept : path_(std::getenv("KPI_REACHED")) {}
  record(const record&) = delete;
  record& operator=(const record&) = delete;
  ~record() {
    if (path_ == nullptr) return;
    std::FILE* file = std::fopen(path_, "w");
    if (file == nullptr) return;
    for (int n = 0; n < most; ++n)
      if (reached_[n]) std::fprintf(file, "%d\n", n);
    std::fclose(file);
  }
  void note(int n) noexcept { reached_[n] = true; }

  static constexpr int most = 1 << 18;

 private:
  const char* path_;
  bool reached_[most]{};
};
inline record reached;

// What the compiler evaluates is left as it is: a mutant changes what the tests run, not what they assert statically.
constexpr bool chosen_mutant(int n) noexcept {
  if (__builtin_is_constant_evaluated()) return false;
  reached.note(n);
  return chosen == n;
}

}  // namespace kpi_mutation

using kpi_mutation::chosen_mutant;
