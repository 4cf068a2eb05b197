// SPDX-License-Identifier: MIT
#include <kpi/tally/distribution.hpp>

#include <algorithm>

namespace kpi::inline v0_1 {

template <class T>
void distribution<T>::put(std::int64_t value, kpi::count n) {
  waiting_.push_back({value, n});
  count_ += n;
  if (waiting_.size() < std::max<std::size_t>(32, cells_.size())) return;
  cells_ = sorted();
  waiting_.clear();
}

template <class T>
distribution<T>& distribution<T>::operator+=(const distribution& other) {
  for (const cell& c : other.sorted()) put(c.value, c.count);
  return *this;
}

template <class T>
distribution<T>& distribution<T>::operator-=(const distribution& other) {
  for (const cell& c : other.sorted()) put(c.value, -c.count);
  return *this;
}

/// Everything in order of value, one cell for each, without those that came to nothing.
template <class T>
std::vector<typename distribution<T>::cell> distribution<T>::sorted() const {
  const auto by_value = [](const cell& a, const cell& b) { return a.value < b.value; };
  std::vector<cell> late(waiting_);
  std::sort(late.begin(), late.end(), by_value);
  std::vector<cell> all(cells_.size() + late.size());
  std::merge(cells_.begin(), cells_.end(), late.begin(), late.end(), all.begin(), by_value);
  auto out = all.begin();
  for (auto in = all.begin(); in != all.end();) {
    cell sum = *in;
    for (++in; in != all.end() && in->value == sum.value; ++in) sum.count += in->count;
    if (sum.count != 0) *out++ = sum;
  }
  all.erase(out, all.end());
  return all;
}

template <class T>
result<double> distribution<T>::quantile(const ratio& p, kpi::count floor) const {
  if (p.numerator() < 0 || p.numerator() > p.denominator()) return refuse(errc::invalid, "p");
  const std::vector<cell> all = sorted();
  if (!all.empty() && all.back().value > T::limit) return refuse(errc::overflow, "value");
  if (count_.overflowed()) return refuse(errc::overflow, "count");
  if (std::any_of(all.begin(), all.end(), [](const cell& c) { return c.count < 0; }))
    return refuse(errc::negative, "count");
  if (count_ < floor || count_.value() == 0) return refuse(errc::too_few, "count");

  // p × (n − 1) steps above the least, as a whole number of steps and the exact rest over the denominator.
  const std::int64_t steps =
      detail::rounded_quotient({p.numerator(), count_.value() - 1}, {p.denominator()}, rounding::floor);
  const std::int64_t next =
      detail::rounded_quotient({p.numerator(), count_.value() - 1}, {p.denominator()}, rounding::ceiling);
  const auto at = [&all](kpi::count rank) {
    auto c = all.begin();
    while (rank >= c->count) rank -= (c++)->count;
    return c->value;
  };
  const std::int64_t low = at(steps);
  if (steps == next) return static_cast<double>(low);
  const std::int64_t high = at(next);
  const double position = static_cast<double>(p.numerator()) * static_cast<double>(count_.value() - 1) /
                          static_cast<double>(p.denominator());
  const double rest = position - static_cast<double>(steps);
  return static_cast<double>(low) + rest * static_cast<double>(high - low);
}

template class distribution<days>;
template class distribution<seconds>;

}  // namespace kpi::inline v0_1
