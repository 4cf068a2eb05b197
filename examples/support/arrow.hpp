// SPDX-License-Identifier: MIT
// Record batches through the Arrow C data interface: two structs, no library. Buffers are read where they are.
#pragma once

#include "deal_columns.hpp"

#include <kpi/tally/columns.hpp>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

// As https://arrow.apache.org/docs/format/CDataInterface.html lays them down; the guard is that of everybody who has
// them too.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
}

#endif

namespace examples::arrow {

/// An ArrowSchema or ArrowArray that a producer fills, and that is given back to it at the end.
template <class Struct>
class owned {
 public:
  owned() = default;
  ~owned() {
    if (it_.release != nullptr) it_.release(&it_);
  }
  /// The interface has it that a struct is moved by copying its bytes and marking the source as released.
  owned(owned&& other) noexcept : it_(std::exchange(other.it_, {})) {}
  owned& operator=(owned&& other) noexcept {
    std::swap(it_, other.it_);
    return *this;
  }

  /// For the producer to fill, once.
  [[nodiscard]] Struct* out() noexcept { return &it_; }
  [[nodiscard]] const Struct& get() const noexcept { return it_; }

 private:
  Struct it_{};
};
using owned_schema = owned<ArrowSchema>;
using owned_array = owned<ArrowArray>;

/// One column of a batch, in any of the types below; it does not own what it shows.
///
///     int8 … uint64    c C s S i I l L       whole numbers
///     float64          g                     doubles
///     decimal128       d:precision,scale     amounts, at most four decimals; also d:precision,scale,128
///     utf8             u, U (64-bit offsets)
///     date32           tdD                   days
///
/// Everything else is refused by name, with what to cast it to: a dictionary, a timestamp (an instant, which has a day
/// only in a zone), a 32-bit float (no exact amounts).
class column {
 public:
  /// `length` rows from row `offset` of the array. Throws `unusable` for a type that is not read, and for an array
  /// that contradicts its schema or itself.
  column(const ArrowSchema& s, const ArrowArray& a, std::int64_t offset, std::int64_t length);

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] bool is_null(std::size_t row) const noexcept;
  [[nodiscard]] sql_value operator[](std::size_t row) const noexcept;
  /// What utf8 holds, where it stands; empty for NULL and for every other type.
  [[nodiscard]] std::string_view text(std::size_t row) const noexcept;

 private:
  enum class kind : unsigned char { i8, u8, i16, u16, i32, u32, i64, u64, f64, decimal, text, large_text, day };

  [[noreturn]] void fail(std::string_view reason) const;
  [[nodiscard]] kind kind_of(std::string_view format);
  template <class Offset>
  void check_offsets(std::int64_t length) const;
  template <class T>
  [[nodiscard]] T at(std::size_t buffer, std::size_t row) const noexcept;
  template <class Offset>
  [[nodiscard]] std::string_view between(std::size_t row) const noexcept;
  [[nodiscard]] kpi::money amount(std::size_t row) const noexcept;

  std::string_view name_;
  kind kind_;
  int scale_ = 0;  // of a decimal
  const void* buffers_[3]{};
  std::size_t first_;  // row 0, in the buffers
};

/// A record batch: columns of one length. It does not own what it shows.
class batch {
 public:
  batch(const ArrowSchema& s, const ArrowArray& a);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<column>& columns() const noexcept { return columns_; }
  [[nodiscard]] std::vector<std::string_view> names() const;
  /// Throws `unusable` when there is none of this name.
  [[nodiscard]] const column& operator[](std::string_view name) const;

 private:
  std::size_t rows_;
  std::vector<column> columns_;
};

/// A deal, and where it stands in its batch, from 0.
struct deal_row {
  kpi::deal deal;
  std::size_t number;
};

/// The deals of a batch: a range for `kpi::tally` and its like. Columns are named as in `deal_binding`; others, such as
/// an owner, can be read beside them.
[[nodiscard]] inline auto deals(const batch& b) {
  return kpi::row_view(b.rows(), [&b, binding = deal_binding(b.names())](std::size_t i) {
    return deal_row{binding.read(i + 1, [&](std::size_t c) { return b.columns()[c][i]; }), i};
  });
}

}  // namespace examples::arrow
