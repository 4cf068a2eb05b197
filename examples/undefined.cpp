// SPDX-License-Identifier: MIT
// Why is a rate of nothing not 0 %? (docs/why-undefined.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace date::literals;

template <class T>
std::string text(const kpi::result<T>& r) {
  return r ? kpi::to_text(*r) : kpi::to_text(r.error());
}

}  // namespace

int main() {
  //! [two sellers]
  const kpi::opportunities ann{.won = 0, .lost = 4};  // decided four, won none
  const kpi::opportunities bo{};                      // started last week
  fmt::print("Ann {}, Bo {}\n", text(kpi::decided_win_rate(ann)), text(kpi::decided_win_rate(bo)));
  //! [two sellers]

  //! [mean of rates]
  const std::array team{kpi::opportunities{.won = 3, .lost = 1}, kpi::opportunities{.won = 1, .lost = 1},
                        kpi::opportunities{}};
  double sum = 0;
  int defined = 0;
  kpi::opportunities all;
  for (const auto& seller : team) {
    if (const auto rate = kpi::decided_win_rate(seller)) {
      sum += rate->to_double();
      ++defined;
    }
    all += seller;
  }
  fmt::print("mean of three, one of them as 0: {:.1f} %\n", 100 * sum / 3);
  fmt::print("mean of the {} that there are: {:.1f} %\n", defined, 100 * sum / defined);
  fmt::print("of all deals decided: {} ({} of {})\n", text(kpi::decided_win_rate(all)), all.won, all.won + all.lost);
  //! [mean of rates]

  //! [waiting]
  using std::chrono::hours;
  using std::chrono::seconds;
  const kpi::elapsed answered{.cases = 3, .total = seconds(hours(6)), .waiting = 2};
  fmt::print("{} over {} leads, {} more waiting\n", text(kpi::lead_response_time(answered)), answered.cases,
             answered.waiting);
  //! [waiting]

  //! [good news]
  const kpi::pipeline p{
      .open = kpi::money::of(300'000), .won = kpi::money::of(120'000), .target = kpi::money::of(100'000)};
  fmt::print("coverage: {}\n", text(kpi::pipeline_coverage(p)));
  //! [good news]

  //! [handle it]
  const auto coverage = kpi::pipeline_coverage(p);
  if (coverage)
    fmt::print("{:.1x} the open target\n", *coverage);
  else if (coverage.error() == kpi::error{kpi::errc::undefined, "target - won"})
    fmt::print("target met, nothing left to cover\n");
  else
    fmt::print("no coverage: {}\n", coverage.error());
  //! [handle it]
}
