// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/records/deal.hpp>
#include <kpi/tally/tally.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace kpi::inline v0_1 {

/// Periods, prepared so that the place of a day is found by one look-up.
///
/// The periods may overlap, touch, leave gaps and come in any order. They are cut wherever one of them begins or ends;
/// between two cuts lies a segment, every day is in at most one of them, and a period is the sum of its segments.
/// Memory: four bytes for each day between the first and the last. Making it takes n × log n steps for n periods, and
/// one for each day.
class KPI_EXPORT period_index {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  explicit period_index(std::span<const period> periods);

  /// The segment in which a day lies, or `none`; so too of an event that has not happened.
  [[nodiscard]] std::uint32_t segment_of(date::sys_days day) const noexcept { return segment_at(place(day)); }
  [[nodiscard]] std::uint32_t segment_of(const std::optional<date::sys_days>& event) const noexcept {
    return segment_at(place(event.value_or(date::sys_days{})) | static_cast<std::uint64_t>(-std::int64_t{!event}));
  }

  // Not `return periods_;`: to make a span of a range takes a compiler much longer.
  [[nodiscard]] std::span<const period> periods() const noexcept { return {periods_.data(), periods_.size()}; }
  [[nodiscard]] std::span<const period> segments() const noexcept { return {segments_.data(), segments_.size()}; }

  /// Of the same periods, in the same order.
  [[nodiscard]] bool operator==(const period_index& other) const noexcept;

  /// One period's measure, from one measure for each segment.
  template <class M>
  [[nodiscard]] M sum(const period& p, std::span<const M> by_segment) const {
    M total{};
    const auto from = std::lower_bound(segments_.begin(), segments_.end(), p.from(),
                                       [](const period& segment, date::sys_days day) { return segment.from() < day; });
    for (auto s = from; s != segments_.end() && p.contains(s->from()); ++s)
      total += by_segment[static_cast<std::size_t>(s - segments_.begin())];
    return total;
  }

 private:
  /// How many days after the first one; a day before it, wrapped round to a very large number.
  [[nodiscard]] std::uint64_t place(date::sys_days day) const noexcept {
    return static_cast<std::uint64_t>(std::int64_t{day.time_since_epoch().count()} - first_);
  }
  [[nodiscard]] std::uint32_t segment_at(std::uint64_t place) const noexcept {
    return segment_of_day_[static_cast<std::size_t>(std::min<std::uint64_t>(place, segment_of_day_.size() - 1))];
  }

  std::vector<period> periods_;
  std::vector<period> segments_;
  std::int64_t first_ = 0;
  std::vector<std::uint32_t> segment_of_day_;  // and `none` behind the last
};

/// Calls `f(segment)` once for each segment in which something happens to the deal as of the day: in all others every
/// attribution of it is empty.
template <class F>
void for_each_segment(const period_index& index, const deal& d, F f) {
  const std::uint32_t segments[] = {index.segment_of(d.opened), index.segment_of(d.closed),
                                    index.segment_of(d.expected_close), index.segment_of(d.contract_sent),
                                    index.segment_of(d.demo)};
  const std::uint32_t first = *std::min_element(std::begin(segments), std::end(segments));
  // What has happened, and whether in one segment or in several, is hard to predict: marks need no branch for it.
  std::uint64_t marks = 0;
  std::uint32_t unmarked = 0;
  for (const std::uint32_t s : segments) {
    const bool near = s - first < 64;
    marks |= std::uint64_t{near && s != period_index::none} << (s - first) % 64;
    unmarked += !near && s != period_index::none ? 1 : 0;
  }
  for (; marks != 0; marks &= marks - 1) f(first + static_cast<std::uint32_t>(std::countr_zero(marks)));
  if (unmarked != 0) [[unlikely]] {
    for (const std::uint32_t* s = std::begin(segments); s != std::end(segments); ++s)
      if (*s - first >= 64 && *s != period_index::none && std::find(std::begin(segments), s, *s) == s) f(*s);
  }
}

namespace detail {

/// Says what a deal counts for in a period, as an M or by adding to one.
template <class F, class M>
concept attributes = adds_in_place<M, F, const deal_as_of&, const period&> ||
    std::convertible_to<std::invoke_result_t<F&, const deal_as_of&, const period&>, M>;

}  // namespace detail

/// Every attribution, as `period_tally` is given attributions.
inline constexpr auto every_attribution = [](const deal_as_of& d, const period& p) { return deal_measures_in(d, p); };

/// Deals that arrive one after another, by key and period, each event in the period in which it happened.
///
///     kpi::period_tally<std::string> by_owner(quarters, as_of);
///     while (source.next(owner, deal)) by_owner.add(owner, deal);
///     for (const auto& [owner, in_quarters] : by_owner.keys())
///       for (const auto& [quarter, m] : in_quarters) …
///
/// Without a key, `period_tally<>`, it is `add(deal)` and `periods()`. What is added up is every attribution, or what
/// the caller names: with `period_tally<Key, M>`, `add(key, deal, f)` where `f(deal_as_of, period)` gives an M, or
/// `f(m, deal_as_of, period)` adds in place, as distributions need it. `f` is asked about the periods in which
/// something happens to a deal, cut where they overlap; in all others attributions have to be empty, as those of the
/// library are. When M has a `coverage`, it also tells of all records of the key: `coverage_in` belongs into `f`.
///
/// Keys are those of `groups`. Memory: one M for each key and period (more where periods overlap); a deal allocates
/// nothing but the cells of a key that is seen for the first time.
template <class Key = std::monostate, class M = deal_measures>
class period_tally {
 public:
  period_tally(std::span<const period> periods, date::sys_days as_of) : index_(periods), as_of_(as_of) {
    if constexpr (keyless) insert({});
  }

  template <detail::attributes<M> F = decltype(every_attribution)>
  KPI_FLATTEN void add(const Key& key, const deal& d, F&& f = F{}) {
    const std::size_t n = number_of(key);
    const deal_as_of s(d, as_of_);
    detail::nothing_aside none;
    detail::unchecked::add(records_[n], detail::record_of(s), records_[n], none);
    if (s.refused()) return;
    M* const cells = cells_.data() + n * index_.segments().size();
    for_each_segment(index_, d, [&](std::uint32_t i) {
      const period& segment = index_.segments()[i];
      if constexpr (detail::adds_in_place<M, F, const deal_as_of&, const period&>)
        f(cells[i], s, segment);
      else
        count(cells[i], f(s, segment));
    });
  }
  template <detail::attributes<M> F = decltype(every_attribution)>
  requires std::same_as<Key, std::monostate>
  void add(const deal& d, F&& f = F{}) { add({}, d, f); }

  /// Adds the other's deals. Errors, first match wins: `inconsistent`, "periods" or "as_of" (not the same).
  [[nodiscard]] result<void> merge(const period_tally& other) {
    if (index_ != other.index_) return refuse(errc::inconsistent, "periods");
    if (as_of_ != other.as_of_) return refuse(errc::inconsistent, "as_of");
    const std::size_t size = index_.segments().size();
    for (std::size_t i = 0; i < other.keys_.size(); ++i) {
      const std::size_t n = number_of(other.keys_[i]);
      records_[n] += other.records_[i];
      const std::vector<M> more = other.cells_of(i);
      for (std::size_t k = 0; k < size; ++k) {
        settle(cells_[n * size + k]);
        cells_[n * size + k] += more[k];
      }
    }
    return {};
  }

  /// For each key, in order, one measure for each period, in the order in which they were given.
  [[nodiscard]] std::vector<std::pair<Key, std::vector<std::pair<period, M>>>> keys() const {
    std::vector<std::pair<Key, std::vector<std::pair<period, M>>>> all;
    all.reserve(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i) all.emplace_back(keys_[i], periods_of(i));
    return detail::sorted_by_key(std::move(all));
  }
  /// One measure for each period, in the order in which they were given.
  [[nodiscard]] std::vector<std::pair<period, M>> periods() const requires std::same_as<Key, std::monostate> {
    return periods_of(0);
  }

 private:
  static constexpr bool keyless = std::same_as<Key, std::monostate>;

  /// As in kpi/tally/unchecked.hpp: a figure that is not small is added with a look at the range, and every sum is
  /// looked at now and then, and when it is read.
  void count(M& cell, const M& m) {
    if constexpr (detail::provable<M>) {
      detail::nothing_aside none;
      if (detail::unchecked::add(cell, m, cell, none) != 0) [[unlikely]] {
        detail::unchecked::take_back(cell, m);
        settle(cell);
        cell += m;
      }
      if (++counted_ % detail::unchecked::adds_to_settle == 0) [[unlikely]] {
        for (M& c : cells_) settle(c);
      }
    } else {
      cell += m;
    }
  }
  static void settle(M& cell) {
    if constexpr (detail::provable<M>) detail::unchecked::settle(cell);
  }
  [[nodiscard]] std::vector<M> cells_of(std::size_t number) const {
    const std::size_t size = index_.segments().size();
    const auto cells = std::span<const M>(cells_).subspan(number * size, size);
    std::vector<M> settled(cells.begin(), cells.end());
    for (M& c : settled) settle(c);
    return settled;
  }

  /// Keys are numbered as they come.
  [[nodiscard]] std::size_t number_of(const Key& key) {
    if constexpr (keyless) return 0;
    const std::size_t n = numbers_[key];
    return n != 0 ? n - 1 : insert(key);
  }
  KPI_COLD std::size_t insert(const Key& key) {
    keys_.push_back(key);
    records_.emplace_back();
    cells_.resize(keys_.size() * index_.segments().size());
    numbers_[key] = keys_.size();
    return keys_.size() - 1;
  }

  [[nodiscard]] std::vector<std::pair<period, M>> periods_of(std::size_t number) const {
    const std::vector<M> cells = cells_of(number);
    std::vector<std::pair<period, M>> all;
    all.reserve(index_.periods().size());
    for (const period& p : index_.periods()) {
      M& m = all.emplace_back(p, index_.sum<M>(p, cells)).second;
      if constexpr (requires { requires std::same_as<decltype(m.coverage), coverage>; }) {
        m.coverage.taken = records_[number].taken;
        m.coverage.refused = records_[number].refused;
        m.coverage.not_opened = records_[number].not_opened;
      }
    }
    return all;
  }

  period_index index_;
  date::sys_days as_of_;
  typename detail::cells_for<Key, std::size_t>::type numbers_;  // from 1
  std::vector<Key> keys_;
  std::vector<coverage> records_;  // by number
  std::vector<M> cells_;           // by number and segment
  std::int64_t counted_ = 0;
};

namespace detail {

/// What is added up: M, when it is named, and otherwise what the attributions give.
template <class M, class F>
struct attributed {
  using type = M;
};
template <class F>
struct attributed<void, F> {
  using type = std::remove_cvref_t<std::invoke_result_t<F&, const deal_as_of&, const period&>>;
};

template <class M, class R, class Key, class AsDeal, class F>
[[nodiscard]] KPI_FLATTEN auto periods_tallied(R&& rows, std::span<const period> periods, date::sys_days as_of, Key key,
                                               AsDeal as_deal, F f) {
  period_tally<key_of<Key, R>, typename attributed<M, F>::type> all(periods, as_of);
  for (auto&& row : rows) all.add(std::invoke(key, row), std::invoke(as_deal, row), f);
  return all;
}

template <class M, class Policy, class R, class Key, class AsDeal, class F>
[[nodiscard]] auto periods_tallied_by(Policy&& policy, R&& rows, std::span<const period> periods, date::sys_days as_of,
                                      Key key, AsDeal as_deal, F f) {
  const auto fold = [&](auto part) { return periods_tallied<M>(part, periods, as_of, key, as_deal, f); };
  const auto merge = [](auto& total, const auto& next) { static_cast<void>(total.merge(next)); };
  return merged_in_order(folded_parts_of(policy, rows, parts_for, fold), merge);
}

inline constexpr auto no_key = [](const auto&) { return std::monostate{}; };

template <class R>
concept iterable = requires(R& rows) {
  std::begin(rows);
};

}  // namespace detail

/// Every attribution of every deal in every period, in one pass: each event goes to the period in which it happened.
///
/// Gives pairs of period and measures in the order of `periods`, and each of them is exactly what
/// `tally(deals, deal_measures_of …)` gives for its period alone; so the coverage of each tells of all records given.
/// `as_deal(row)` makes a deal of a row; `f` names the attributions, as in `period_tally`.
template <class M = void, detail::iterable R, class AsDeal = std::identity, class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(R&& rows, std::span<const period> periods, date::sys_days as_of, AsDeal as_deal = {},
                                   F f = {}) {
  return detail::periods_tallied<M>(rows, periods, as_of, detail::no_key, std::move(as_deal), std::move(f)).periods();
}

/// The same for each key: pairs of key and what its rows alone give, sorted by key.
template <class M = void, detail::iterable R, class Key, class AsDeal = std::identity,
          class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(R&& rows, Key key, std::span<const period> periods, date::sys_days as_of,
                                   AsDeal as_deal = {}, F f = {}) {
  return detail::periods_tallied<M>(rows, periods, as_of, std::move(key), std::move(as_deal), std::move(f)).keys();
}

// Both on all cores, as the policy says: kpi/tally/parallel.hpp.

template <class M = void, class Policy, detail::splittable R, class AsDeal = std::identity,
          class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(Policy&& policy, R&& rows, std::span<const period> periods, date::sys_days as_of,
                                   AsDeal as_deal = {}, F f = {}) {
  return detail::periods_tallied_by<M>(std::forward<Policy>(policy), rows, periods, as_of, detail::no_key,
                                       std::move(as_deal), std::move(f))
      .periods();
}

template <class M = void, class Policy, detail::splittable R, class Key, class AsDeal = std::identity,
          class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(Policy&& policy, R&& rows, Key key, std::span<const period> periods,
                                   date::sys_days as_of, AsDeal as_deal = {}, F f = {}) {
  return detail::periods_tallied_by<M>(std::forward<Policy>(policy), rows, periods, as_of, std::move(key),
                                       std::move(as_deal), std::move(f))
      .keys();
}

}  // namespace kpi::inline v0_1
