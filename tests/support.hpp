// SPDX-License-Identifier: MIT
// What many test files need: values at the edges, and the laws that every measure keeps.
#pragma once

#include "catch.hpp"

#include <cstdint>
#include <type_traits>

namespace kpi_test {

/// A reason, spelled short: `CHECK(win_rate({}).error() == undefined("opened"))`.
constexpr kpi::error undefined(std::string_view field) { return {kpi::errc::undefined, field}; }
constexpr kpi::error negative(std::string_view field) { return {kpi::errc::negative, field}; }
constexpr kpi::error inconsistent(std::string_view field) { return {kpi::errc::inconsistent, field}; }
constexpr kpi::error overflow(std::string_view field) { return {kpi::errc::overflow, field}; }
constexpr kpi::error invalid(std::string_view field) { return {kpi::errc::invalid, field}; }
constexpr kpi::error not_reached(std::string_view field) { return {kpi::errc::not_reached, field}; }
constexpr kpi::error too_few(std::string_view field) { return {kpi::errc::too_few, field}; }

/// Totals that left the valid range.
constexpr kpi::count too_many = INT64_MAX;
constexpr kpi::money too_much = kpi::money::of(INT64_MAX);

/// What holds for every measure: the empty one is neutral, adding is commutative and associative and can be undone,
/// and the struct holds nothing that its visitor does not name.
template <kpi::measure M>
void check_measure_laws(const M& a, const M& b, const M& c) {
  static_assert(std::is_aggregate_v<M> && std::is_trivially_copyable_v<M>);
  CHECK(a + M{} == a);
  CHECK(M{} - a == -a);
  CHECK(a + b == b + a);
  CHECK((a + b) + c == a + (b + c));
  CHECK(a + b - b == a);
  CHECK(-(-a) == a);
  std::size_t named = 0;
  M::fields([&named](std::string_view, const auto& field) { named += sizeof(field); }, a);
  CHECK(named == sizeof(M));
}

}  // namespace kpi_test
