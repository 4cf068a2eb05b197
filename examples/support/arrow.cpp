// SPDX-License-Identifier: MIT
#include "arrow.hpp"

#include "csv.hpp"
#include "terminal.hpp"

#include <kpi/format.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <iterator>

namespace examples::arrow {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the buffers are read as a little-endian producer fills them");

std::string_view text_or_nothing(const char* text) noexcept { return text == nullptr ? std::string_view() : text; }

/// How the types that are not read are called, and what an engine can make of them instead.
std::string instead_of(std::string_view format) {
  if (format.starts_with("ts")) return "a timestamp; cast it to a date in the zone of the report";
  if (format.starts_with("td")) return "a date of 64 bits; cast it to date32";
  if (format.starts_with("d:"))
    return fmt::format("a decimal of the kind {}; cast it to decimal128 with at most four decimals", format);
  if (format == "f") return "a float of 32 bits, which holds no exact amounts; cast it to decimal";
  if (format == "vu") return "a string view; cast it to utf8";
  if (format.starts_with('+')) return "nested";
  return fmt::format("of the format \"{}\"", printable(format, 40));
}

/// `length` rows from `offset` on fit into [0, end) without wrapping.
bool fits(std::int64_t offset, std::int64_t length, std::int64_t end) noexcept {
  return offset >= 0 && length >= 0 && end >= 0 && offset <= end && length <= end - offset;
}

bool is_set(const void* bitmap, std::size_t bit) noexcept {
  const unsigned byte = static_cast<const unsigned char*>(bitmap)[bit / 8];
  return ((byte >> (bit % 8)) & 1U) != 0;
}

void check_shape(const ArrowArray& a, std::string_view what) {
  if (a.release == nullptr) throw unusable(fmt::format("{}: the array was released already.", what));
  if (!fits(a.offset, a.length, INT64_MAX)) throw unusable(fmt::format("{}: a length or offset below zero.", what));
  if (a.null_count < -1 || a.null_count > a.length)
    throw unusable(fmt::format("{}: {} nulls in {} rows.", what, a.null_count, a.length));
}

}  // namespace

column::column(const ArrowSchema& s, const ArrowArray& a, std::int64_t offset, std::int64_t length)
    : name_(text_or_nothing(s.name)) {
  check_shape(a, name_);
  if (!fits(offset, length, a.length)) fail("has fewer rows than its batch");
  if (s.dictionary != nullptr || a.dictionary != nullptr)
    fail("is dictionary-encoded, as an enum or a category is; cast it to utf8");
  kind_ = kind_of(text_or_nothing(s.format));

  const bool is_text = kind_ == kind::text || kind_ == kind::large_text;
  if (a.n_buffers != (is_text ? 3 : 2)) fail(fmt::format("has {} buffers", a.n_buffers));
  if (a.buffers == nullptr) fail("has no buffers");
  std::copy(a.buffers, a.buffers + a.n_buffers, buffers_);
  if (buffers_[0] == nullptr && a.null_count > 0) fail("has nulls, but does not say where");
  first_ = static_cast<std::size_t>(a.offset) + static_cast<std::size_t>(offset);
  if (length == 0) return;  // then there may be no buffers at all
  if (buffers_[1] == nullptr) fail("has no values");
  if (kind_ == kind::text) check_offsets<std::int32_t>(length);
  if (kind_ == kind::large_text) check_offsets<std::int64_t>(length);
}

void column::fail(std::string_view reason) const {
  throw unusable(fmt::format("Column {} {}.", name_.empty() ? "without a name" : printable(name_, 40), reason));
}

column::kind column::kind_of(std::string_view format) {
  constexpr std::pair<std::string_view, kind> kinds[] = {
      {"c", kind::i8},  {"C", kind::u8},   {"s", kind::i16},        {"S", kind::u16},
      {"i", kind::i32}, {"I", kind::u32},  {"l", kind::i64},        {"L", kind::u64},
      {"g", kind::f64}, {"u", kind::text}, {"U", kind::large_text}, {"tdD", kind::day}};
  for (const auto& [name, k] : kinds)
    if (name == format) return k;
  // d:precision,scale, with or without the width
  const std::size_t comma = format.find(',');
  if (format.starts_with("d:") && comma != std::string_view::npos) {
    const char* end = format.data() + format.size();
    const auto [at, error] = std::from_chars(format.data() + comma + 1, end, scale_);
    const std::string_view width(at, static_cast<std::size_t>(end - at));
    if (error == std::errc{} && (width.empty() || width == ",128") && scale_ >= 0 && scale_ <= 4) return kind::decimal;
  }
  fail("is " + instead_of(format));
}

/// Text is what lies between two offsets: they must not run backwards.
template <class Offset>
void column::check_offsets(std::int64_t length) const {
  Offset before = at<Offset>(1, 0);
  bool in_order = before >= 0;
  for (std::size_t row = 1; row <= static_cast<std::size_t>(length); ++row) {
    const Offset next = at<Offset>(1, row);
    in_order = in_order && before <= next;
    before = next;
  }
  if (!in_order) fail("has offsets that run backwards");
  if (before > 0 && buffers_[2] == nullptr) fail("has no text");
}

/// Copied out, since a buffer need not be aligned.
template <class T>
T column::at(std::size_t buffer, std::size_t row) const noexcept {
  T value;
  std::memcpy(&value, static_cast<const unsigned char*>(buffers_[buffer]) + (first_ + row) * sizeof(T), sizeof(T));
  return value;
}

template <class Offset>
std::string_view column::between(std::size_t row) const noexcept {
  const auto begin = static_cast<std::size_t>(at<Offset>(1, row));
  const auto end = static_cast<std::size_t>(at<Offset>(1, row + 1));
  return begin == end ? std::string_view()
                      : std::string_view(static_cast<const char*>(buffers_[2]) + begin, end - begin);
}

/// The overflow mark when it is beyond all amounts.
kpi::money column::amount(std::size_t row) const noexcept {
  struct wide {
    std::uint64_t low;
    std::int64_t high;
  };
  const auto n = at<wide>(1, row);
  const auto low = static_cast<std::int64_t>(n.low);
  if (n.high != (low < 0 ? -1 : 0)) return kpi::money::of(INT64_MAX);
  kpi::money m = kpi::money::ten_thousandths(low);
  for (int i = scale_; i < 4; ++i) m = m * 10;
  return m;
}

bool column::is_null(std::size_t row) const noexcept {
  return buffers_[0] != nullptr && !is_set(buffers_[0], first_ + row);
}

sql_value column::operator[](std::size_t row) const noexcept {
  if (is_null(row)) return {};
  switch (kind_) {
    case kind::i8: return std::int64_t{at<std::int8_t>(1, row)};
    case kind::u8: return std::int64_t{at<std::uint8_t>(1, row)};
    case kind::i16: return std::int64_t{at<std::int16_t>(1, row)};
    case kind::u16: return std::int64_t{at<std::uint16_t>(1, row)};
    case kind::i32: return std::int64_t{at<std::int32_t>(1, row)};
    case kind::u32: return std::int64_t{at<std::uint32_t>(1, row)};
    case kind::i64: return at<std::int64_t>(1, row);
    case kind::u64: {
      const auto n = at<std::uint64_t>(1, row);
      if (n > static_cast<std::uint64_t>(INT64_MAX)) return other_value{"a number above 2^63"};
      return static_cast<std::int64_t>(n);
    }
    case kind::f64: return at<double>(1, row);
    case kind::decimal: return amount(row);
    case kind::text: return between<std::int32_t>(row);
    case kind::large_text: return between<std::int64_t>(row);
    case kind::day: return date::sys_days{date::days{at<std::int32_t>(1, row)}};
  }
  return {};
}

std::string_view column::text(std::size_t row) const noexcept {
  const sql_value v = (*this)[row];
  const auto* text = std::get_if<std::string_view>(&v);
  return text == nullptr ? std::string_view() : *text;
}

batch::batch(const ArrowSchema& s, const ArrowArray& a) {
  if (s.release == nullptr) throw unusable("The schema was released already.");
  check_shape(a, "The batch");
  if (text_or_nothing(s.format) != "+s")
    throw unusable("The batch is " + instead_of(text_or_nothing(s.format)) + ", and not a struct of columns.");
  if (s.n_children != a.n_children || s.n_children < 0 ||
      (s.n_children > 0 && (s.children == nullptr || a.children == nullptr)))
    throw unusable(fmt::format("The batch has {} columns, and its schema {}.", a.n_children, s.n_children));
  rows_ = static_cast<std::size_t>(a.length);
  const void* bitmap = a.n_buffers == 1 && a.buffers != nullptr ? a.buffers[0] : nullptr;
  for (std::size_t row = 0; bitmap != nullptr && row < rows_; ++row)
    if (!is_set(bitmap, static_cast<std::size_t>(a.offset) + row))
      throw unusable(fmt::format("Row {} of the batch is null as a whole.", row + 1));
  for (std::int64_t i = 0; i < s.n_children; ++i) {
    if (s.children[i] == nullptr || a.children[i] == nullptr)
      throw unusable(fmt::format("The batch lacks its column {}.", i + 1));
    // A slice of a batch has an offset of its own, on top of those of its columns.
    columns_.emplace_back(*s.children[i], *a.children[i], a.offset, a.length);
  }
}

std::vector<std::string_view> batch::names() const {
  std::vector<std::string_view> all;
  for (const column& c : columns_) all.push_back(c.name());
  return all;
}

const column& batch::operator[](std::string_view name) const {
  for (const column& c : columns_)
    if (c.name() == name) return c;
  throw unusable(fmt::format("The batch has no column {}.", name));
}

}  // namespace examples::arrow
