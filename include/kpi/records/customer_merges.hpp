// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/version.hpp>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kpi::inline v0_1 {

/// One customer turned out to be another, or was bought by it.
struct customer_merge {
  std::uint64_t from{};
  std::uint64_t into{};
};

/// Which ids are one customer. Apply it to the records before anything is compared, so that what moves from one id to
/// the other is neither lost nor won:
///
///     for (auto& p : periods) p.customer = merges(p.customer);
///
/// Merges may follow each other (a into b, b into c, in any order) and go in circles; a look-up is a binary search.
class KPI_EXPORT customer_merges {
 public:
  customer_merges() = default;
  explicit customer_merges(std::span<const customer_merge> merges);

  /// The id that stands for the customer: where its merges end, its own when there are none.
  [[nodiscard]] std::uint64_t operator()(std::uint64_t customer) const noexcept;

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ends_;  // by the first
};

}  // namespace kpi::inline v0_1
