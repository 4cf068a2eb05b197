// SPDX-License-Identifier: MIT
// The ledger against a second one that walks through every day, and the laws that it keeps on any input.
#include <kpi/tally/ledger.hpp>

#include "../laws/law.hpp"
#include "ledger_model.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <utility>
#include <vector>

using namespace kpi_test;
using date::sys_days;
using kpi::count;
using kpi::money;
using kpi::monthly_movement;
using kpi::subscription_period;

namespace {

using namespace kpi_test::ledger_model;

std::vector<monthly_movement> movements(const periods& ledger) {
  return kpi::monthly_movements(ledger, first_month, last_month);
}

// ---- random ledgers ----

/// A few customers with a few periods each, in no order. Amounts repeat, so that changes cancel out; days are drawn to
/// meet the ends of months; one in twenty cannot be counted.
periods some_ledger(dice& d) {
  periods ledger(static_cast<std::size_t>(d.below(14)));
  const auto some_day = [&d] {
    const sys_days day = first_start + date::days{d.below(900)};
    const date::year_month_day ymd{day};
    const int where = d.below(4);
    return where == 0   ? sys_days{ymd.year() / ymd.month() / 1}
           : where == 1 ? sys_days{ymd.year() / ymd.month() / date::last}
                        : day;
  };
  for (auto& p : ledger) {
    p.customer = static_cast<std::uint64_t>(d.below(5)) << 40;
    p.start = some_day();
    if (d.below(5) != 0) p.end = p.start + date::days{1 + d.below(d.below(2) == 0 ? 40 : 400)};
    if (d.below(4) == 0) p.end = std::max(some_day(), p.start + date::days{1});
    p.monthly = money::of(10 * d.below(4));
    if (d.below(20) == 0) p.monthly = money::of(-1);
    if (d.below(20) == 0) p.end = p.start;
    if (d.below(40) == 0) p.start = date::year{-3} / date::May / 1;
  }
  return ledger;
}

template <class T>
std::vector<T> shuffled(std::vector<T> records, std::uint64_t seed) {
  std::shuffle(records.begin(), records.end(), std::mt19937_64(seed));
  return records;
}

}  // namespace

namespace rc {

template <>
struct Arbitrary<subscription_period> {
  static Gen<subscription_period> arbitrary() {
    return gen::map(gen::tuple(gen::inRange(0, 4), gen::inRange(0, 900), gen::inRange(-1, 400), gen::inRange(0, 5)),
                    [](const std::tuple<int, int, int, int>& t) {
                      const auto& [customer, start, length, tens] = t;
                      subscription_period p{.customer = static_cast<std::uint64_t>(customer),
                                            .start = first_start + date::days{start},
                                            .monthly = money::of(10 * tens)};
                      if (length > 0) p.end = p.start + date::days{length};
                      if (length == 0) p.monthly = money::of(-1);
                      return p;
                    });
  }
};

}  // namespace rc

TEST_CASE("the ledger agrees with one that walks through every day", "[ledger][laws]") {
  dice d(20240229);
  for (int i = 0; i < 2'000; ++i) {
    INFO(i);
    const periods ledger = some_ledger(d);
    if (movements(ledger) != slow_movements(day_by_day(ledger), first_month, last_month)) FAIL("movements");
    const sys_days from = first_start + date::days{d.below(900)};
    const sys_days until = from + date::days{d.below(400)};
    if (kpi::retained_revenue_between(ledger, from, until) != slow_retained(ledger, from, until)) FAIL("retention");
  }
}

TEST_CASE("cohorts and trailing retention agree with those of the walk through every day", "[ledger][laws]") {
  dice d(20231231);
  for (int i = 0; i < 300; ++i) {
    INFO(i);
    const periods ledger = some_ledger(d);
    const auto customers = day_by_day(ledger);
    if (kpi::cohorts(ledger, first_month, last_month) != slow_cohorts(customers, first_month, last_month))
      FAIL("cohorts");
    const date::months over{1 + d.below(15)};
    for (const auto& r : kpi::trailing_retention(ledger, first_month, last_month, over))
      if (r != slow_retention(customers, r.month, over)) FAIL("trailing retention");
  }
}

TEST_CASE("laws of any ledger", "[ledger][laws]") {
  CHECK(rc::check("a month closes with what is paid for its last day, and the next one opens with it",
                  [](const periods& ledger) {
                    const auto months = movements(ledger);
                    for (std::size_t i = 0; i < months.size(); ++i) {
                      const sys_days last = months[i].month / date::last;
                      RC_ASSERT((months[i].revenue.closing() == kpi::recurring_revenue_on(ledger, last)));
                      if (i == 0) continue;
                      RC_ASSERT((months[i].revenue.opening == months[i - 1].revenue.closing()));
                      RC_ASSERT((months[i].customers.opening == months[i - 1].customers.closing()));
                    }
                    const auto all = kpi::revenue_over(months);
                    RC_ASSERT((all && all->opening == months.front().revenue.opening));
                    RC_ASSERT((all->closing() == months.back().revenue.closing()));
                  }));

  CHECK(rc::check("the order of the periods does not matter", [](periods ledger) {
    const auto before = movements(ledger);
    const auto cohorts = kpi::cohorts(ledger, first_month, last_month);
    const auto other = shuffled(ledger, *rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT((movements(other) == before));
    RC_ASSERT((kpi::cohorts(other, first_month, last_month) == cohorts));
    RC_ASSERT((kpi::coverage_of(other) == kpi::coverage_of(ledger)));
  }));

  CHECK(rc::check("a window shows what a longer one shows of the same months", [](const periods& ledger) {
    const auto all = movements(ledger);
    const auto skipped = *rc::gen::inRange<std::size_t>(0, all.size());
    const auto later = kpi::monthly_movements(ledger, all[skipped].month, last_month);
    RC_ASSERT((later == std::vector<monthly_movement>(all.begin() + static_cast<std::ptrdiff_t>(skipped), all.end())));
  }));

  CHECK(rc::check("splitting a period in two changes nothing", [](periods ledger) {
    const auto before = movements(ledger);
    const auto retained = kpi::retained_revenue_between(ledger, first_start + date::days{300}, after_all);
    for (auto& p : periods(ledger)) {
      const sys_days cut = p.start + date::days{*rc::gen::inRange(1, 400)};
      if (!kpi::validate(p) || (p.end && *p.end <= cut)) continue;
      subscription_period rest = p;
      rest.start = cut;
      const auto whole = std::find_if(ledger.begin(), ledger.end(), [&](const auto& q) {
        return q.customer == p.customer && q.start == p.start && q.end == p.end && q.monthly == p.monthly;
      });
      whole->end = cut;
      ledger.push_back(rest);
    }
    RC_ASSERT((movements(ledger) == before));
    RC_ASSERT((kpi::retained_revenue_between(ledger, first_start + date::days{300}, after_all) == retained));
  }));

  CHECK(rc::check("merging two customers moves churn into contraction, and what is paid stays", [](periods ledger) {
    const auto apart = movements(ledger);
    for (auto& p : ledger)
      if (p.customer == 1) p.customer = 0;
    const auto merged = movements(ledger);
    for (std::size_t i = 0; i < apart.size(); ++i) {
      const auto& a = apart[i].revenue;
      const auto& m = merged[i].revenue;
      RC_ASSERT((m.opening == a.opening && m.closing() == a.closing()));
      RC_ASSERT((m.churned <= a.churned && m.churned + m.contraction <= a.churned + a.contraction));
      RC_ASSERT((m.new_business <= a.new_business));
      RC_ASSERT((m.new_business + m.reactivated <= a.new_business + a.reactivated));
      RC_ASSERT((merged[i].customers.lost <= apart[i].customers.lost));
      RC_ASSERT((merged[i].customers.opening <= apart[i].customers.opening));
    }
  }));

  CHECK(rc::check("of a closed cohort no more is kept than there was, and gross is not above net",
                  [](const periods& ledger) {
                    const sys_days from = first_start + date::days{*rc::gen::inRange(0, 900)};
                    const sys_days until = from + date::days{*rc::gen::inRange(0, 900)};
                    const auto r = kpi::retained_revenue_between(ledger, from, until);
                    RC_PRE((r.opening > money{}));
                    RC_ASSERT((r.opening == kpi::recurring_revenue_on(ledger, from - date::days{1})));
                    RC_ASSERT((r.closing <= kpi::recurring_revenue_on(ledger, until - date::days{1})));
                    const auto gross = kpi::cohort_gross_revenue_retention(r);
                    const auto net = kpi::cohort_net_revenue_retention(r);
                    RC_ASSERT((gross && net));
                    RC_ASSERT((*gross >= kpi::ratio::percent(0) && *gross <= kpi::ratio::percent(100)));
                    RC_ASSERT((*gross <= *net));
                    const auto customers = kpi::retained_customers_between(ledger, from, until);
                    RC_ASSERT((kpi::customer_churn_rate(customers).has_value()));
                  }));

  CHECK(rc::check("over one month the closed cohort and the movements agree", [](const periods& ledger) {
    const auto months = movements(ledger);
    const auto cohorts = kpi::trailing_retention(ledger, first_month, last_month, date::months{1});
    for (std::size_t i = 0; i < months.size(); ++i) {
      RC_ASSERT(
          (kpi::net_revenue_retention(months[i].revenue) == kpi::cohort_net_revenue_retention(cohorts[i].revenue)));
      RC_ASSERT(
          (kpi::gross_revenue_retention(months[i].revenue) == kpi::cohort_gross_revenue_retention(cohorts[i].revenue)));
      RC_ASSERT((kpi::customer_churn_rate(months[i].customers) == kpi::customer_churn_rate(cohorts[i].customers)));
    }
  }));

  CHECK(rc::check("keys add up to the whole in what they open and close with", [](const periods& ledger) {
    const auto key = [](const subscription_period& p) { return p.start.time_since_epoch().count() % 3; };
    std::vector<money> closing(movements(ledger).size());
    for (const auto& [k, months] : kpi::monthly_movements_by(ledger, key, first_month, last_month)) {
      for (std::size_t i = 0; i < months.size(); ++i) {
        closing[i] += months[i].revenue.closing();
        if (i > 0) RC_ASSERT((months[i].revenue.opening == months[i - 1].revenue.closing()));
      }
    }
    const auto all = movements(ledger);
    for (std::size_t i = 0; i < all.size(); ++i) RC_ASSERT((all[i].revenue.closing() == closing[i]));
  }));

  CHECK(rc::check("the movements of the customers are those of the months", [](const periods& ledger) {
    auto months = movements(ledger);
    for (const auto& [customer, m] : kpi::customer_movements(ledger, first_month, last_month)) {
      auto& month = months[static_cast<std::size_t>((m.month - first_month).count())];
      kpi::revenue_bridge::fields(
          [&](std::string_view name, auto& field) {
            if (name == to_string(m.kind)) field -= m.amount();
          },
          month.revenue);
    }
    for (const auto& m : months) RC_ASSERT((m.revenue == kpi::revenue_bridge{.opening = m.revenue.opening}));
  }));

  CHECK(rc::check("every customer who was ever seen was new once, and is in one cohort", [](const periods& ledger) {
    const auto early = date::year{2021} / date::December;
    const auto late = date::year{2026} / date::December;
    const auto coverage = kpi::coverage_of(ledger);
    const auto all = kpi::customers_over(kpi::monthly_movements(ledger, early, late));
    RC_ASSERT((all && all->acquired == coverage.customers - coverage.never_seen));
    RC_ASSERT((coverage.taken + coverage.refused == count(ledger.size())));
    count in_cohorts;
    kpi::account_revenue at_end;
    for (const auto& c : kpi::cohorts(ledger, early, late)) {
      in_cohorts += c.ends.front().accounts;
      at_end += c.ends.back();
    }
    RC_ASSERT((in_cohorts == all->acquired));
    RC_ASSERT((at_end.accounts == all->closing()));
    RC_ASSERT((at_end.revenue == kpi::recurring_revenue_on(ledger, sys_days{late / date::last})));
  }));

  CHECK(rc::check(
      "ledgers of some customers merge to that of all, and what is removed leaves no trace", [](const periods& ledger) {
        const date::months over{12};
        kpi::movement_ledger low(first_month, last_month);
        auto high = low;
        kpi::retention_ledger low_retention(first_month, last_month, over);
        auto high_retention = low_retention;
        kpi::cohort_ledger low_cohorts(first_month, last_month);
        auto high_cohorts = low_cohorts;
        kpi::revenue_history customer;
        kpi::for_each_customer(ledger, [&](std::span<const subscription_period> one) {
          customer.assign(one);
          const bool is_low = one.front().customer < 2;
          (is_low ? low : high).add(customer);
          (is_low ? low_retention : high_retention).add(customer);
          (is_low ? low_cohorts : high_cohorts).add(customer);
        });
        const auto movements_of_low = low.months();
        const auto coverage_of_low = low.coverage();
        const auto retention_of_low = low_retention.months();
        const auto cohorts_of_low = low_cohorts.cohorts();
        RC_ASSERT((low.merge(high) && low_retention.merge(high_retention) && low_cohorts.merge(high_cohorts)));
        RC_ASSERT((low.months() == movements(ledger)));
        RC_ASSERT((low.coverage() == kpi::coverage_of(ledger)));
        RC_ASSERT((low_retention.months() == kpi::trailing_retention(ledger, first_month, last_month, over)));
        RC_ASSERT((low_cohorts.cohorts() == kpi::cohorts(ledger, first_month, last_month)));

        kpi::for_each_customer(ledger, [&](std::span<const subscription_period> one) {
          if (one.front().customer < 2) return;
          customer.assign(one);
          low.remove(customer);
          low_retention.remove(customer);
          low_cohorts.remove(customer);
        });
        RC_ASSERT((low.months() == movements_of_low));
        RC_ASSERT((low.coverage() == coverage_of_low));
        RC_ASSERT((low_retention.months() == retention_of_low));
        RC_ASSERT((low_cohorts.cohorts() == cohorts_of_low));
      }));

  CHECK(rc::check("rows of months, a table by month and the periods they came from give the same",
                  [](const periods& ledger) {
                    const auto early = first_month - date::months{12};
                    std::vector<kpi::customer_month> rows;
                    std::vector<std::vector<money>> table(static_cast<std::size_t>((last_month - early).count()) + 1);
                    kpi::revenue_history customer;
                    kpi::for_each_customer(ledger, [&](std::span<const subscription_period> one) {
                      customer.assign(one);
                      for (auto m = early; m <= last_month; m += date::months{1}) {
                        rows.push_back({one.front().customer, m, customer.at_end_of(m)});
                        table[static_cast<std::size_t>((m - early).count())].push_back(rows.back().monthly);
                      }
                    });
                    const std::vector<std::span<const money>> balances(table.begin(), table.end());
                    const auto by_month = kpi::movement_ledger::of_balances(balances, early);
                    RC_ASSERT((by_month && by_month->months() == kpi::movements_of_months(rows, early, last_month)));
                    RC_ASSERT((kpi::movements_of_months(rows, first_month, last_month) == movements(ledger)));
                    rows = shuffled(rows, *rc::gen::arbitrary<std::uint64_t>());
                    RC_ASSERT((kpi::movements_of_months(rows, first_month, last_month) == movements(ledger)));
                  }));
}

TEST_CASE("measures of the ledger keep their laws", "[ledger][laws]") {
  const kpi::ledger_coverage a{.taken = 5, .refused = 1, .between = 2, .customers = 3, .never_seen = 1};
  const kpi::ledger_coverage b{.taken = 2, .customers = 2};
  check_measure_laws(a, b, kpi::ledger_coverage{.refused = 4});
}
