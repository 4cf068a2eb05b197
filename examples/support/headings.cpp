// SPDX-License-Identifier: MIT
#include "headings.hpp"

#include "cells.hpp"
#include "terminal.hpp"

#include <algorithm>

namespace examples {

std::size_t column_named(const csv_row& headings, std::string_view name) noexcept {
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (headings[i] == name) return i;
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (same_name(headings[i], name)) return i;
  return no_column;
}

std::size_t column_named(const csv_row& headings, std::initializer_list<std::string_view> names) noexcept {
  for (const auto name : names)
    if (const std::size_t at = column_named(headings, name); at != no_column) return at;
  return no_column;
}

void match_headings(std::span<std::size_t> columns, std::span<const known_field> fields, const csv_row& headings) {
  std::fill(columns.begin(), columns.end(), no_column);
  for (std::size_t f = 0; f < fields.size(); ++f)
    for (const auto heading : fields[f].headings) {
      const std::size_t at = column_named(headings, heading);
      if (at == no_column || std::find(columns.begin(), columns.end(), at) != columns.end()) continue;
      columns[f] = at;
      break;
    }
}

void map_columns(std::span<std::size_t> columns, std::span<const known_field> fields, const std::string& path,
                 const csv_row& headings, const std::vector<std::string>& maps) {
  for (const auto& map : maps) {
    const auto [name, heading] = split_pair(map, "--map");
    const auto f = std::find_if(fields.begin(), fields.end(),
                                [&wanted = name](const known_field& field) { return field.name == wanted; });
    if (f == fields.end()) throw unusable("--map " + map + ": there is no field " + name + "; see --help.");
    const std::size_t at = heading.empty() ? no_column : column_named(headings, heading);
    if (at == no_column && !heading.empty())
      throw unusable("--map " + map + ": " + path + " has no column " + quoted(heading) + ".");
    columns[static_cast<std::size_t>(f - fields.begin())] = at;
  }
}

std::pair<std::string, std::string> split_pair(const std::string& text, std::string_view option) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0)
    throw unusable(std::string(option) + " takes two names with = between them, not " + text + ".");
  return {text.substr(0, at), text.substr(at + 1)};
}

}  // namespace examples
