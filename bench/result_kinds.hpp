// SPDX-License-Identifier: MIT
// What the calendar and the channel for errors cost before there is a formula: as many kinds of result as the headers
// of kpi have (a ratio, an amount, an average of days …), each given once and refused once.
#pragma once

#include <date/date.h>
#include <tl/expected.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace bench::result_kinds {

struct error {
  unsigned char code;
  std::string_view field;
};
template <std::size_t>
struct answer {
  long total;
  long count;
};

template <std::size_t Kind>
constexpr tl::expected<answer<Kind>, error> checked(answer<Kind> a) noexcept {
  if (a.count <= 0) return tl::unexpected<error>(error{1, "count"});
  return a;
}
template <std::size_t... Kind>
constexpr bool all(std::index_sequence<Kind...>) noexcept {
  return (checked(answer<Kind>{1, 1}).has_value() && ...);
}
static_assert(all(std::make_index_sequence<18>{}));

}  // namespace bench::result_kinds
