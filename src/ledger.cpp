// SPDX-License-Identifier: MIT
#include <kpi/tally/ledger.hpp>

#include <limits>

namespace kpi::inline v0_1 {
namespace {

constexpr auto put_in = [](auto& total, const auto& part) { total += part; };
constexpr auto take_out = [](auto& total, const auto& part) { total -= part; };

template <class Table>
void add_up(Table& to, const Table& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

template <class Ledger, class Record>
Ledger filled(const Ledger& empty, std::span<const Record> records) {
  return detail::filled(empty, records, detail::fill<Ledger, Record>);
}

template <class Bridge>
result<Bridge> chained(std::span<const monthly_movement> months, Bridge monthly_movement::*bridge) {
  if (months.empty()) return Bridge{};
  result<Bridge> all = months.front().*bridge;
  for (const auto& m : months.subspan(1)) {
    all = chain(*all, m.*bridge);
    if (!all) break;
  }
  return all;
}

}  // namespace

movement_ledger::movement_ledger(date::year_month first, date::year_month last)
    : span_(first, last), cells_(span_.size()) {}

void movement_ledger::fold(const revenue_history& customer, auto apply) {
  apply(coverage_, customer.coverage());
  money opening;
  customer.for_each_movement([&](const movement& m) {
    const long long i = span_.index(m.month);
    if (i < 0)
      opening = m.after;
    else if (static_cast<std::size_t>(i) < span_.size())
      apply(cells_[static_cast<std::size_t>(i)][static_cast<std::size_t>(m.kind)],
            account_revenue{.revenue = m.amount(), .accounts = 1});
  });
  if (opening != money{}) apply(opening_, account_revenue{.revenue = opening, .accounts = 1});
}

result<movement_ledger> movement_ledger::of_balances(std::span<const std::span<const money>> balances,
                                                     date::year_month first) {
  const auto months = static_cast<long long>(balances.size());
  if (balances.empty() || !detail::in_calendar(first)) return refuse(errc::invalid, "month");
  const long long last = detail::month_number(first) + months - 1;
  if (last >= detail::month_number(date::year{10'000} / 1)) return refuse(errc::invalid, "month");
  const std::size_t customers = balances.front().size();
  for (const auto& month : balances)
    if (month.size() != customers) return refuse(errc::inconsistent, "customers");

  movement_ledger ledger(first, detail::month_at(last));
  constexpr std::size_t at_once = 512;  // customers of whom is first asked who changed, then how
  static constexpr std::array<money, at_once> nothing{};
  std::array<std::size_t, at_once> changed;
  std::vector<unsigned char> paid(customers);
  for (std::size_t m = 0; m < balances.size(); ++m) {
    auto& cells = ledger.cells_[m];
    for (std::size_t begin = 0; begin < customers; begin += at_once) {
      const auto after = balances[m].subspan(begin, std::min(at_once, customers - begin));
      const auto before =
          m == 0 ? std::span(nothing).first(after.size()) : balances[m - 1].subspan(begin, after.size());
      std::size_t* next = changed.data();  // a pointer, which takes a step less than an index
      std::uint64_t bits = 0;
      for (std::size_t i = 0; i < after.size(); ++i) {
        *next = i;  // without a branch, which would be mispredicted
        next += before[i] != after[i] ? 1 : 0;
      }
      for (const std::size_t i : std::span(changed.data(), next)) {
        bits |= static_cast<std::uint64_t>(after[i].value());  // what stayed was looked at when it came
        const movement change{{}, movement_between(before[i], after[i], paid[begin + i] != 0), before[i], after[i]};
        cells[static_cast<std::size_t>(change.kind)] += account_revenue{change.amount(), 1};
        paid[begin + i] = 1;
      }
      if (bits > static_cast<std::uint64_t>(money::limit)) return refuse(errc::invalid, "monthly");
    }
  }
  const auto paying = std::count(paid.begin(), paid.end(), 1);
  ledger.coverage_ = {.taken = static_cast<long long>(customers) * months,
                      .customers = customers,
                      .never_seen = static_cast<long long>(customers) - paying};
  return ledger;
}

void movement_ledger::add(const revenue_history& customer) { fold(customer, put_in); }
void movement_ledger::remove(const revenue_history& customer) { fold(customer, take_out); }

result<void> movement_ledger::merge(const movement_ledger& other) {
  if (!(span_ == other.span_)) return refuse(errc::inconsistent, "months");
  for (std::size_t i = 0; i < cells_.size(); ++i) add_up(cells_[i], other.cells_[i]);
  opening_ += other.opening_;
  coverage_ += other.coverage_;
  return {};
}

std::vector<monthly_movement> movement_ledger::months() const {
  std::vector<monthly_movement> all;
  all.reserve(span_.size());
  account_revenue opening = opening_;
  for (std::size_t i = 0; i < span_.size(); ++i) {
    const auto of = [&](movement_kind kind) { return cells_[i][static_cast<std::size_t>(kind)]; };
    const auto& m =
        all.emplace_back(monthly_movement{.month = span_[i],
                                          .revenue = {.opening = opening.revenue,
                                                      .new_business = of(movement_kind::new_business).revenue,
                                                      .expansion = of(movement_kind::expansion).revenue,
                                                      .contraction = of(movement_kind::contraction).revenue,
                                                      .churned = of(movement_kind::churned).revenue,
                                                      .reactivated = of(movement_kind::reactivated).revenue},
                                          .customers = {.opening = opening.accounts,
                                                        .acquired = of(movement_kind::new_business).accounts,
                                                        .lost = of(movement_kind::churned).accounts,
                                                        .reactivated = of(movement_kind::reactivated).accounts}});
    opening = {.revenue = m.revenue.closing(), .accounts = m.customers.closing()};
  }
  return all;
}

retention_ledger::retention_ledger(date::year_month first, date::year_month last, date::months over)
    : span_(over.count() > 0 ? detail::month_span(first, last) : detail::month_span()),
      over_(over.count()),
      changes_(span_.size()) {}

void retention_ledger::fold(const revenue_history& customer, auto apply) {
  if (span_.size() == 0) return;
  const auto steps = customer.steps();
  const auto index = [&](std::size_t step) {
    return step < steps.size() ? span_.index(steps[step].month) : std::numeric_limits<long long>::max() - over_;
  };
  // The opening takes the same steps as the closing, so many months later. A month's change is put in when the next
  // month with one is reached, since all that came before the first month is one sum.
  std::size_t to_opening = 0;
  std::size_t to_closing = 0;
  money opening;
  money closing;
  std::size_t cell = 0;
  change known;
  const auto settle = [&] {
    const change now{detail::retained(opening, closing), detail::retained_customer(opening, closing)};
    apply(changes_[cell], now - known);
    known = now;
  };
  for (;;) {
    const long long next = std::min(index(to_opening) + over_, index(to_closing));
    if (next >= static_cast<long long>(span_.size())) break;
    if (next > static_cast<long long>(cell)) {
      settle();
      cell = static_cast<std::size_t>(next);
    }
    if (index(to_opening) + over_ == next) opening = steps[to_opening++].monthly;
    if (index(to_closing) == next) closing = steps[to_closing++].monthly;
  }
  settle();
}

void retention_ledger::add(const revenue_history& customer) { fold(customer, put_in); }
void retention_ledger::remove(const revenue_history& customer) { fold(customer, take_out); }

result<void> retention_ledger::merge(const retention_ledger& other) {
  if (!(span_ == other.span_) || over_ != other.over_) return refuse(errc::inconsistent, "months");
  add_up(changes_, other.changes_);
  return {};
}

std::vector<monthly_retention> retention_ledger::months() const {
  std::vector<monthly_retention> all;
  all.reserve(span_.size());
  change sum;
  for (std::size_t i = 0; i < span_.size(); ++i) {
    sum += changes_[i];
    all.push_back({span_[i], sum.revenue, sum.customers});
  }
  return all;
}

std::optional<account_revenue> cohort::after(date::months months) const noexcept {
  const std::int64_t n = months.count();
  if (n < 0 || static_cast<std::size_t>(n) >= ends.size()) return {};
  return ends[static_cast<std::size_t>(n)];
}

result<ratio> cohort::customer_share(date::months months) const noexcept {
  const auto end = after(months);
  if (!end) return refuse(errc::not_reached, "months");
  return detail::checked().ratio<count>({"accounts", end->accounts}, {"accounts", ends.front().accounts});
}

result<ratio> cohort::revenue_share(date::months months) const noexcept {
  const auto end = after(months);
  if (!end) return refuse(errc::not_reached, "months");
  return detail::checked().ratio<money>({"revenue", end->revenue}, {"revenue", ends.front().revenue});
}

cohort_ledger::cohort_ledger(date::year_month first, date::year_month last) : span_(first, last) {
  changes_.reserve(span_.size());
  for (std::size_t age = span_.size(); age > 0; --age) changes_.emplace_back(age);
}

void cohort_ledger::fold(const revenue_history& customer, auto apply) {
  const auto in_span = [this](long long i) { return i >= 0 && i < static_cast<long long>(span_.size()); };
  if (customer.steps().empty()) return;
  const long long first = span_.index(customer.steps().front().month);
  if (!in_span(first)) return;
  auto& row = changes_[static_cast<std::size_t>(first)];
  customer.for_each_movement([&](const movement& m) {
    const long long i = span_.index(m.month);
    if (!in_span(i)) return;
    const int came = (m.after != money{} ? 1 : 0) - (m.before != money{} ? 1 : 0);
    apply(row[static_cast<std::size_t>(i - first)], account_revenue{.revenue = m.after - m.before, .accounts = came});
  });
}

void cohort_ledger::add(const revenue_history& customer) { fold(customer, put_in); }
void cohort_ledger::remove(const revenue_history& customer) { fold(customer, take_out); }

result<void> cohort_ledger::merge(const cohort_ledger& other) {
  if (!(span_ == other.span_)) return refuse(errc::inconsistent, "months");
  for (std::size_t i = 0; i < changes_.size(); ++i) add_up(changes_[i], other.changes_[i]);
  return {};
}

std::vector<cohort> cohort_ledger::cohorts() const {
  std::vector<cohort> all;
  all.reserve(span_.size());
  for (std::size_t i = 0; i < span_.size(); ++i) {
    auto& c = all.emplace_back(cohort{.month = span_[i], .ends = changes_[i]});
    for (std::size_t k = 1; k < c.ends.size(); ++k) c.ends[k] += c.ends[k - 1];
  }
  return all;
}

std::vector<monthly_movement> monthly_movements(std::span<const subscription_period> periods,
                                                date::year_month first_month, date::year_month last_month) {
  return filled(movement_ledger(first_month, last_month), periods).months();
}

std::vector<monthly_movement> movements_of_months(std::span<const customer_month> rows, date::year_month first_month,
                                                  date::year_month last_month) {
  return filled(movement_ledger(first_month, last_month), rows).months();
}

std::vector<customer_movement> customer_movements(std::span<const subscription_period> periods,
                                                  date::year_month first_month, date::year_month last_month) {
  std::vector<customer_movement> all;
  revenue_history customer;
  for_each_customer(periods, [&](std::span<const subscription_period> one) {
    customer.assign(one);
    customer.for_each_movement([&](const movement& m) {
      if (first_month <= m.month && m.month <= last_month) all.push_back({one.front().customer, m});
    });
  });
  return all;
}

ledger_coverage coverage_of(std::span<const subscription_period> periods) {
  return filled(movement_ledger(), periods).coverage();
}

retained_revenue retained_revenue_between(std::span<const subscription_period> periods, date::sys_days from,
                                          date::sys_days until) {
  retained_revenue all;
  for_each_customer(periods,
                    [&](std::span<const subscription_period> one) { all += retained_revenue_of(one, from, until); });
  return all;
}

customer_bridge retained_customers_between(std::span<const subscription_period> periods, date::sys_days from,
                                           date::sys_days until) {
  customer_bridge all;
  for_each_customer(periods,
                    [&](std::span<const subscription_period> one) { all += retained_customer_of(one, from, until); });
  return all;
}

std::vector<monthly_retention> trailing_retention(std::span<const subscription_period> periods,
                                                  date::year_month first_month, date::year_month last_month,
                                                  date::months over) {
  return filled(retention_ledger(first_month, last_month, over), periods).months();
}

std::vector<cohort> cohorts(std::span<const subscription_period> periods, date::year_month first_month,
                            date::year_month last_month) {
  return filled(cohort_ledger(first_month, last_month), periods).cohorts();
}

result<revenue_bridge> revenue_over(std::span<const monthly_movement> months) {
  return chained(months, &monthly_movement::revenue);
}
result<customer_bridge> customers_over(std::span<const monthly_movement> months) {
  return chained(months, &monthly_movement::customers);
}

result<growth_inputs> growth_inputs_of(std::span<const monthly_movement> window) {
  revenue_bridge sum;
  for (const auto& m : window) {
    const revenue_bridge& r = m.revenue;
    const auto c = detail::check(r, r.opening, r.new_business, r.expansion, r.contraction, r.churned, r.reactivated);
    if (!c.ok()) return c.refusal();
    sum += r;
  }
  const money gained = sum.new_business + sum.expansion + sum.reactivated;
  const money lost = sum.contraction + sum.churned;
  const auto churn = detail::check(sum, sum.opening)
                         .within(detail::named<money>{"new_business + expansion + reactivated", gained})
                         .ratio<money>({"contraction + churned", lost}, {"opening", sum.opening});
  if (!churn) return tl::unexpected<error>(churn.error());
  const auto months = static_cast<std::int64_t>(window.size());
  return growth_inputs{.new_per_month = money::ten_thousandths(
                           detail::rounded_quotient({gained.value()}, {months}, rounding::half_even)),
                       .monthly_churn = *churn};
}

}  // namespace kpi::inline v0_1
