// SPDX-License-Identifier: MIT
// How fast is kpi, beside what one would use instead?
//
//     kpi_bench [--deals N] [--customers N] [--rounds N] [--benchmark_… as of Google Benchmark]
//     kpi_bench --rows-only …   only what reads the rows as they are, for 100 million of them
//     kpi_bench --csv FILE      DuckDB's scorecard of a file of generate_deals, and nothing else
//
// Everything is first computed by all and compared; only then is anything timed.
#include "call.hpp"
#include "contest.hpp"
#include "ledger.hpp"
#include "live.hpp"
#include "scorecard.hpp"
#include "verify.hpp"

#ifdef KPI_BENCH_DUCKDB
#include "duckdb_peer.hpp"
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace bench;

struct options {
  std::size_t deals = 1'000'000;
  std::size_t customers = 100'000;
  int rounds = 9;
  std::string csv{};
  bool rows_only = false;
};

/// Takes what is its own, and leaves the rest to Google Benchmark.
options parse(int& argc, char** argv) {
  options o;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    const auto number = [&] { return i + 1 < argc ? std::strtoull(argv[++i], nullptr, 10) : 0; };
    if (name == "--deals")
      o.deals = number();
    else if (name == "--customers")
      o.customers = number();
    else if (name == "--rounds")
      o.rounds = static_cast<int>(number());
    else if (name == "--csv" && i + 1 < argc)
      o.csv = argv[++i];
    else if (name == "--rows-only")
      o.rows_only = true;
    else
      argv[kept++] = argv[i];
  }
  argc = kept;
  return o;
}

template <class F>
contestant timed(std::string name, F f) {
  return {std::move(name), [f] { benchmark::DoNotOptimize(f()); }};
}

template <class F>
contestant on_all_cores(F f) {
  contestant c = timed("kpi_all_cores", f);
  c.on_all_cores = true;
  return c;
}

/// Every core does all of it, each for itself: what they slow one another down although they share no work.
template <class F>
contestant on_each_core(F f) {
  const auto run = [f] {
    std::vector<std::jthread> cores(std::thread::hardware_concurrency());
    for (std::jthread& core : cores) core = std::jthread([&f] { benchmark::DoNotOptimize(f()); });
  };
  return {.name = "kpi_on_each_core", .run = run, .on_all_cores = true};
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  const options o = parse(argc, argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;

#ifdef KPI_BENCH_DUCKDB
  if (!o.csv.empty()) {
    for (const auto& [name, figure] : scorecard_by_sql(o.csv)) std::printf("%s %.17g\n", name.data(), figure);
    return 0;
  }
#endif

  const deal_rows rows = deals(o.deals);
  std::vector<contestant> total{
      timed("kpi", [&] { return with_kpi::total(rows); }),
      on_all_cores([&] { return with_kpi::total_on_all_cores(rows); }),
      on_each_core([&] { return with_kpi::total(rows); }),
      timed("fused", [&] { return fused::total(rows); }),
      timed("fused_and_checked", [&] { return fused_and_checked::total(rows); }),
      timed("reading", [&] { return reading::all(rows); }),
  };
  std::vector<contestant> grouped{
      timed("kpi", [&] { return with_kpi::grouped(rows); }),
      on_all_cores([&] { return with_kpi::grouped_on_all_cores(rows); }),
      on_each_core([&] { return with_kpi::grouped(rows); }),
      timed("fused", [&] { return fused::grouped(rows); }),
      timed("fused_and_checked", [&] { return fused_and_checked::grouped(rows); }),
  };
  std::vector<contestant> by_quarter{
      timed("kpi", [&] { return with_kpi::by_quarter_of_event(rows); }),
      timed("fused", [&] { return fused::by_quarter_of_event(rows); }),
  };
  if (o.rows_only) {
    if (!verified(rows)) return 1;
    contest("total", rows.size(), o.rounds, std::move(total));
    contest("grouped", rows.size(), o.rounds, std::move(grouped));
    contest("by_quarter", rows.size(), o.rounds, std::move(by_quarter));
    benchmark::RunSpecifiedBenchmarks();
    return 0;
  }

  const deal_rows shuffled = deals(o.deals, order::shuffled);
  const deal_columns columns = columns_of(rows);
  const ledger_rows subscriptions = ledger(o.customers);
  const ledger_months by_month = months_of(subscriptions);
  const kpi_ledger for_kpi = ledger_for_kpi(subscriptions);
  const auto calls = opportunities(1'000);
  if (!verified(rows, shuffled, columns, subscriptions, by_month, for_kpi, calls)) return 1;

#ifdef KPI_BENCH_DUCKDB
  duckdb_peer duckdb(rows, subscriptions);
  if (!duckdb.verified(fused::total(rows), fused::grouped(rows), fused::by_customer(subscriptions))) return 1;
#endif

  total.push_back(timed("first_thought", [&] { return first_thought::total(rows); }));
  total.push_back(timed("kpi_columns", [&] { return with_kpi::total(columns); }));
  total.push_back(timed("fused_columns", [&] { return fused::total(columns); }));
  total.push_back(timed("reading_columns", [&] { return reading::all(columns); }));
  grouped.push_back(timed("first_thought", [&] { return first_thought::grouped(rows); }));
  grouped.push_back(timed("kpi_shuffled", [&] { return with_kpi::grouped(shuffled); }));
  grouped.push_back(timed("fused_shuffled", [&] { return fused::grouped(shuffled); }));
  grouped.push_back(timed("kpi_columns", [&] { return with_kpi::grouped(columns); }));
  grouped.push_back(timed("fused_columns", [&] { return fused::grouped(columns); }));
  std::vector<contestant> movements{
      timed("kpi", [&] { return with_kpi::by_customer(for_kpi); }),
      on_all_cores([&] { return with_kpi::by_customer_on_all_cores(for_kpi); }),
      on_each_core([&] { return with_kpi::by_customer(for_kpi); }),
      timed("fused", [&] { return fused::by_customer(subscriptions); }),
      timed("first_thought", [&] { return first_thought::by_customer(subscriptions); }),
      timed("kpi_by_month", [&] { return with_kpi::by_month(for_kpi); }),
      timed("fused_by_month", [&] { return fused::by_month(by_month); }),
  };
#ifdef KPI_BENCH_DUCKDB
  total.push_back({"duckdb", [&] { duckdb.total(); }});
  total.push_back({"duckdb_idiomatic", [&] { duckdb.total_idiomatic(); }});
  grouped.push_back({"duckdb", [&] { duckdb.grouped(); }});
  grouped.push_back({"duckdb_idiomatic", [&] { duckdb.grouped_idiomatic(); }});
  movements.push_back({"duckdb", [&] { duckdb.movements(); }});
  movements.push_back({"duckdb_window", [&] { duckdb.movements_by_window(); }});
#endif
  contest("total", rows.size(), o.rounds, std::move(total));
  contest("grouped", rows.size(), o.rounds, std::move(grouped));
  contest("by_quarter", rows.size(), o.rounds, std::move(by_quarter));
  contest("ledger", subscriptions.size(), o.rounds, std::move(movements));

  constexpr std::size_t times = 2'000;
  contest("call", calls.size() * times, o.rounds,
          {{"kpi",
            [&] {
              for (std::size_t i = 0; i < times; ++i) benchmark::DoNotOptimize(with_kpi::sum_of_win_rates(calls));
            }},
           {"division", [&] {
              for (std::size_t i = 0; i < times; ++i) benchmark::DoNotOptimize(divided::sum_of_win_rates(calls));
            }}});

  live_board board(rows);
  std::vector years(100, board.year());  // that roll at the end of a month
  contest("live", 1, o.rounds,
          {timed("recount", [&] { return board.recount(); }),
           {"thousand_changes", [&] { board.change(1'000); }},
           {.name = "twelve_hundred_rolls",
            .run =
                [&] {
                  for (auto& year : years)
                    for (int i = 0; i < 12; ++i) benchmark::DoNotOptimize(year.roll_to(year.last() + date::months{1}));
                },
            .prepare = [&] { std::fill(years.begin(), years.end(), board.year()); }}});

  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
