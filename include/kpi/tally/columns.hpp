// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/error.hpp>

#include <algorithm>
#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace kpi::inline v0_1 {

/// Rows that stand nowhere: row i is `at(i)`, made when it is asked for. A range of any access for `tally` and its
/// like.
///
/// Copying it copies `at`; its iterators refer to it.
template <class At>
class row_view {
 public:
  using value_type = std::remove_cvref_t<std::invoke_result_t<const At&, std::size_t>>;

  class iterator {
   public:
    using iterator_concept = std::random_access_iterator_tag;
    using iterator_category = std::input_iterator_tag;  // what it gives is no reference
    using value_type = row_view::value_type;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const At& at, difference_type i) noexcept : at_(std::addressof(at)), i_(i) {}

    [[nodiscard]] KPI_INLINE constexpr value_type operator*() const { return (*this)[0]; }
    [[nodiscard]] KPI_INLINE constexpr value_type operator[](difference_type n) const {
      return std::invoke(*at_, static_cast<std::size_t>(i_ + n));
    }

    constexpr iterator& operator+=(difference_type n) noexcept {
      i_ += n;
      return *this;
    }
    constexpr iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    constexpr iterator& operator++() noexcept { return *this += 1; }
    constexpr iterator& operator--() noexcept { return *this -= 1; }
    constexpr iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    constexpr iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }

    [[nodiscard]] friend constexpr iterator operator+(iterator a, difference_type n) noexcept { return a += n; }
    [[nodiscard]] friend constexpr iterator operator+(difference_type n, iterator a) noexcept { return a += n; }
    [[nodiscard]] friend constexpr iterator operator-(iterator a, difference_type n) noexcept { return a -= n; }
    [[nodiscard]] friend constexpr difference_type operator-(const iterator& a, const iterator& b) noexcept {
      return a.i_ - b.i_;
    }
    [[nodiscard]] friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.i_ == b.i_;
    }
    [[nodiscard]] friend constexpr std::strong_ordering operator<=>(const iterator& a, const iterator& b) noexcept {
      return a.i_ <=> b.i_;
    }

   private:
    const At* at_ = nullptr;
    difference_type i_ = 0;
  };

  constexpr row_view(std::size_t size, At at) : size_(size), at_(std::move(at)) {}

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr value_type operator[](std::size_t i) const { return std::invoke(at_, i); }
  [[nodiscard]] constexpr iterator begin() const noexcept { return {at_, 0}; }
  [[nodiscard]] constexpr iterator end() const noexcept { return {at_, static_cast<std::ptrdiff_t>(size_)}; }

 private:
  std::size_t size_;
  At at_;
};

/// A column and the member of a record that it is read into. Made by `column`.
template <auto Member, class T, class Read>
struct member_column {
  std::span<const T> values;
  Read read;

  template <class Record>
  KPI_INLINE constexpr void put(Record& record, std::size_t i) const {
    std::invoke(Member, record) = std::invoke(read, values[i]);
  }
};

/// Says what a column holds: `column<&deal::closed>(closed, epoch_day{.none = -1})`. Without `read` its values go into
/// the member as they are. What is missing is what `read` gives an empty optional for. The column stays where it is.
template <auto Member, std::ranges::contiguous_range Values, class Read = std::identity>
[[nodiscard]] constexpr auto column(const Values& values, Read read = {}) {
  const std::span all(values);
  return member_column<Member, std::remove_cv_t<typename decltype(all)::element_type>, Read>{all, std::move(read)};
}

/// Columns as a range of records, for the same attribution functions that rows have:
///
///     const auto money = [](std::int64_t cents) { return kpi::money::cents(cents); };
///     const auto deals = kpi::columns<kpi::deal>(kpi::column<&kpi::deal::opened>(opened, day),
///                                                kpi::column<&kpi::deal::value>(cents, money), …);
///     kpi::tally(*deals, …);
///
/// A record is made of its columns when a row is asked for, and nothing is copied; members without a column are those
/// of `Record{}`. Another layout is a `row_view`.
///
/// Errors: `inconsistent`, "columns" (not of one length).
template <class Record, auto... Members, class... T, class... Read>
requires(sizeof...(Members) > 0) [[nodiscard]] constexpr auto columns(member_column<Members, T, Read>... of) {
  const auto at = [of...](std::size_t i) {
    Record record{};
    (of.put(record, i), ...);
    return record;
  };
  const std::size_t sizes[] = {of.values.size()...};
  using view = row_view<std::remove_const_t<decltype(at)>>;
  return std::equal(std::begin(sizes) + 1, std::end(sizes), std::begin(sizes))
             ? result<view>(view(sizes[0], at))
             : result<view>(refuse(errc::inconsistent, "columns"));
}

}  // namespace kpi::inline v0_1
