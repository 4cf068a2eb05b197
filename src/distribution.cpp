// SPDX-License-Identifier: MIT
#include <kpi/tally/distribution.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace kpi::inline v0_1::detail {

namespace {

/// Of values in order of arrival, at least one.
struct range {
  explicit range(const std::vector<std::int64_t>& values) : low(values.front()), high(low) {
    for (const std::int64_t v : values) {
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  [[nodiscard]] std::uint64_t width() const noexcept {
    return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  }

  std::int64_t low;
  std::int64_t high;
};

using few_places = std::array<std::uint32_t, 256>;

/// How often each number occurs, from the lowest of the range on.
void count_places(const std::vector<std::int64_t>& values, std::int64_t low, std::span<std::uint32_t> times) {
  std::fill(times.begin(), times.end(), 0);
  for (const std::int64_t v : values) ++times[static_cast<std::size_t>(v - low)];
}

/// Calls `f(value, times)` for each value, in order, and perhaps for others between them, 0 times. Where they lie close
/// together, counting is faster than comparing.
void for_each_value(const std::vector<std::int64_t>& values, auto f) {
  const range all(values);
  const std::int64_t low = all.low;
  if (few_places few; all.width() < few.size() || all.width() < 8 * values.size()) {
    const auto places = static_cast<std::size_t>(all.width() + 1);
    std::vector<std::uint32_t> many(places <= few.size() ? 0 : places);
    const std::span times = many.empty() ? std::span(few).first(places) : std::span(many);
    count_places(values, low, times);
    for (std::size_t i = 0; i < times.size(); ++i) f(low + static_cast<std::int64_t>(i), times[i]);
  } else {
    std::vector<std::int64_t> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    for (auto v = sorted.begin(); v != sorted.end();) {
      const auto next = std::find_if(v, sorted.end(), [v](std::int64_t other) { return other != *v; });
      f(*v, next - v);
      v = next;
    }
  }
}

using cells_by_value = occurrences::cells_by_value;

cells_by_value merged(const cells_by_value& a, const cells_by_value& b) {
  cells_by_value all;
  all.reserve(a.size() + b.size());
  auto in_a = a.begin();
  for (const occurrences::cell& c : b) {
    while (in_a != a.end() && in_a->value < c.value) all.push_back(*in_a++);
    const bool both = in_a != a.end() && in_a->value == c.value;
    const count n = both ? (in_a++)->times + c.times : c.times;
    if (n != 0) all.push_back({c.value, n});
  }
  all.insert(all.end(), in_a, a.end());
  return all;
}

/// So that each place from the first to the last takes less room than the cells do, four times over.
bool close_together(const cells_by_value& cells) {
  return static_cast<std::uint64_t>(cells.back().value) - static_cast<std::uint64_t>(cells.front().value) <
         8 * cells.size();
}

/// In 64 bits two totals have room, and what is beyond the range of one is marked, once and for all.
void add_to(std::int64_t& held, std::int64_t times) {
  if (held <= count::limit) held = count(held + times).value();
}

}  // namespace

count occurrences::size() const noexcept {
  count all = waiting_.size();
  for (const std::int64_t n : window_) all += n;
  for (const cell& c : cells_) all += c.times;
  return all;
}

void occurrences::put(std::int64_t value, count n) {
  if (const std::uint64_t i = place(value); i < window_.size()) {
    add_to(window_[static_cast<std::size_t>(i)], n.value());
    return;
  }
  const auto by_value = [](const cell& c, std::int64_t v) { return c.value < v; };
  const auto at = std::lower_bound(cells_.begin(), cells_.end(), value, by_value);
  if (at == cells_.end() || at->value != value) {
    cells_.insert(at, {value, n});
    // Not before there are so many of them that looking at all places costs no more than what was added.
    if (cells_.size() >= std::max<std::size_t>(32, window_.size() / 8) && close_together(cells_)) hold(sorted());
  } else if ((at->times += n) == 0) {
    cells_.erase(at);
  }
}

/// There is no room to wait, and the value has no place in the window.
void occurrences::wait(std::int64_t value) {
  const std::size_t most = std::max({std::size_t{256}, window_.size(), 4 * cells_.size()});
  if (waiting_.size() < most)
    waiting_.reserve(std::clamp<std::size_t>(4 * waiting_.size(), 4, most));
  else
    hold(sorted());
  add(value);
}

/// Holds these and no others.
void occurrences::hold(cells_by_value all) {
  waiting_.clear();
  window_.clear();
  cells_.clear();
  if (all.empty()) return;
  if (close_together(all)) {
    low_ = all.front().value;
    waiting_.shrink_to_fit();  // no more waiting
    window_.resize(static_cast<std::size_t>(place(all.back().value)) + 1);
    for (const cell& c : all) window_[static_cast<std::size_t>(place(c.value))] = c.times.value();
  } else {
    cells_ = std::move(all);
  }
}

occurrences& occurrences::operator+=(const occurrences& other) {
  if (other.window_.empty() && other.cells_.empty() && &other != this)
    for (const std::int64_t value : other.waiting_) add(value);
  else
    take(other, false);
  return *this;
}

occurrences& occurrences::operator-=(const occurrences& other) {
  take(other, true);
  return *this;
}

/// What has its place in the window goes there, and a few values, as a correction or a long tail has them, are put
/// where they belong; anything else is a pass over all that both hold.
void occurrences::take(const occurrences& other, bool off) {
  const auto has_place = [this](std::int64_t value) { return place(value) < window_.size(); };
  const std::int64_t high = other.low_ + static_cast<std::int64_t>(other.window_.size()) - 1;
  const bool window_has_place = other.window_.empty() || (has_place(other.low_) && has_place(high));
  const std::size_t outside = other.cells_.size() + other.waiting_.size();
  const bool few = &other != this && outside <= std::max<std::size_t>(other.window_.size() / 8, 2);
  const auto all_have_places = [&] {
    return std::all_of(other.cells_.begin(), other.cells_.end(), [&](const cell& c) { return has_place(c.value); }) &&
           std::all_of(other.waiting_.begin(), other.waiting_.end(), has_place);
  };
  if (window_has_place && (few || all_have_places())) {
    if (!other.window_.empty()) {
      std::int64_t* held = window_.data() + place(other.low_);
      for (const std::int64_t times : other.window_) add_to(*held++, off ? -times : times);
    }
    for (const cell& c : other.cells_) put(c.value, off ? -c.times : c.times);
    for (const std::int64_t value : other.waiting_) put(value, off ? -1 : 1);
  } else {
    cells_by_value more = other.sorted();
    if (off)
      for (cell& c : more) c.times = -c.times;
    hold(merged(sorted(), more));
  }
}

cells_by_value occurrences::sorted() const {
  cells_by_value all = cells_;
  if (!window_.empty()) {
    cells_by_value cells;
    cells.reserve(window_.size());
    for (std::size_t i = 0; i < window_.size(); ++i)
      if (window_[i] != 0) cells.push_back({low_ + static_cast<std::int64_t>(i), window_[i]});
    all = all.empty() ? std::move(cells) : merged(all, cells);
  }
  if (!waiting_.empty()) {
    cells_by_value cells(waiting_.size());
    auto next = cells.begin();
    for_each_value(waiting_, [&next](std::int64_t value, count times) {
      *next = {value, times};
      next += times != 0 ? 1 : 0;  // without a branch: which numbers between others occur is hard to predict
    });
    cells.erase(next, cells.end());
    all = all.empty() ? std::move(cells) : merged(all, cells);
  }
  return all;
}

namespace {

/// The quantile of n values, of which `at(rank)` has that many below it.
double interpolated(const ratio& p, std::int64_t n, auto at) {
  // p × (n − 1) steps above the least: whole steps, and what is beyond them over the denominator, for which 64 bits are
  // enough, whatever the two products lost.
  const std::int64_t steps = rounded_quotient({p.numerator(), n - 1}, {p.denominator()}, rounding::floor);
  const auto product = [](std::int64_t a, std::int64_t b) {
    return static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b);
  };
  const std::uint64_t beyond = product(p.numerator(), n - 1) - product(p.denominator(), steps);
  const std::int64_t low = at(steps);
  if (beyond == 0) return static_cast<double>(low);
  const std::int64_t high = at(steps + 1);
  const double part = static_cast<double>(beyond) / static_cast<double>(p.denominator());
  // Not every large number is a double, and rounding must not lead past the neighbour.
  return std::min(static_cast<double>(low) + part * static_cast<double>(high - low), static_cast<double>(high));
}

/// The value that has so many below it, where `times` tells of each number from `low` on.
auto value_at(const auto& times, std::int64_t low) {
  return [&times, low](std::int64_t rank) {
    std::size_t place = 0;
    while (rank >= times[place]) rank -= times[place++];
    return low + static_cast<std::int64_t>(place);
  };
}

}  // namespace

result<double> occurrences::quantile(const ratio& p, count floor, std::int64_t limit) const {
  if (p.numerator() < 0 || p.numerator() > p.denominator()) return refuse(errc::invalid, "p");
  const auto of = [&](count n, bool any_negative, auto at) -> result<double> {
    if (n.overflowed()) return refuse(errc::overflow, "count");
    if (any_negative) return refuse(errc::negative, "count");
    if (n < floor || n.value() == 0) return refuse(errc::too_few, "count");
    return interpolated(p, n.value(), at);
  };
  // What thousands of groups have, values that all wait and lie close together or all have a place in the window,
  // without taking memory.
  if (cells_.empty() && window_.empty() && !waiting_.empty()) {
    const range values(waiting_);
    if (few_places times; values.width() < times.size() && values.high <= limit) {
      count_places(waiting_, values.low, times);
      return of(waiting_.size(), false, value_at(times, values.low));
    }
  } else if (cells_.empty() && waiting_.empty() && low_ <= limit) {  // no window reaches from the range to the mark
    const bool any_negative = std::any_of(window_.begin(), window_.end(), [](std::int64_t n) { return n < 0; });
    return of(size(), any_negative, value_at(window_, low_));
  }
  const cells_by_value all = sorted();
  count n{};
  bool any_negative = false;
  for (const cell& c : all) {
    if (c.value > limit) return refuse(errc::overflow, "value");
    n += c.times;
    any_negative = any_negative || c.times < 0;
  }
  return of(n, any_negative, [&all](count rank) {
    auto c = all.begin();
    while (rank >= c->times) rank -= (c++)->times;
    return c->value;
  });
}

values_aside::values_aside(std::size_t values) : values_(values) {}

void values_aside::add(const writer& written) {
  for (const one* v = values_.data(); v != written.next_;) {
    occurrences& to = *v->to;
    do to.add(v->value);
    while (++v != written.next_ && v->to == &to);
  }
}

}  // namespace kpi::inline v0_1::detail
