// SPDX-License-Identifier: MIT
#include <kpi/metrics/pipeline.hpp>

#include <algorithm>
#include <compare>

namespace kpi::inline v0_1 {

namespace {

/// Compares amount × probability exactly; neither is negative.
std::strong_ordering compare_expected_value(const prospect& a, const prospect& b) noexcept {
  const std::int64_t left[]{a.amount.value(), a.probability.numerator(), b.probability.denominator()};
  const std::int64_t right[]{b.amount.value(), b.probability.numerator(), a.probability.denominator()};
  const std::uint64_t small_left = detail::small_product(left);
  const std::uint64_t small_right = detail::small_product(right);
  if (small_left != 0 && small_right != 0) return small_left <=> small_right;
  return detail::product(left) <=> detail::product(right);
}

}  // namespace

result<std::vector<std::size_t>> rank_by_expected_value(std::span<const prospect> prospects) {
  for (const auto& p : prospects) {
    const auto c = detail::check_prospect(p);
    if (!c.ok()) return c.refusal();
  }
  std::vector<std::size_t> ranked(prospects.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i] = i;
  std::sort(ranked.begin(), ranked.end(), [prospects](std::size_t a, std::size_t b) {
    const auto order = compare_expected_value(prospects[a], prospects[b]);
    return order == 0 ? a < b : order > 0;
  });
  return ranked;
}

}  // namespace kpi::inline v0_1
