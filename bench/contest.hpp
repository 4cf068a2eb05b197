// SPDX-License-Identifier: MIT
// Who is faster, and by how much: all take their turn in every round, and every ratio is taken inside a round.
//
// Whoever's turn it is runs twice, and the second run counts: the first one wakes the cores and brings the data back,
// which the machine may have put aside meanwhile. And memory that was freed stays with the process, as DuckDB keeps its
// own: what new memory costs is the machine's affair, and on a virtual one it can be more than all the rest.
#pragma once

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

struct contestant {
  std::string name;
  std::function<void()> run;
  std::function<void()> prepare = [] {};  ///< before each run, and not timed
};

inline void keep_freed_memory() {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
}

/// A benchmark of which each repetition is a round, and each counter what a contestant took for a row, in nanoseconds.
inline void contest(const std::string& name, std::size_t rows, int rounds, std::vector<contestant> contestants) {
  auto round = [rows, next = std::size_t{0}, all = std::move(contestants)](benchmark::State& state) mutable {
    using clock = std::chrono::steady_clock;
    for (auto _ : state) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [who, run, prepare] = all[(next + i) % all.size()];
        prepare();
        run();
        prepare();
        const auto begin = clock::now();
        run();
        const std::chrono::duration<double, std::nano> taken = clock::now() - begin;
        state.counters[who] = taken.count() / static_cast<double>(rows);
      }
      ++next;
    }
  };
  benchmark::RegisterBenchmark((name + "/" + std::to_string(rows)).c_str(), std::move(round))
      ->Iterations(1)
      ->Repetitions(rounds)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace bench
