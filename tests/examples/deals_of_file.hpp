// SPDX-License-Identifier: MIT
// The deals of a file, read by the scorecard's own reader: what every other way of reading them is compared with.
#pragma once

#include "../../examples/support/deals.hpp"
#include "../catch.hpp"

#include <string>
#include <vector>

namespace kpi_test {

struct owned_deal {
  std::string owner;
  kpi::deal deal;
};

inline std::vector<owned_deal> deals_of_file(const std::string& path) {
  examples::deal_source source(path, {});
  std::vector<owned_deal> deals;
  while (const kpi::deal* d = source.next()) deals.push_back({std::string(source.cell(examples::field::owner)), *d});
  REQUIRE(source.refused() == 0);
  return deals;
}

}  // namespace kpi_test
