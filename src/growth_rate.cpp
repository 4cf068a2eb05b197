// SPDX-License-Identifier: MIT
#include <kpi/metrics/growth_rate.hpp>

#include <cmath>

namespace kpi::inline v0_1 {

namespace {

/// What `compound_growth_rate` reads, as one set of inputs, so that its errors keep their order.
struct compounding {
  money before{};
  money after{};
  count periods{};

  static constexpr void inputs(auto f, auto&... o) {
    f("before", o.before...);
    f("after", o.after...);
    f("periods", o.periods...);
  }
};

}  // namespace

result<double> compound_growth_rate(const change& c, const count& periods) noexcept {
  const compounding p{c.before, c.after, periods};
  const auto checks = detail::check(p, p.before, p.after, p.periods)
                          .divisible_by<money>({"before", p.before})
                          .divisible_by<count>({"periods", p.periods});
  if (!checks.ok()) return checks.refusal();
  if (p.after.value() == 0) return -1.0;
  // Near 1 the quotient of the amounts has lost digits that their difference still has.
  const auto before = static_cast<double>(p.before.value());
  const double growth = static_cast<double>(p.after.value() - p.before.value()) / before;
  const double logarithm =
      growth > -0.5 && growth < 0.5 ? std::log1p(growth) : std::log(static_cast<double>(p.after.value()) / before);
  return std::expm1(logarithm / static_cast<double>(p.periods.value()));
}

result<double> monthly_volatility(std::span<const money> months) noexcept {
  money sum;
  for (const money& month : months) {
    if (month.overflowed()) return refuse(errc::overflow, "months");
    if (month.value() < 0) return refuse(errc::negative, "months");
    sum += month;
  }
  if (sum.overflowed()) return refuse(errc::overflow, "months");
  if (months.size() < 2) return refuse(errc::too_few, "months");
  if (sum.value() == 0) return refuse(errc::undefined, "months");
  // Deviations from the whole part of the mean are exact, so months that are all alike scatter by exactly 0.
  const auto n = static_cast<std::int64_t>(months.size());
  const std::int64_t whole_mean = sum.value() / n;
  const double rest = static_cast<double>(sum.value() % n) / static_cast<double>(n);
  double squares = 0;
  for (const money& month : months) {
    const double deviation = static_cast<double>(month.value() - whole_mean) - rest;
    squares += deviation * deviation;
  }
  const double mean = static_cast<double>(sum.value()) / static_cast<double>(n);
  return std::sqrt(squares / static_cast<double>(n - 1)) / mean;
}

}  // namespace kpi::inline v0_1
