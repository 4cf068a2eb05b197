// SPDX-License-Identifier: MIT
// Who is faster, and by how much: all take their turn in every round, and every ratio is taken inside a round.
#pragma once

#include <benchmark/benchmark.h>

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
};

/// A benchmark of which each repetition is a round, and each counter what a contestant took for a row, in nanoseconds.
inline void contest(const std::string& name, std::size_t rows, int rounds, std::vector<contestant> contestants) {
  auto round = [rows, next = std::size_t{0}, all = std::move(contestants)](benchmark::State& state) mutable {
    using clock = std::chrono::steady_clock;
    for (auto _ : state) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [who, run] = all[(next + i) % all.size()];
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
