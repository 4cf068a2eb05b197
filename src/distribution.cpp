// SPDX-License-Identifier: MIT
#include <kpi/tally/distribution.hpp>

#include <algorithm>

namespace kpi::inline v0_1 {

namespace {

/// Calls `f(value, times)` for each value, in order. Where they lie close together, counting is faster than comparing.
void for_each_value(std::vector<std::int64_t> values, auto f) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const std::int64_t low = *least;
  const std::uint64_t range = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(low);
  if (range < 8 * values.size()) {
    std::vector<std::uint32_t> times(range + 1);
    for (const std::int64_t v : values) ++times[static_cast<std::size_t>(v - low)];
    for (std::size_t i = 0; i < times.size(); ++i)
      if (times[i] != 0) f(low + static_cast<std::int64_t>(i), times[i]);
  } else {
    std::sort(values.begin(), values.end());
    for (auto v = values.begin(); v != values.end();) {
      const auto next = std::find_if(v, values.end(), [v](std::int64_t other) { return other != *v; });
      f(*v, next - v);
      v = next;
    }
  }
}

}  // namespace

template <class T>
void distribution<T>::put(std::int64_t value, kpi::count n) {
  const auto by_value = [](const cell& c, std::int64_t v) { return c.value < v; };
  const auto at = std::lower_bound(cells_.begin(), cells_.end(), value, by_value);
  if (at == cells_.end() || at->value != value)
    cells_.insert(at, {value, n});
  else if ((at->count += n) == 0)
    cells_.erase(at);
  count_ += n;
}

template <class T>
void distribution<T>::make_room() {
  const std::size_t most = std::max<std::size_t>(256, 4 * cells_.size());
  if (waiting_.size() < most) {
    waiting_.reserve(std::clamp<std::size_t>(4 * waiting_.size(), 4, most));
  } else {
    count_ = count();
    cells_ = sorted();
    waiting_.clear();
  }
}

template <class T>
distribution<T>& distribution<T>::operator+=(const distribution& other) {
  take(other.sorted());
  return *this;
}

template <class T>
distribution<T>& distribution<T>::operator-=(const distribution& other) {
  cells_by_value less = other.sorted();
  for (cell& c : less) c.count = -c.count;
  take(less);
  return *this;
}

/// A correction is of a value or two: those find their places without a pass over all.
template <class T>
void distribution<T>::take(const cells_by_value& cells) {
  if (cells.size() <= 2) {
    for (const cell& c : cells) put(c.value, c.count);
  } else {
    for (const cell& c : cells) count_ += c.count;
    cells_ = merged(cells_, cells);
  }
}

template <class T>
typename distribution<T>::cells_by_value distribution<T>::merged(const cells_by_value& a, const cells_by_value& b) {
  cells_by_value all;
  all.reserve(a.size() + b.size());
  auto in_a = a.begin();
  for (const cell& c : b) {
    while (in_a != a.end() && in_a->value < c.value) all.push_back(*in_a++);
    const bool both = in_a != a.end() && in_a->value == c.value;
    const kpi::count n = both ? (in_a++)->count + c.count : c.count;
    if (n != 0) all.push_back({c.value, n});
  }
  all.insert(all.end(), in_a, a.end());
  return all;
}

template <class T>
typename distribution<T>::cells_by_value distribution<T>::sorted() const {
  if (waiting_.empty()) return cells_;
  cells_by_value cells;
  cells.reserve(waiting_.size());
  for_each_value(waiting_, [&cells](std::int64_t value, kpi::count times) { cells.push_back({value, times}); });
  return cells_.empty() ? cells : merged(cells_, cells);
}

template <class T>
result<double> distribution<T>::quantile(const ratio& p, kpi::count floor) const {
  if (p.numerator() < 0 || p.numerator() > p.denominator()) return refuse(errc::invalid, "p");
  const std::vector<cell> all = sorted();
  if (!all.empty() && all.back().value > T::limit) return refuse(errc::overflow, "value");
  const kpi::count n = count();
  if (n.overflowed()) return refuse(errc::overflow, "count");
  if (std::any_of(all.begin(), all.end(), [](const cell& c) { return c.count < 0; }))
    return refuse(errc::negative, "count");
  if (n < floor || n.value() == 0) return refuse(errc::too_few, "count");

  // p × (n − 1) steps above the least, as a whole number of steps and the exact rest over the denominator.
  const std::int64_t steps =
      detail::rounded_quotient({p.numerator(), n.value() - 1}, {p.denominator()}, rounding::floor);
  const std::int64_t next =
      detail::rounded_quotient({p.numerator(), n.value() - 1}, {p.denominator()}, rounding::ceiling);
  const auto at = [&all](kpi::count rank) {
    auto c = all.begin();
    while (rank >= c->count) rank -= (c++)->count;
    return c->value;
  };
  const std::int64_t low = at(steps);
  if (steps == next) return static_cast<double>(low);
  const std::int64_t high = at(next);
  const double position =
      static_cast<double>(p.numerator()) * static_cast<double>(n.value() - 1) / static_cast<double>(p.denominator());
  const double rest = position - static_cast<double>(steps);
  return static_cast<double>(low) + rest * static_cast<double>(high - low);
}

template class distribution<days>;
template class distribution<seconds>;

}  // namespace kpi::inline v0_1
