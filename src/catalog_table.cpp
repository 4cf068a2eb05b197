// SPDX-License-Identifier: MIT
#include "catalog/acquisition.hpp"
#include "catalog/outlook.hpp"
#include "catalog/profit.hpp"
#include "catalog/revenue.hpp"
#include "catalog/sales.hpp"
#include "catalog/sellers.hpp"
#include "catalog/service.hpp"

namespace kpi::inline v0_1 {
namespace detail::rows {
namespace {

template <std::size_t N>
struct rows_of {
  kpi::area area;
  const metric (&rows)[N];
};
template <std::size_t N>
rows_of(area, const metric (&)[N]) -> rows_of<N>;

/// One table of all rows, each with its area.
template <std::size_t... N>
[[nodiscard]] consteval auto join(const rows_of<N>&... areas) noexcept {
  std::array<metric, (N + ...)> all{};
  auto* at = all.data();
  const auto append = [&at](const auto& part) {
    for (const metric& m : part.rows) {
      *at = m;
      (at++)->area = part.area;
    }
  };
  (append(areas), ...);
  return all;
}

constexpr auto table = join(rows_of{area::sales, sales_metrics}, rows_of{area::sellers, sellers_metrics},
                            rows_of{area::outlook, outlook_metrics}, rows_of{area::acquisition, acquisition_metrics},
                            rows_of{area::revenue, revenue_metrics}, rows_of{area::profit, profit_metrics},
                            rows_of{area::service, service_metrics});

}  // namespace
}  // namespace detail::rows

std::span<const metric> catalog() noexcept { return detail::rows::table; }

}  // namespace kpi::inline v0_1
