// SPDX-License-Identifier: MIT
// The deals of the benchmark: rows as a program of its own would keep them, and the same in columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace bench {

using day = std::int32_t;  // since 1970-01-01
inline constexpr day none = std::numeric_limits<day>::min();

inline constexpr day first_day = 18'993;  // 2022-01-01
inline constexpr day as_of = 20'089;      // 2025-01-01
inline constexpr int owners = 2'000;

enum class stage : std::uint8_t { open, won, lost };

/// 64 bytes; amounts in cents.
struct deal_row {
  std::int64_t id;
  std::int64_t amount, one_time, list;
  std::int32_t owner, product;
  day created, demo, sent, closed, expected;
  std::int16_t term;  // months
  std::uint8_t segment;
  bench::stage stage;
};
static_assert(sizeof(deal_row) == 64);

struct deal_columns {
  std::vector<std::int64_t> id, amount, one_time, list;
  std::vector<std::int32_t> owner, product;
  std::vector<day> created, demo, sent, closed, expected;
  std::vector<std::int16_t> term;
  std::vector<std::uint8_t> segment;
  std::vector<bench::stage> stage;

  [[nodiscard]] std::size_t size() const noexcept { return id.size(); }
};

/// Columns as rows: a field that nobody reads is not loaded.
struct rows_of_columns {
  const deal_columns& columns;

  [[nodiscard]] std::size_t size() const noexcept { return columns.size(); }
  [[nodiscard]] deal_row operator[](std::size_t i) const noexcept {
    return {.id = columns.id[i],
            .amount = columns.amount[i],
            .one_time = columns.one_time[i],
            .list = columns.list[i],
            .owner = columns.owner[i],
            .product = columns.product[i],
            .created = columns.created[i],
            .demo = columns.demo[i],
            .sent = columns.sent[i],
            .closed = columns.closed[i],
            .expected = columns.expected[i],
            .term = columns.term[i],
            .segment = columns.segment[i],
            .stage = columns.stage[i]};
  }
};

/// Deal `i` of `n`, the same on every machine: created evenly over 2022 to 2024, and nothing of it happens later.
[[nodiscard]] deal_row deal_of(std::uint64_t i, std::uint64_t n) noexcept;

/// All of them, in order of creation as a CRM exports them, or shuffled.
enum class order { created, shuffled };
[[nodiscard]] std::vector<deal_row> deals(std::size_t n, order o = order::created);
[[nodiscard]] deal_columns columns_of(const std::vector<deal_row>& rows);

}  // namespace bench
