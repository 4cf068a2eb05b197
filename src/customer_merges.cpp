// SPDX-License-Identifier: MIT
#include <kpi/records/customer_merges.hpp>

#include <algorithm>
#include <cstddef>

namespace kpi::inline v0_1 {

customer_merges::customer_merges(std::span<const customer_merge> merges) {
  for (const auto& [from, into] : merges) {
    ends_.emplace_back(from, 0);
    ends_.emplace_back(into, 0);
  }
  std::sort(ends_.begin(), ends_.end());
  ends_.erase(std::unique(ends_.begin(), ends_.end()), ends_.end());

  const auto place = [this](std::uint64_t id) {
    return static_cast<std::size_t>(std::lower_bound(ends_.begin(), ends_.end(), std::pair(id, std::uint64_t{0})) -
                                    ends_.begin());
  };
  // A forest: each place points towards the one that stands for it, and paths are halved whenever one is walked.
  std::vector<std::size_t> next(ends_.size());
  for (std::size_t i = 0; i < next.size(); ++i) next[i] = i;
  const auto end_of = [&next](std::size_t i) {
    while (next[i] != i) i = next[i] = next[next[i]];
    return i;
  };
  for (const auto& [from, into] : merges) next[end_of(place(from))] = end_of(place(into));
  for (std::size_t i = 0; i < next.size(); ++i) ends_[i].second = ends_[end_of(i)].first;
}

std::uint64_t customer_merges::operator()(std::uint64_t customer) const noexcept {
  const auto at = std::lower_bound(ends_.begin(), ends_.end(), std::pair(customer, std::uint64_t{0}));
  return at != ends_.end() && at->first == customer ? at->second : customer;
}

}  // namespace kpi::inline v0_1
