// SPDX-License-Identifier: MIT
// What a deal counts for, written a second time: from the rules in words, over day numbers, one event after another.
#pragma once

#include <kpi/records/deal.hpp>

#include <cstdint>
#include <optional>

namespace kpi_test {

class deal_model {
 public:
  deal_model(const kpi::deal& d, date::sys_days as_of) : deal_(d), as_of_(number(as_of)) {
    opened_ = event(d.opened);
    demo_ = event(d.demo);
    sent_ = event(d.contract_sent);
    due_ = event(d.expected_close);
    closed_ = event(d.closed);
  }

  /// Nobody can count what contradicts itself.
  [[nodiscard]] bool legal() const {
    if (deal_.state > kpi::deal_state::disqualified) return false;
    if (deal_.state != kpi::deal_state::open && !closed_) return false;
    if (opened_ && closed_ && *closed_ < *opened_) return false;
    for (const auto& amount : {deal_.value, deal_.list, std::optional(deal_.one_time)})
      if (amount && (amount->value() < 0 || amount->value() > kpi::money::limit)) return false;
    if (deal_.value && deal_.value->value() < deal_.one_time.value()) return false;
    return !deal_.term || deal_.term->count() >= 1;
  }

  [[nodiscard]] kpi::deal_measures in(const kpi::period& p) const {
    kpi::deal_measures m;
    if (!legal()) {
      m.coverage.refused = 1;
      return m;
    }
    m.coverage.taken = 1;
    const bool decided = deal_.state != kpi::deal_state::open && *closed_ <= as_of_;
    if (!(opened_ && *opened_ <= as_of_) && !decided) {
      m.coverage.not_opened = 1;
      return m;
    }
    const std::int64_t from = number(p.from());
    const std::int64_t until = number(p.until());
    const auto inside = [&](const std::optional<std::int64_t>& day) { return day && from <= *day && *day < until; };
    const auto took_place = [&](const std::optional<std::int64_t>& day) { return inside(day) && *day <= as_of_; };
    const bool won = decided && deal_.state == kpi::deal_state::won;
    const bool lost = decided && deal_.state == kpi::deal_state::lost;

    if (took_place(opened_)) {
      m.opportunities.opened = m.cohort_opportunities.opened = 1;
      if (decided) outcome(m.cohort_opportunities) = 1;
    }
    if (took_place(demo_)) m.demos.demos = 1;
    if (took_place(sent_)) {
      m.contracts.sent = m.cohort_contracts.sent = 1;
      if (won) m.cohort_contracts.won = 1;
    }

    if (decided && inside(closed_)) {
      outcome(m.opportunities) = 1;
      if (opened_) {
        m.cycle = {.deals = 1, .total = kpi::days(*closed_ - *opened_)};
        if (won) m.won_cycle = m.cycle;
      } else {
        m.coverage.without_opening = 1;
      }
      if (won) won_in_period(m);
      if (won && deal_.value) m.opportunity_value.won = *deal_.value;
      if (lost && deal_.value) m.opportunity_value.lost = *deal_.value;
    }

    const bool due = inside(due_) && *due_ < as_of_;
    if (due) {
      const bool on_time = won && *closed_ <= *due_;
      m.due = {.due = 1,
               .on_time = on_time ? 1 : 0,
               .late = won && !on_time ? 1 : 0,
               .lost = decided && !won ? 1 : 0,
               .open = decided ? 0 : 1};
      if (deal_.value) m.due_value = {.due = *deal_.value, .on_time = on_time ? *deal_.value : kpi::money{}};
    }
    if (!deal_.value && (won || lost ? inside(closed_) : due)) m.coverage.without_value = 1;
    return m;
  }

 private:
  static std::int64_t number(date::sys_days day) { return day.time_since_epoch().count(); }
  static std::optional<std::int64_t> event(const std::optional<date::sys_days>& day) {
    return day ? std::optional(number(*day)) : std::nullopt;
  }

  kpi::count& outcome(kpi::opportunities& o) const {
    switch (deal_.state) {
      case kpi::deal_state::won: return o.won;
      case kpi::deal_state::lost: return o.lost;
      case kpi::deal_state::no_decision: return o.no_decision;
      default: return o.disqualified;
    }
  }

  void won_in_period(kpi::deal_measures& m) const {
    if (sent_ && *sent_ <= as_of_) m.contracts.won = 1;
    if (!deal_.list) m.coverage.without_list = 1;
    if (!deal_.term) m.coverage.without_term = 1;
    if (!deal_.value) return;
    m.sales = {.revenue = *deal_.value, .deals = 1};
    if (deal_.list) m.discounts = {.list = *deal_.list, .sold = *deal_.value};
    if (!deal_.term) return;
    m.contract_values = {.total = *deal_.value, .acv = a_year(), .contracts = 1};
    m.demos.acv_won = m.contract_values.acv;
  }

  /// What recurs, a month at a time so that nothing wraps, halves to even.
  [[nodiscard]] kpi::money a_year() const {
    const std::int64_t recurring = deal_.value->value() - deal_.one_time.value();
    const std::int64_t months = deal_.term->count();
    if (recurring / months > kpi::money::limit / 12) return kpi::money::of(INT64_MAX);
    const std::int64_t rest = recurring % months * 12;
    std::int64_t whole = recurring / months * 12 + rest / months;
    const std::int64_t twice = 2 * (rest % months);
    if (twice > months || (twice == months && whole % 2 != 0)) ++whole;
    return kpi::money::ten_thousandths(whole);
  }

  const kpi::deal& deal_;
  std::int64_t as_of_;
  std::optional<std::int64_t> opened_, demo_, sent_, due_, closed_;
};

}  // namespace kpi_test
