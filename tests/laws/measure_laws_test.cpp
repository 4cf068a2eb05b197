// SPDX-License-Identifier: MIT
// The laws of every measure of the library: a group under addition, in whatever order and parts it is folded.
#include "law.hpp"

#include <kpi/kpi.hpp>
#include <kpi/tally/bytes.hpp>
#include <kpi/tally/ledger.hpp>
#include <kpi/tally/tally.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace kpi_test;

template <class... M>
struct types {};

using measures =
    types<kpi::acquisition_cost, kpi::activity, kpi::adoption, kpi::record_quality, kpi::team, kpi::contract_values,
          kpi::customer_bridge, kpi::repeat_purchases, kpi::renewals, kpi::contract_churn, kpi::customer_engagement,
          kpi::success_plans, kpi::account_health, kpi::closed_sales, kpi::deal_items, kpi::sales_mix, kpi::discounts,
          kpi::share, kpi::elapsed, kpi::response_limit, kpi::training, kpi::coaching, kpi::content,
          kpi::search_ranking, kpi::process_change, kpi::processes, kpi::forecast_error, kpi::forecast_basis,
          kpi::funnel, kpi::goal, kpi::revenue_goal, kpi::goal_days, kpi::investment, kpi::realised_value,
          kpi::account_revenue, kpi::lead_cost, kpi::ad_traffic, kpi::social, kpi::demo_yield, kpi::contract_outcomes,
          kpi::outreach, kpi::pipeline, kpi::presales_outcomes, kpi::presales_value, kpi::productivity, kpi::income,
          kpi::sales_cost, kpi::cash, kpi::quota_result, kpi::retained_revenue, kpi::revenue_bridge, kpi::cycle_time,
          kpi::sales_investment, kpi::promoter_responses, kpi::satisfaction_responses, kpi::effort_responses,
          kpi::tickets, kpi::due_deals, kpi::due_value, kpi::time_use, kpi::unit_sales, kpi::opportunities,
          kpi::opportunity_value, kpi::headcount, kpi::early_leavers, kpi::hires, kpi::referral_interviews,
          kpi::referral_stays, kpi::referral_profit, kpi::coverage, kpi::deal_measures, kpi::ledger_coverage>;

/// One of every kind of field, and one made of others, for what costs more to compile.
using some_measures = types<kpi::opportunities, kpi::closed_sales, kpi::content, kpi::elapsed, kpi::deal_measures>;

template <class... M>
constexpr std::size_t size_of(types<M...>) {
  return sizeof...(M);
}

template <kpi::measure M>
void fill(dice& d, M& m, int bits) {
  M::fields(
      [&](std::string_view, auto& field) {
        using T = std::remove_cvref_t<decltype(field)>;
        if constexpr (kpi::measure<T>)
          fill(d, field, bits);
        else if constexpr (requires { T::ten_thousandths(0); })
          field = T::ten_thousandths(d.integer(bits));
        else
          field = T(d.integer(bits));
      },
      m);
}

/// Small enough that eight of them stay in range.
template <kpi::measure M>
M any(dice& d, int bits = 57) {
  M m;
  fill(d, m, bits);
  return m;
}

template <kpi::measure M>
std::vector<M> list(dice& d, int bits = 57) {
  std::vector<M> all(static_cast<std::size_t>(d.below(8)));
  for (auto& m : all) fill(d, m, bits);
  return all;
}

template <class M>
M sum(const std::vector<M>& all) {
  M total;
  for (const auto& m : all) total += m;
  return total;
}

/// A law of a measure is one of all of them: `holds.operator()<M>(dice)` is asked for every measure, or, where they are
/// many, for an eighth of them in each case.
template <class F, class... M>
void for_every(const std::string& name, F holds, types<M...>) {
  constexpr int one_in = sizeof...(M) > 10 ? 8 : 1;
  law(name, [&](dice& d) { ((d.once_in(one_in) ? holds.template operator()<M>(d) : void()), ...); });
}
template <class F>
void of_every_measure(const std::string& name, F holds) {
  for_every(name, holds, measures{});
}

template <class F>
void of_some_measures(const std::string& name, F holds) {
  for_every(name, holds, some_measures{});
}

const auto itself = [](const auto& m) { return m; };

}  // namespace

TEST_CASE("the list of measures is that of the headers", "[laws]") {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(KPI_SOURCE_DIR "/include/kpi")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);)
      if (line.starts_with("  static constexpr void fields(auto f")) ++found;
  }
  CHECK(found == size_of(measures{}));
}

TEST_CASE("measures are a group under addition", "[laws]") {
  of_every_measure("the empty measure is neutral", []<class M>(dice& d) {
    const M a = any<M>(d);
    hold(a + M{} == a && M{} + a == a && a - M{} == a);
  });
  of_every_measure("addition is commutative", []<class M>(dice& d) {
    const M a = any<M>(d), b = any<M>(d);
    hold(a + b == b + a);
  });
  of_every_measure("addition is associative", []<class M>(dice& d) {
    const M a = any<M>(d), b = any<M>(d), c = any<M>(d);
    hold((a + b) + c == a + (b + c));
  });
  of_every_measure("what was added can be taken out", []<class M>(dice& d) {
    const M a = any<M>(d), b = any<M>(d);
    hold(a + b - b == a && a - b + b == a);
  });
  of_every_measure("every measure has a negative", []<class M>(dice& d) {
    const M a = any<M>(d);
    hold(a + -a == M{} && -(-a) == a);
  });
  of_every_measure("to subtract is to add the negative", []<class M>(dice& d) {
    const M a = any<M>(d), b = any<M>(d);
    hold(a - b == a + -b && -(a - b) == b - a);
  });
  of_every_measure("equality is of every field", []<class M>(dice& d) {
    M a = any<M>(d);
    const M b = a;
    hold(a == b);
    std::size_t fields = 0;
    M::fields([&](std::string_view, const auto&) { ++fields; }, a);
    std::size_t changed = static_cast<std::size_t>(d.between(0, static_cast<std::int64_t>(fields) - 1));
    M::fields(
        [&](std::string_view, auto& field) {
          using T = std::remove_cvref_t<decltype(field)>;
          if (changed-- != 0) return;
          if constexpr (kpi::measure<T>)
            fill(d, field, 57);
          else if constexpr (requires { T::ten_thousandths(1); })
            field += T::ten_thousandths(1);
          else
            field += T(1);
        },
        a);
    hold((a == b) == (kpi::to_bytes(a) == kpi::to_bytes(b)));
  });
  of_every_measure("an overflow stays, whatever is added or taken out", []<class M>(dice& d) {
    const M limits = [&] {
      M m;
      fill(d, m, 57);
      M large = m;
      for (int i = 0; i < 6; ++i) large += large;
      return large;
    }();
    const auto marks = [](const M& m) {
      std::vector<bool> all;
      const auto look = [&](auto&& self, const auto& x) -> void {
        using T = std::remove_cvref_t<decltype(x)>;
        if constexpr (kpi::measure<T>)
          T::fields([&](std::string_view, const auto& field) { self(self, field); }, x);
        else
          all.push_back(x.overflowed());
      };
      look(look, m);
      return all;
    };
    const auto before = marks(limits);
    const M b = any<M>(d);
    for (const M& after : {limits + b, limits - b, b - limits, -limits}) {
      const auto now = marks(after);
      for (std::size_t i = 0; i < before.size(); ++i) hold(!before[i] || now[i]);
    }
  });
}

TEST_CASE("measures fold the same in any order and any parts", "[laws]") {
  of_some_measures("the order of the rows does not matter", []<class M>(dice& d) {
    auto rows = list<M>(d);
    const M before = kpi::tally(rows, itself);
    d.shuffle(rows);
    hold(kpi::tally(rows, itself) == before);
  });
  of_some_measures("the parts of any split add up to the whole", []<class M>(dice& d) {
    const auto rows = list<M>(d);
    const auto cut = static_cast<std::ptrdiff_t>(d.between(0, static_cast<std::int64_t>(rows.size())));
    const std::vector<M> left(rows.begin(), rows.begin() + cut), right(rows.begin() + cut, rows.end());
    hold(kpi::tally(left, itself) + kpi::tally(right, itself) == kpi::tally(rows, itself));
  });
  of_some_measures("a tally is the sum one by one, also of figures that leave the range", []<class M>(dice& d) {
    auto rows = list<M>(d, 60);
    for (auto& m : rows)
      if (d.once_in(3)) fill(d, m, 20);
    hold(kpi::tally(rows, itself) == sum(rows));
  });
  of_some_measures("groups add up to the whole, and each is the tally of its rows", []<class M>(dice& d) {
    const auto rows = list<M>(d);
    const auto key = [&](const M& m) { return static_cast<int>((&m - rows.data()) % 3); };
    M whole;
    for (const auto& [k, group] : kpi::tally_by(rows, key, itself)) {
      M own;
      for (const auto& m : rows)
        if (key(m) == k) own += m;
      hold(group == own);
      whole += group;
    }
    hold(whole == sum(rows));
  });
  of_some_measures("a corrected row is off with the old and on with the new", []<class M>(dice& d) {
    auto rows = list<M>(d);
    if (rows.empty()) return;
    const M before = sum(rows);
    const M old = rows.front();
    fill(d, rows.front(), 57);
    hold(before - old + rows.front() == sum(rows));
  });
}

TEST_CASE("measures travel as bytes", "[laws]") {
  of_every_measure("what is written is read", []<class M>(dice& d) {
    const M a = any<M>(d, 61);
    const auto read = kpi::from_bytes<M>(kpi::to_bytes(a));
    hold(read && *read == a);
  });
  of_every_measure("equal measures have equal bytes, others have not", []<class M>(dice& d) {
    const M a = any<M>(d), b = any<M>(d);
    hold(kpi::to_bytes(a) == kpi::to_bytes(M{} + a));
    hold((kpi::to_bytes(a) == kpi::to_bytes(b)) == (a == b));
  });
  of_every_measure("what is cut short, or longer, is refused", []<class M>(dice& d) {
    auto bytes = kpi::to_bytes(any<M>(d));
    const auto size = static_cast<std::size_t>(d.between(0, static_cast<std::int64_t>(bytes.size()) - 1));
    hold(!kpi::from_bytes<M>(std::span(bytes).first(size)));
    bytes.push_back(std::byte{});
    hold(!kpi::from_bytes<M>(bytes));
  });
  of_every_measure("the sum of what arrives is what arrives of the sum", []<class M>(dice& d) {
    const M a = any<M>(d), b = any<M>(d);
    const auto x = kpi::from_bytes<M>(kpi::to_bytes(a)), y = kpi::from_bytes<M>(kpi::to_bytes(b));
    hold(x && y && *x + *y == *kpi::from_bytes<M>(kpi::to_bytes(a + b)));
  });
}
