// SPDX-License-Identifier: MIT
// Which column of a file holds what, whatever the program that wrote it calls its columns.
#pragma once

#include "csv.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

/// Something that a column can hold.
struct known_field {
  std::string_view name;  ///< as `--map` calls it
  std::string_view meaning;
  /// Without spaces and signs, the likeliest first.
  std::initializer_list<std::string_view> headings;
};

/// Where a field is that no column holds: beyond all of them.
inline constexpr std::size_t no_column = SIZE_MAX;

/// The column of that name: as it stands there, or else in other letters and signs.
[[nodiscard]] std::size_t column_named(const csv_row& headings, std::string_view name) noexcept;
/// The first of these that there is.
[[nodiscard]] std::size_t column_named(const csv_row& headings, std::initializer_list<std::string_view> names) noexcept;

/// The column of each field by its usual headings, and none for two fields.
void match_headings(std::span<std::size_t> columns, std::span<const known_field> fields, const csv_row& headings);
/// As `field=COLUMN` says, or nowhere for `field=`. Throws `unusable` when there is no such field or column.
void map_columns(std::span<std::size_t> columns, std::span<const known_field> fields, const std::string& path,
                 const csv_row& headings, const std::vector<std::string>& maps);

/// The two sides of `left=right`. Throws `unusable`, naming the option, when there is no `=`.
[[nodiscard]] std::pair<std::string, std::string> split_pair(const std::string& text, std::string_view option);

}  // namespace examples
