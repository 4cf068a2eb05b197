// SPDX-License-Identifier: MIT
// A page of figures in HTML: it stands alone, runs no script and asks for nothing from outside.
#pragma once

#include <kpi/catalog.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

/// Text from outside as text of a page, in quotes too, without control characters.
[[nodiscard]] std::string html_text(std::string_view text);

/// One figure, with what it was made of and how it was before.
struct tile {
  std::string title{};
  std::string value{};   ///< `–` when there is none
  std::string basis{};   ///< what it was made of, or why there is no value
  std::string change{};  ///< against the period before; empty when one of them has no value
  int verdict = 0;       ///< of the change: 1 better, -1 worse, 0 neither
  std::string before{};  ///< the period before, its value and basis
};

/// A text, and the number that a chart draws for it: decimal; empty when there is none.
struct cell {
  std::string text;
  std::string number{};
};

/// A chart and the table of its numbers, which are the same: draw.js draws what the table holds.
struct chart {
  std::string kind{};  ///< which function of draw.js
  std::string title{};
  std::string summary{};  ///< what it shows, in numbers
  std::vector<std::string> headings{};
  std::vector<std::vector<cell>> rows{};              ///< the first cell names the row
  std::vector<std::pair<std::string, cell>> marks{};  ///< lines across it, by name
  bool wide = false;
};

/// Builds a page from top to bottom.
class page {
 public:
  page(kpi::language language, std::string_view title, std::string_view subtitle);

  /// A sentence that has to be seen before all others.
  void warn(std::string_view sentence);
  void begin_section(std::string_view title);
  void add(const std::vector<tile>& tiles);
  void add(const chart& c);
  void add_terms(const std::vector<std::pair<std::string, std::string>>& terms);
  void add_notes(const std::vector<std::string>& notes);
  [[nodiscard]] std::string finish() &&;

 private:
  void close_charts();
  void close_section();

  kpi::language language_;
  std::string html_;
  int sections_ = 0;
  int charts_ = 0;
  bool in_charts_ = false;
};

}  // namespace examples
