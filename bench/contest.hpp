// SPDX-License-Identifier: MIT
// Who is faster, and by how much: all take their turn in every round, and every ratio is taken inside a round.
//
// Whoever's turn it is runs twice, and the second run counts: the first one wakes the cores and brings the data back,
// which the machine may have put aside meanwhile. And memory that was freed stays with the process, as DuckDB keeps its
// own: what new memory costs is the machine's affair, and on a virtual one it can be more than all the rest.
//
// All of a round run on one core, the one that was faster just before: where others use the machine too, a core can be
// half as fast as its neighbour, and a while later it is the other way round.
#pragma once

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <sched.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace bench {

struct contestant {
  std::string name;
  std::function<void()> run;
  std::function<void()> prepare = [] {};  ///< before each run, and not timed
  bool on_all_cores = false;
};

inline void keep_freed_memory() {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
}

/// What the second of two runs takes, in nanoseconds.
inline double time_of(const contestant& c) {
  using clock = std::chrono::steady_clock;
  c.prepare();
  c.run();
  c.prepare();
  const auto begin = clock::now();
  c.run();
  return std::chrono::duration<double, std::nano>(clock::now() - begin).count();
}

/// Cores on which a thread may run, and those that it starts.
class cores {
 public:
  cores() { sched_getaffinity(0, sizeof all_, &all_); }

  void take_all() const { sched_setaffinity(0, sizeof all_, &all_); }
  void take(int core) const {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
  }
  /// The one on which it is done first.
  [[nodiscard]] int fastest(const contestant& c) const {
    int first = 0;
    auto least = std::numeric_limits<double>::infinity();
    for (int core = 0; core < CPU_SETSIZE; ++core) {
      if (!CPU_ISSET(core, &all_)) continue;
      take(core);
      if (const double taken = time_of(c); taken < least) {
        least = taken;
        first = core;
      }
    }
    return first;
  }

 private:
  cpu_set_t all_;
};

/// A benchmark of which each repetition is a round, and each counter what a contestant took for a row, in nanoseconds.
inline void contest(const std::string& name, std::size_t rows, int rounds, std::vector<contestant> contestants) {
  auto round = [rows, next = std::size_t{0}, all = std::move(contestants)](benchmark::State& state) mutable {
    for (auto _ : state) {
      const cores machine;
      const int core = machine.fastest(all.front());
      for (std::size_t i = 0; i < all.size(); ++i) {
        const contestant& c = all[(next + i) % all.size()];
        if (c.on_all_cores)
          machine.take_all();
        else
          machine.take(core);
        state.counters[c.name] = time_of(c) / static_cast<double>(rows);
      }
      machine.take_all();
      ++next;
    }
  };
  benchmark::RegisterBenchmark((name + "/" + std::to_string(rows)).c_str(), std::move(round))
      ->Iterations(1)
      ->Repetitions(rounds)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace bench
