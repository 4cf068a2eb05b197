// SPDX-License-Identifier: MIT
// Laws of metrics: complement, bounds, scale, telescoping; and of what deals count for.
#include "law.hpp"

#include "../records/deal_model.hpp"

#include <kpi/catalog.hpp>
#include <kpi/kpi.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/rolling.hpp>
#include <kpi/tally/tally.hpp>

#include <cmath>

namespace {

using namespace kpi_test;
using date::sys_days;
using kpi::count;
using kpi::money;
using kpi::period;
using kpi::ratio;

constexpr ratio one = ratio::percent(100);
constexpr ratio none = ratio::percent(0);

money amount(dice& d, int bits = 50) { return money::ten_thousandths(d.natural(bits)); }
count number(dice& d, int bits = 40) { return d.natural(bits); }
ratio share(dice& d) {
  const auto whole = 1 + d.natural(30);
  return *ratio::of(count(d.between(0, whole)), count(whole));
}

kpi::revenue_bridge bridge(dice& d) {
  kpi::revenue_bridge b{
      .opening = amount(d), .new_business = amount(d), .expansion = amount(d), .reactivated = amount(d)};
  b.contraction = money::ten_thousandths(d.between(0, b.opening.value()));
  b.churned = money::ten_thousandths(d.between(0, b.opening.value() - b.contraction.value()));
  return b;
}

/// One after another: each opens with what the one before it closed with.
std::vector<kpi::revenue_bridge> bridges(dice& d, int n) {
  std::vector<kpi::revenue_bridge> all;
  for (money opening = amount(d); n > 0; --n) {
    kpi::revenue_bridge b = bridge(d);
    b.opening = opening;
    b.contraction = money::ten_thousandths(d.between(0, opening.value()));
    b.churned = opening - b.contraction;
    opening = b.closing();
    all.push_back(b);
  }
  return all;
}

// ---- metrics of the catalogue, whatever they are called ----

bool counts(kpi::field_kind k) {
  using enum kpi::field_kind;
  return k == count || k == money || k == days || k == seconds;
}

/// Of totals alone: no list, no rate, no price.
bool of_totals(const kpi::metric& m) {
  for (const auto& f : m.fields())
    if (f.list || !counts(f.kind)) return false;
  return true;
}

struct inputs {
  std::vector<std::int64_t> values;

  inputs(dice& d, const kpi::metric& m) {
    for (std::size_t i = 0; i < m.fields().size(); ++i) values.push_back(d.natural(30));
  }

  [[nodiscard]] std::vector<kpi::field> times(const kpi::metric& m, std::int64_t k) const {
    std::vector<kpi::field> fields;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto& f = m.fields()[i];
      const std::int64_t n = k * values[i];
      switch (f.kind) {
        case kpi::field_kind::money: fields.emplace_back(f.name, money::ten_thousandths(n)); break;
        case kpi::field_kind::days: fields.emplace_back(f.name, kpi::days(n)); break;
        case kpi::field_kind::seconds: fields.emplace_back(f.name, kpi::seconds(n)); break;
        default: fields.emplace_back(f.name, count(n));
      }
    }
    return fields;
  }
};

template <class F>
void of_every_metric(const std::string& name, F holds) {
  std::vector<const kpi::metric*> metrics;
  for (const auto& m : kpi::catalog())
    if (of_totals(m)) metrics.push_back(&m);
  law(name, [&](dice& d) {
    // Some of them in each case: every metric is drawn dozens of times.
    for (int i = 0; i < 20; ++i)
      holds(d, *metrics[static_cast<std::size_t>(d.between(0, static_cast<std::int64_t>(metrics.size()) - 1))]);
  });
}

/// Quotients are the same; amounts are so many times as much.
struct scaled {
  std::int64_t k;
  const kpi::figure& whole;

  bool operator()(const ratio& r) const { return r == std::get<ratio>(whole); }
  template <class T>
  bool operator()(const kpi::average<T>& a) const {
    return a == std::get<kpi::average<T>>(whole);
  }
  bool operator()(const money& m) const { return m * count(k) == std::get<money>(whole); }
  bool operator()(const count& n) const { return n.value() * k == std::get<count>(whole).value(); }
  bool operator()(double x) const { return std::abs(x - std::get<double>(whole)) <= 1e-9 * std::max(1.0, std::abs(x)); }
  template <class T>
  bool operator()(const T&) const {
    return false;
  }
};

// ---- deals ----

constexpr sys_days first_day = date::year{2023} / 12 / 1;

sys_days near_day(dice& d) { return first_day + date::days{d.below(120)}; }

kpi::deal some_deal(dice& d) {
  kpi::deal deal;
  deal.state = static_cast<kpi::deal_state>(d.below(5));
  for (auto* day : {&deal.opened, &deal.demo, &deal.contract_sent, &deal.expected_close, &deal.closed})
    if (!d.once_in(4)) *day = near_day(d);
  if (!d.once_in(3) && deal.opened && deal.closed && *deal.closed < *deal.opened) std::swap(deal.opened, deal.closed);
  if (!d.once_in(5)) deal.value = money::of(d.integer(20));
  if (!d.once_in(5)) deal.list = amount(d, 40);
  if (d.once_in(4)) deal.one_time = amount(d, 20);
  if (!d.once_in(4)) deal.term = date::months{d.below(40)};
  return deal;
}

std::vector<kpi::deal> some_deals(dice& d) {
  std::vector<kpi::deal> deals(static_cast<std::size_t>(d.below(12)));
  for (auto& deal : deals) deal = some_deal(d);
  return deals;
}

period some_period(dice& d) {
  const sys_days from = near_day(d);
  return *period::between(from, from + date::days{d.below(60)});
}

kpi::deal_measures measures(const std::vector<kpi::deal>& deals, const period& p, sys_days as_of) {
  return kpi::tally(deals, [&](const kpi::deal& deal) { return kpi::deal_measures_of(deal, p, as_of); });
}

}  // namespace

TEST_CASE("complements and bounds", "[laws]") {
  law("gross retention and gross churn are one, exactly; so are net retention and net churn", [](dice& d) {
    const auto b = bridge(d);
    RC_PRE(b.opening > money{});
    hold(kpi::gross_revenue_retention(b)->complement() == *kpi::gross_revenue_churn_rate(b));
    hold(kpi::net_revenue_retention(b)->complement() == *kpi::net_revenue_churn_rate(b));
  });
  law("gross retention is within 0 and 1, and never above net", [](dice& d) {
    const auto b = bridge(d);
    RC_PRE(b.opening > money{});
    const auto gross = *kpi::gross_revenue_retention(b);
    hold(none <= gross && gross <= one && gross <= *kpi::net_revenue_retention(b));
  });
  law("customers kept and customers lost are one", [](dice& d) {
    kpi::customer_bridge b{.opening = number(d) + 1};
    b.lost = d.between(0, b.opening.value());
    hold(kpi::customer_retention_rate(b)->complement() == *kpi::customer_churn_rate(b));
  });
  law("employees kept and employees lost are one", [](dice& d) {
    kpi::headcount h{.opening = number(d) + 1};
    h.left = d.between(0, h.opening.value());
    hold(kpi::employee_retention_rate(h)->complement() == *kpi::employee_turnover_rate(h));
  });
  law("of the decided no more are won than there are, and of the resolved no more than of the decided", [](dice& d) {
    const kpi::opportunities o{number(d), number(d), number(d), number(d), number(d)};
    RC_PRE(o.won + o.lost > count(0));
    const auto decided = *kpi::decided_win_rate(o);
    hold(none <= decided && *kpi::resolved_win_rate(o) <= decided && decided <= one);
  });
  law("the net promoter score is within 100 of 0, and turns around with the answers", [](dice& d) {
    const kpi::promoter_responses p{number(d, 50), number(d, 50), number(d, 50)};
    RC_PRE(p.promoters + p.passives + p.detractors > count(0));
    const auto score = *kpi::net_promoter_score(p);
    hold(std::abs(score.to_double()) <= 100);
    const auto turned = *kpi::net_promoter_score({p.detractors, p.passives, p.promoters});
    hold(turned.total() == -score.total() && turned.count() == score.count());
  });
  law("more of the largest are no smaller share, and all of them are everything", [](dice& d) {
    std::vector<money> amounts(static_cast<std::size_t>(1 + d.below(6)));
    for (auto& m : amounts) m = amount(d) + money::ten_thousandths(1);
    ratio before = none;
    for (std::size_t k = 0; k <= amounts.size(); ++k) {
      const auto now = *kpi::top_share(amounts, count(k));
      hold(before <= now);
      before = now;
    }
    hold(before == one);
  });
  law("a discount is what is missing of the list price", [](dice& d) {
    const kpi::discounts x{amount(d), amount(d)};
    RC_PRE(x.list > money{});
    hold(x.list - *kpi::discount_given(x) == x.sold);
    hold(kpi::discount_rate(x)->complement() == *ratio::of(x.sold, x.list));
  });
  law("the net margin is never above the gross one", [](dice& d) {
    const kpi::income i{amount(d), amount(d, 30), amount(d, 30), amount(d, 40), amount(d, 40), amount(d, 40)};
    const auto gross = kpi::gross_margin(i);
    RC_PRE(gross.has_value());
    hold(*kpi::net_margin(i) <= *gross && *gross <= one);
  });
}

TEST_CASE("every metric of totals", "[laws]") {
  of_every_metric(
      "is free of scale: the data twice, or k times, are the same quotients", [](dice& d, const kpi::metric& m) {
        if (m.name == "content_review_interval" || m.name == "compound_growth_rate") return;  // a product, a power
        const inputs x(d, m);
        const std::int64_t k = d.between(2, 1'000'000);
        const auto once = kpi::evaluate(m.name, x.times(m, 1)), often = kpi::evaluate(m.name, x.times(m, k));
        hold(once.has_value() == often.has_value());
        hold(once ? std::visit(scaled{k, often->value}, once->value) : once.error() == often.error());
      });
  of_every_metric("of a part and its whole is within 0 and 1", [](dice& d, const kpi::metric& m) {
    if (m.condition.empty() || m.condition.find("<=") == std::string_view::npos) return;
    const auto e = kpi::evaluate(m.name, inputs(d, m).times(m, 1));
    if (!e || !std::holds_alternative<ratio>(e->value)) return;
    const auto& r = std::get<ratio>(e->value);
    hold(none <= r && r <= one);
  });
  of_every_metric("does not mind the order in which its fields are given", [](dice& d, const kpi::metric& m) {
    auto fields = inputs(d, m).times(m, 1);
    const auto before = kpi::evaluate(m.name, fields);
    d.shuffle(fields);
    const auto after = kpi::evaluate(m.name, fields);
    hold(before.has_value() == after.has_value());
    hold(before ? to_text(*before) == to_text(*after) : before.error() == after.error());
  });
  of_every_metric("reports the overflow of a field that it reads", [](dice& d, const kpi::metric& m) {
    auto fields = inputs(d, m).times(m, 1);
    const auto i = static_cast<std::size_t>(d.between(0, static_cast<std::int64_t>(fields.size()) - 1));
    const auto& f = m.fields()[i];
    if (!m.reads(f)) return;
    fields[i] = f.kind == kpi::field_kind::money     ? kpi::field(f.name, too_much)
                : f.kind == kpi::field_kind::days    ? kpi::field(f.name, kpi::days(INT64_MAX))
                : f.kind == kpi::field_kind::seconds ? kpi::field(f.name, kpi::seconds(INT64_MAX))
                                                     : kpi::field(f.name, too_many);
    const auto e = kpi::evaluate(m.name, fields);
    hold(!e && e.error().reason == kpi::errc::overflow && e.error().field == f.name);
  });
  of_every_metric("refuses a negative count before anything that does not add up", [](dice& d, const kpi::metric& m) {
    auto fields = inputs(d, m).times(m, 1);
    const auto i = static_cast<std::size_t>(d.between(0, static_cast<std::int64_t>(fields.size()) - 1));
    const auto& f = m.fields()[i];
    if (!m.reads(f) || f.kind != kpi::field_kind::count) return;
    fields[i] = kpi::field(f.name, count(-1 - d.natural(30)));
    const auto e = kpi::evaluate(m.name, fields);
    hold(!e && e.error().reason == kpi::errc::negative && e.error().field == f.name);
  });
}

TEST_CASE("revenue that recurs, and growth", "[laws]") {
  law("a bridge closes with what it opened with and what was added", [](dice& d) {
    const auto b = bridge(d);
    hold(b.closing() == b.opening + b.net_new());
  });
  law("bridges telescope: a year opens with its first month and closes with its last", [](dice& d) {
    const auto months = bridges(d, 12);
    kpi::revenue_bridge year = months.front();
    for (std::size_t i = 1; i < months.size(); ++i) {
      const auto longer = kpi::chain(year, months[i]);
      hold(longer.has_value());
      year = *longer;
    }
    hold(year.opening == months.front().opening && year.closing() == months.back().closing());
  });
  law("it does not matter which of three bridges are joined first", [](dice& d) {
    const auto m = bridges(d, 3);
    hold(*kpi::chain(*kpi::chain(m[0], m[1]), m[2]) == *kpi::chain(m[0], *kpi::chain(m[1], m[2])));
  });
  law("bridges that do not meet do not join", [](dice& d) {
    auto m = bridges(d, 2);
    m[1].opening += money::ten_thousandths(1);
    hold(kpi::chain(m[0], m[1]).error() == inconsistent("opening"));
  });
  law("the growth of a bridge is the change of its ends", [](dice& d) {
    const auto b = bridge(d);
    RC_PRE(b.opening > money{});
    hold(*kpi::revenue_growth_rate(b) == *kpi::growth_rate({b.opening, b.closing()}));
  });
  law("a year of recurring revenue is twelve months of it, to the rounding of the months", [](dice& d) {
    const money price = amount(d, 45);
    const kpi::billing billed{1 + d.natural(5), static_cast<kpi::billing_unit>(d.below(5))};
    const auto month = *kpi::monthly_recurring_revenue(price, billed),
               year = *kpi::annual_recurring_revenue(price, billed);
    hold(std::abs((month * count(12) - year).value()) <= 6);
  });
  law("the value of a year of a contract for one is all that recurs", [](dice& d) {
    const money total = amount(d);
    const money one_time = money::ten_thousandths(d.between(0, total.value()));
    hold(*kpi::annual_contract_value({total, one_time, date::months{12}}) == total - one_time);
  });
  law("recurring revenue comes to rest at its ceiling, and moves towards it", [](dice& d) {
    const kpi::growth_inputs g{amount(d, 40), *ratio::of(count(d.between(1, 1000)), count(1000))};
    const money ceiling = *kpi::growth_ceiling(g);
    const money mrr = amount(d, 45);
    const auto path = *kpi::project_mrr(mrr, g, 24);
    money before = mrr;
    for (const money& after : path) {
      const auto one_unit = money::ten_thousandths(1);
      if (before < ceiling) hold(before <= after && after <= ceiling + one_unit);
      if (before > ceiling) hold(after <= before && after >= ceiling - one_unit);
      before = after;
    }
  });
  law("a churn of a month, twelve times, is that of a year", [](dice& d) {
    const ratio m = share(d);
    double kept = 1;
    for (int i = 0; i < 12; ++i) kept *= m.complement().to_double();
    hold(std::abs(*kpi::annualised_churn(m) - (1 - kept)) < 1e-12);
  });
  law("what is certain weighs in full, what is hopeless not at all", [](dice& d) {
    std::vector<kpi::prospect> prospects;
    money certain;
    for (int n = d.below(8); n > 0; --n) {
      const money m = amount(d);
      const bool sure = d.once_in(2);
      prospects.push_back({m, sure ? one : none});
      if (sure) certain += m;
    }
    hold(*kpi::weighted_pipeline(prospects) == certain);
  });
  law("pooled misses are weighed by what came in: accuracy is never above one, and one without a miss", [](dice& d) {
    kpi::forecast_error pooled;
    bool missed = false;
    for (int n = 1 + d.below(6); n > 0; --n) {
      const money actual = amount(d) + money::ten_thousandths(1);
      const money forecast = d.once_in(2) ? actual : amount(d);
      missed = missed || forecast != actual;
      pooled += kpi::forecast_error::of(forecast, actual);
    }
    const auto accuracy = *kpi::forecast_accuracy(pooled);
    hold(missed ? accuracy < one : accuracy == one);
  });
  law("a rolling window is the tally of the months in it", [](dice& d) {
    const auto first = date::year{2024} / date::January;
    kpi::rolling<kpi::closed_sales> window(first, 12);
    std::vector<std::pair<date::year_month, kpi::closed_sales>> changes;
    for (int n = d.below(30); n > 0; --n) {
      if (d.once_in(3)) hold(window.roll_to(window.last() + date::months{d.below(5)}).has_value());
      const auto month = window.last() - date::months{d.below(20)};
      const kpi::closed_sales sales{amount(d, 40), number(d, 20)};
      hold(window.add(month, sales).has_value());
      if (month >= window.first()) changes.emplace_back(month, sales);
    }
    kpi::closed_sales total;
    for (const auto& [month, sales] : changes)
      if (month >= window.first()) total += sales;
    hold(window.total() == total);
  });
}

TEST_CASE("what deals count for", "[laws]") {
  law("the rules written a second time give the same", [](dice& d) {
    const auto deal = some_deal(d);
    const period p = some_period(d);
    const sys_days as_of = near_day(d);
    hold(kpi::deal_measures_of(deal, p, as_of) == deal_model(deal, as_of).in(p));
  });
  law("over periods that join, deals add up to the whole", [](dice& d) {
    const auto deals = some_deals(d);
    const sys_days as_of = near_day(d), from = near_day(d);
    const sys_days cut = from + date::days{d.below(40)}, until = cut + date::days{d.below(40)};
    auto parts =
        measures(deals, *period::between(from, cut), as_of) + measures(deals, *period::between(cut, until), as_of);
    auto whole = measures(deals, *period::between(from, until), as_of);
    const kpi::coverage records = whole.coverage;
    for (auto* c : {&parts.coverage, &whole.coverage}) c->taken = c->refused = c->not_opened = 0;
    hold(parts == whole);
    hold(records.taken + records.refused == count(deals.size()));
  });
  law("one pass over all periods gives what each gives alone, in any order of the deals", [](dice& d) {
    auto deals = some_deals(d);
    const std::vector<period> periods{some_period(d), some_period(d), some_period(d)};
    const sys_days as_of = near_day(d);
    std::vector<kpi::deal_measures> alone;
    for (const auto& p : periods) alone.push_back(measures(deals, p, as_of));
    d.shuffle(deals);
    const auto together = kpi::tally_by_period(deals, periods, as_of);
    for (std::size_t i = 0; i < periods.size(); ++i) hold(together[i].second == alone[i]);
  });
  law("what has happened stays so, as days pass", [](dice& d) {
    const auto deals = some_deals(d);
    const period p = some_period(d);
    const sys_days as_of = near_day(d);
    const auto now = measures(deals, p, as_of), later = measures(deals, p, as_of + date::days{d.below(50)});
    hold(now.opportunities.opened <= later.opportunities.opened);
    hold(now.opportunities.won <= later.opportunities.won && now.opportunities.lost <= later.opportunities.lost);
    hold(now.contracts.sent <= later.contracts.sent && now.due.due <= later.due.due);
    hold(now.due.on_time <= later.due.on_time && later.coverage.not_opened <= now.coverage.not_opened);
  });
  law("nothing of the days after it is known", [](dice& d) {
    auto deal = some_deal(d);
    const period p = some_period(d);
    const sys_days as_of = near_day(d);
    const auto before = kpi::deal_measures_of(deal, p, as_of);
    RC_PRE((before.coverage.refused == count(0) && deal.closed && *deal.closed > as_of));
    deal.state = static_cast<kpi::deal_state>(1 + d.below(4));
    hold(kpi::deal_measures_of(deal, p, as_of) == before);
  });
  law("a cohort's ends are within what was opened, and the due are on time, late, lost or open", [](dice& d) {
    const auto m = measures(some_deals(d), some_period(d), near_day(d));
    const auto& c = m.cohort_opportunities;
    hold(c.won + c.lost + c.no_decision + c.disqualified <= c.opened);
    hold(m.cohort_contracts.won <= m.cohort_contracts.sent);
    hold(m.due.on_time + m.due.late + m.due.lost + m.due.open == m.due.due);
    hold(m.due_value.on_time <= m.due_value.due && m.won_cycle.deals <= m.cycle.deals);
    hold(m.discounts.sold <= m.sales.revenue && m.contract_values.total <= m.sales.revenue);
  });
  law("a deal that contradicts itself counts for nothing, and is counted", [](dice& d) {
    auto deal = some_deal(d);
    deal.opened = near_day(d);
    deal.closed = *deal.opened - date::days{1 + d.below(9)};
    kpi::deal_measures refused;
    refused.coverage.refused = 1;
    hold(kpi::deal_measures_of(deal, some_period(d), near_day(d)) == refused);
  });
}
