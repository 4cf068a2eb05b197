// SPDX-License-Identifier: MIT
/// \file
/// The byte form in which measures and distributions travel: through files, queues, MPI, a column of bytes in SQL.
///
///     const std::vector<std::byte> sent = kpi::to_bytes(o);
///     const kpi::result<kpi::opportunities> received = kpi::from_bytes<kpi::opportunities>(sent);
///
/// Version 1. Every number is of eight bytes, little-endian, in two's complement, but the version, of four.
///
///     bytes 0 … 3    89 6b 70 69, which is "kpi" after a byte that no text begins with
///     bytes 4 … 7    the version
///     bytes 8 … 15   the fingerprint
///     from byte 16   the fields, in the order of the visitor:
///                      a total          its value (of money, 1/10,000), or 2^62 − 1 when it overflowed
///                      a measure        its fields
///                      a distribution   how many cells; for each, in ascending order, its value and how often it
///                                       occurred, which is not 0
///
/// The fingerprint is the 64-bit FNV-1a hash of the names, kinds and order of the fields, written
/// `{opened:count;won:count;sold:{revenue:money;};cycles:distribution(days);}`; of a distribution alone,
/// `distribution(days)`. Measures are told apart by it, not by their own names. Equal values have equal bytes.
#pragma once

#include <kpi/core/measure.hpp>
#include <kpi/tally/distribution.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kpi::inline v0_1 {

namespace detail {

inline constexpr std::array<std::byte, 4> byte_magic{std::byte{0x89}, std::byte{'k'}, std::byte{'p'}, std::byte{'i'}};
inline constexpr std::uint32_t byte_version = 1;

template <class X>
inline constexpr bool is_distribution = false;
template <class T>
inline constexpr bool is_distribution<distribution<T>> = true;

/// FNV-1a over one piece of text after another.
class fnv1a {
 public:
  constexpr void add(std::string_view text) noexcept {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3U;
  }
  [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf2'9ce4'8422'2325U;
};

template <class X>
constexpr void add_shape(fnv1a& shape, const X& x) noexcept {
  if constexpr (measure<X>) {
    shape.add("{");
    X::fields(
        [&shape](std::string_view name, const auto& field) {
          shape.add(name);
          shape.add(":");
          add_shape(shape, field);
          shape.add(";");
        },
        x);
    shape.add("}");
  } else if constexpr (is_distribution<X>) {
    shape.add("distribution(");
    add_shape(shape, typename X::value_type{});
    shape.add(")");
  } else if constexpr (std::same_as<X, count>) {
    shape.add("count");
  } else if constexpr (std::same_as<X, money>) {
    shape.add("money");
  } else if constexpr (std::same_as<X, days>) {
    shape.add("days");
  } else {
    static_assert(std::same_as<X, seconds>, "a field is a count, money, days, seconds, a measure or a distribution");
    shape.add("seconds");
  }
}

template <class X>
[[nodiscard]] constexpr std::uint64_t fingerprint() noexcept {
  fnv1a shape;
  add_shape(shape, X{});
  return shape.hash();
}

template <std::unsigned_integral N>
void write_number(std::vector<std::byte>& out, N n) {
  for (std::size_t i = 0; i < sizeof(N); ++i) {
    out.push_back(static_cast<std::byte>(n & 0xff));
    n >>= 8;
  }
}

template <class X>
void write(std::vector<std::byte>& out, const X& x) {
  if constexpr (measure<X>) {
    X::fields([&out](std::string_view, const auto& field) { write(out, field); }, x);
  } else if constexpr (is_distribution<X>) {
    const auto cells = x.cells();
    write_number(out, std::uint64_t{cells.size()});
    for (const auto& [value, times] : cells) {
      write(out, value);
      write(out, times);
    }
  } else {
    write_number(out, static_cast<std::uint64_t>(x.value()));
  }
}

/// Reads from the front. At the first thing that is not as it must be, it keeps its name and stays there.
class byte_reader {
 public:
  explicit byte_reader(std::span<const std::byte> bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] bool ok() const noexcept { return refused_.empty(); }
  [[nodiscard]] std::string_view refused() const noexcept { return refused_; }
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }
  void refuse(std::string_view name) noexcept {
    if (ok()) refused_ = name;
  }

  template <std::unsigned_integral N>
  [[nodiscard]] N number() noexcept {
    if (rest_.size() < sizeof(N)) refuse("size");
    if (!ok()) return 0;
    N n = 0;
    for (std::size_t i = sizeof(N); i-- > 0;) n = n << 8 | std::to_integer<N>(rest_[i]);
    rest_ = rest_.subspan(sizeof(N));
    return n;
  }

 private:
  std::span<const std::byte> rest_;
  std::string_view refused_;
};

template <class X>
void read(byte_reader& in, X& x, std::string_view name) {
  if constexpr (measure<X>) {
    X::fields([&in](std::string_view field_name, auto& field) { read(in, field, field_name); }, x);
  } else if constexpr (is_distribution<X>) {
    constexpr std::size_t cell_size = 16;
    const auto n = in.number<std::uint64_t>();
    if (n > in.left() / cell_size) in.refuse("size");
    typename X::value_type last;
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) {
      typename X::value_type value;
      count times;
      read(in, value, "cells");
      read(in, times, "cells");
      if (times == 0 || (i > 0 && value <= last)) in.refuse("cells");
      if (in.ok()) x.add(value, times);
      last = value;
    }
  } else {
    const auto n = static_cast<std::int64_t>(in.number<std::uint64_t>());
    x = total_of<X>(n);
    if (x.value() != n) in.refuse(name);  // neither in range nor the mark
  }
}

}  // namespace detail

/// What has a byte form: every measure, also one with distributions among its fields, and every distribution.
template <class X>
concept has_bytes = measure<X> || detail::is_distribution<X>;

/// Puts the byte form behind what is there.
template <has_bytes X>
void append_bytes(std::vector<std::byte>& out, const X& x) {
  for (const std::byte byte : detail::byte_magic) out.push_back(byte);
  detail::write_number(out, detail::byte_version);
  detail::write_number(out, detail::fingerprint<X>());
  detail::write(out, x);
}

template <has_bytes X>
[[nodiscard]] std::vector<std::byte> to_bytes(const X& x) {
  std::vector<std::byte> out;
  append_bytes(out, x);
  return out;
}

/// Reads what `to_bytes` wrote, on whatever machine, and nothing else: all of the bytes are one value's. What is in
/// range may still be nonsense, as in any measure that is filled by hand.
///
/// Errors, first match wins, all `invalid`: "magic" (no byte form); "size" (cut short); "version" (a later one);
/// "fields" (another measure, or its fields in another order); then, in the order of the bytes, the name of a field (no
/// total has that value), "cells" (not in ascending order, or one that occurred 0 times), "size" (cut short, or
/// longer).
template <has_bytes X>
[[nodiscard]] result<X> from_bytes(std::span<const std::byte> bytes) {
  detail::byte_reader in(bytes);
  const auto start = bytes.first(std::min(bytes.size(), detail::byte_magic.size()));
  if (!std::equal(start.begin(), start.end(), detail::byte_magic.begin())) in.refuse("magic");
  static_cast<void>(in.number<std::uint32_t>());
  const auto version = in.number<std::uint32_t>();
  const auto fingerprint = in.number<std::uint64_t>();
  if (version != detail::byte_version) in.refuse("version");
  if (fingerprint != detail::fingerprint<X>()) in.refuse("fields");
  X x{};
  detail::read(in, x, "cells");
  if (in.left() != 0) in.refuse("size");
  if (!in.ok()) return refuse(errc::invalid, in.refused());
  return x;
}

}  // namespace kpi::inline v0_1
