// SPDX-License-Identifier: MIT
// Measures from sums that a database made: a column for each field.
#pragma once

#include <kpi/core/measure.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace examples {

/// Fills every field of a measure from the column named as it is, those of a measure within it with its name in front:
/// `sales_revenue`. `number(column)` is the sum in the field's own unit: things, days, 1/10,000 of a currency's unit.
/// So a query that lacks a column is noticed, and no field stays zero unseen.
template <kpi::measure M, class Number>
void read_sums(M& m, Number number, const std::string& prefix = {}) {
  M::fields(
      [&](std::string_view name, auto& field) {
        using F = std::remove_reference_t<decltype(field)>;
        const std::string column = prefix + std::string(name);
        if constexpr (kpi::measure<F>) {
          read_sums(field, number, column + "_");
        } else {
          const std::int64_t sum = number(column);
          if constexpr (requires { F::ten_thousandths(sum); })
            field = F::ten_thousandths(sum);
          else
            field = F(sum);
        }
      },
      m);
}

}  // namespace examples
