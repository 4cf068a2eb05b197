// SPDX-License-Identifier: MIT
// Any bytes as CSV: lines without quotes are what a few lines of code make of them, and all rows survive being written.
#include "file.hpp"
#include "fuzz.hpp"

#include "../examples/support/csv.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

using examples::csv_row;
using table = std::vector<std::vector<std::string>>;

constexpr std::string_view space = " \t";

/// Every row that is one; none when the file is none.
std::optional<table> read(std::string_view text, char* delimiter = nullptr) {
  table rows;
  try {
    examples::csv_reader reader(file_with(text));
    if (delimiter != nullptr) *delimiter = reader.delimiter();
    std::size_t line = 0;
    for (csv_row row; reader.next(row);) {
      require(row.line() > line);
      line = row.line();
      if (!row.malformed().empty()) continue;
      require(row.size() > 0 && row.filled() <= row.size());
      auto& cells = rows.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i) cells.emplace_back(row[i]);
    }
    require(reader.bytes_read() == text.size());
  } catch (const examples::unusable&) {
    return {};
  }
  return rows;
}

std::string_view trimmed(std::string_view cell) {
  const auto begin = cell.find_first_not_of(space);
  return begin == cell.npos ? "" : cell.substr(begin, cell.find_last_not_of(space) - begin + 1);
}

table by_hand(std::string_view text, char delimiter) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  table rows;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(line).empty()) continue;
    auto& row = rows.emplace_back();
    for (;;) {
      const auto at = std::min(line.find(delimiter), line.size());
      row.emplace_back(trimmed(line.substr(0, at)));
      if (at == line.size()) break;
      line.remove_prefix(at + 1);
    }
  }
  return rows;
}

/// Below a heading, so that nothing of the rows can pass for a byte order mark or another delimiter.
std::string written(const table& rows) {
  std::string text = "heading\n";
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      text += row.size() == 1 && row[i].empty() ? "\"\"" : examples::csv_cell(row[i]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  char delimiter = 0;
  const auto rows = read(text, &delimiter);
  if (!rows) return 0;
  if (text.find('"') == text.npos) require(*rows == by_hand(text, delimiter));

  auto again = read(written(*rows));
  require(again && again->size() == rows->size() + 1);
  for (std::size_t i = 0; i < rows->size(); ++i)
    for (std::size_t j = 0; j < (*rows)[i].size(); ++j) {
      const std::string& cell = (*rows)[i][j];
      const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
      require((*again)[i + 1].at(j) == (formula ? "'" + cell : cell));
    }
  return 0;
}
