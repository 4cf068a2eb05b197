// SPDX-License-Identifier: MIT
// A board of the last twelve months that takes each correction as it comes, and the same counted again.
#pragma once

#include "attribution.hpp"
#include "dice.hpp"

#include <kpi/tally/rolling.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

class live_board {
 public:
  explicit live_board(std::vector<deal_row> rows);

  /// Corrects so many deals, at random: another amount, another end.
  void change(int times);
  /// The next month begins.
  void roll();
  [[nodiscard]] const kpi::rolling<scorecard>& year() const { return year_; }

  [[nodiscard]] scorecard recount() const;
  [[nodiscard]] bool is_current() const;

 private:
  template <class Step>
  void count(const deal_row& r, Step step);

  std::vector<deal_row> rows_;
  kpi::rolling<scorecard> year_;
  std::uint64_t changes_ = 0;
};

}  // namespace bench
