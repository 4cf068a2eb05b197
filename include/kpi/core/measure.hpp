// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/average.hpp>
#include <kpi/core/ratio.hpp>

namespace kpi::inline v0_1 {

/// A measure: a plain struct of totals with one static visitor that names them.
///
///     struct visits {
///       kpi::count seen{}, bought{};
///       static constexpr void fields(auto f, auto&... v) { f("seen", v.seen...); f("bought", v.bought...); }
///     };
///
/// From the visitor come `+ += - -= ==`, the checks with the field's name, the byte form and the catalogue's binding.
/// The empty measure is zero; a field may itself be a measure. In another namespace, `using kpi::operator+=;` (and its
/// siblings) beside the struct lets generic code find them.
template <class M>
concept measure = requires(M& m) {
  M::fields([](std::string_view, auto&...) {}, m);
};

/// A struct of inputs that do not add (a price, two ends of a change): its visitor is called `inputs`, and it gets the
/// checks and the names but no operators.
template <class M>
concept input_set = requires(M& m) {
  M::inputs([](std::string_view, auto&...) {}, m);
};

template <measure M>
constexpr M& operator+=(M& a, const M& b) noexcept {
  M::fields([](std::string_view, auto& x, const auto& y) { x += y; }, a, b);
  return a;
}
template <measure M>
constexpr M& operator-=(M& a, const M& b) noexcept {
  M::fields([](std::string_view, auto& x, const auto& y) { x -= y; }, a, b);
  return a;
}
template <measure M>
[[nodiscard]] constexpr M operator+(M a, const M& b) noexcept {
  return a += b;
}
template <measure M>
[[nodiscard]] constexpr M operator-(M a, const M& b) noexcept {
  return a -= b;
}
template <measure M>
[[nodiscard]] constexpr M operator-(const M& a) noexcept {
  return M{} - a;
}
template <measure M>
[[nodiscard]] constexpr bool operator==(const M& a, const M& b) noexcept {
  bool equal = true;
  M::fields([&equal](std::string_view, const auto& x, const auto& y) { equal = equal && x == y; }, a, b);
  return equal;
}

namespace detail {

/// A field that may be below zero, for `check`.
template <class T>
struct any_sign {
  const T& field;
};

/// A figure with the name under which an error reports it.
template <class T>
struct named {
  std::string_view name;
  T figure;
};

/// The state of a formula after its inputs were checked. At the first failure it stays there, and whatever is asked of
/// it afterwards answers with that reason; so the order of the calls is the order of the errors.
class checked {
 public:
  constexpr checked() = default;
  constexpr checked(errc code, std::string_view field) noexcept : failed_(true), why_{code, field} {}

  [[nodiscard]] constexpr bool ok() const noexcept { return !failed_; }
  [[nodiscard]] constexpr tl::unexpected<error> refusal() const noexcept { return tl::unexpected<error>(why_); }

  /// `inconsistent`, naming the field, unless it holds.
  [[nodiscard]] constexpr checked where(bool holds, std::string_view field) const noexcept {
    return failed_ || holds ? *this : checked(errc::inconsistent, field);
  }

  /// `overflow` when the figure is.
  template <class T>
  [[nodiscard]] constexpr checked within(const named<T>& x) const noexcept {
    return failed_ || !x.figure.overflowed() ? *this : checked(errc::overflow, x.name);
  }

  /// `undefined` unless the divisor is above zero.
  template <class T>
  [[nodiscard]] constexpr checked divisible_by(const named<T>& divisor) const noexcept {
    const checked c = within(divisor);
    return c.failed_ || divisor.figure.value() > 0 ? c : checked(errc::undefined, divisor.name);
  }

  template <class T>
  [[nodiscard]] constexpr result<T> value(const named<T>& x) const noexcept {
    const checked c = within(x);
    if (!c.ok()) return c.refusal();
    return x.figure;
  }

  template <class T>
  [[nodiscard]] KPI_INLINE constexpr result<kpi::ratio> ratio(const named<T>& n, const named<T>& d) const noexcept {
    if (ok() && !n.figure.overflowed() && divides(d.figure)) [[likely]]
      return kpi::ratio(n.figure.value(), d.figure.value(), proven{});
    return why_no_quotient(n.name, n.figure, d.name, d.figure);
  }

  template <class T>
  [[nodiscard]] KPI_INLINE constexpr result<kpi::average<T>> average(const named<T>& total,
                                                                     const named<count>& n) const noexcept {
    if (ok() && !total.figure.overflowed() && divides(n.figure)) [[likely]]
      return kpi::average<T>(total.figure, n.figure, proven{});
    return why_no_quotient(total.name, total.figure, n.name, n.figure);
  }

 private:
  /// From 1 to the limit, in one comparison: read as unsigned, what is below 1 is far above.
  template <class T>
  [[nodiscard]] static constexpr bool divides(const T& divisor) noexcept {
    return static_cast<std::uint64_t>(divisor.value()) - 1 < T::limit;
  }

  /// Takes the figures apart, so that one that is in order needs no place in memory.
  template <class T, class U>
  [[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_no_quotient(std::string_view n_name, T n,
                                                                         std::string_view d_name, U d) const noexcept {
    return within(named<T>{n_name, n}).divisible_by(named<U>{d_name, d}).refusal();
  }

  bool failed_ = false;
  error why_{};
};

template <class T>
[[nodiscard]] constexpr bool in_range(const T& field) noexcept {
  return static_cast<std::uint64_t>(field.value()) <= T::limit;  // read as unsigned, the mark and all below 0 are above
}
template <class T>
[[nodiscard]] constexpr bool in_range(const any_sign<T>& signed_field) noexcept {
  return !signed_field.field.overflowed();
}

/// A field that a formula reads, whatever it counts: what follows is compiled once, and not for each measure.
struct field_read {
  template <class T>
  constexpr field_read(const T& field) noexcept : place(&field), value(field.value()) {}
  template <class T>
  constexpr field_read(const any_sign<T>& f) noexcept : place(&f.field), value(f.field.value()), below_zero_too(true) {}

  [[nodiscard]] constexpr bool overflowed() const noexcept { return value > count::limit; }
  [[nodiscard]] constexpr bool in_range() const noexcept { return !overflowed() && (below_zero_too || value >= 0); }

  const void* place;
  std::int64_t value;
  bool below_zero_too = false;
  std::string_view name{};  ///< known once its measure was searched
};

/// Finds the fields among a measure's: what they are called, and the first in the order of declaration that is out of
/// range, where `overflow` in any comes before `negative` in any.
class field_search {
 public:
  constexpr field_search(field_read* begin, field_read* end) noexcept : begin_(begin), end_(end) {}

  constexpr void pass(std::string_view name, const void* place) noexcept {
    for (field_read* f = begin_; f != end_; ++f) {
      if (f->place != place) continue;
      f->name = name;
      if (f->in_range()) continue;
      checked& c = f->overflowed() ? overflow_ : negative_;
      if (c.ok()) c = checked(f->overflowed() ? errc::overflow : errc::negative, name);
    }
  }
  [[nodiscard]] constexpr checked first_failure() const noexcept { return overflow_.ok() ? negative_ : overflow_; }

 private:
  field_read* begin_;
  field_read* end_;
  checked overflow_{};
  checked negative_{};
};

/// The visitor that leads a search over a measure.
struct search_visitor {
  template <class T>
  constexpr void operator()(std::string_view name, const T& field) const noexcept {
    if constexpr (std::derived_from<T, total<T>>) search->pass(name, &field);
  }
  field_search* search;
};

template <class M, std::size_t N>
[[nodiscard]] KPI_COLD constexpr checked first_failure(const M& m, field_read (&read)[N]) noexcept {
  field_search search(read, read + N);
  if constexpr (measure<M>)
    M::fields(search_visitor{&search}, m);
  else
    M::inputs(search_visitor{&search}, m);
  return search.first_failure();
}

/// Looks at the fields a formula reads, passed by reference, and only at those. What is in order costs a comparison a
/// field; which field is not, and what it is called, is looked up when there is something to report.
template <class M, class... F>
[[nodiscard]] KPI_INLINE constexpr checked check(const M& m, const F&... read) noexcept {
  if ((in_range(read) && ...)) [[likely]]
    return {};
  field_read fields[] = {read...};
  return first_failure(m, fields);
}

template <class M>
[[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_no_quotient(const M& m, field_read n,
                                                                       field_read d) noexcept {
  field_read fields[] = {n, d};
  const checked c = first_failure(m, fields);
  return c.ok() ? refuse(errc::undefined, fields[1].name) : c.refusal();
}

/// One field over another.
template <class M, class T>
[[nodiscard]] constexpr result<ratio> quotient(const M& m, const T& n, const T& d) noexcept {
  if (in_range(n) && in_range(d) && d.value() > 0) [[likely]]
    return ratio(n.value(), d.value(), proven{});
  return why_no_quotient(m, n, d);
}

/// A total over a count.
template <class M, class T>
[[nodiscard]] constexpr result<average<T>> mean(const M& m, const T& total, const count& n) noexcept {
  if (in_range(total) && in_range(n) && n.value() > 0) [[likely]]
    return average<T>(total, n, proven{});
  return why_no_quotient(m, total, n);
}

template <class M>
[[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_no_share(const M& m, field_read part,
                                                                    field_read all) noexcept {
  field_read fields[] = {part, all};
  const checked c = first_failure(m, fields).where(part.value <= all.value, fields[0].name);
  return c.ok() ? refuse(errc::undefined, fields[1].name) : c.refusal();
}

/// One field over another of which it is a part: a larger part is `inconsistent`.
template <class M, class T>
[[nodiscard]] constexpr result<ratio> share_of(const M& m, const T& part, const T& all) noexcept {
  if (in_range(part) && in_range(all) && part <= all && all.value() > 0) [[likely]]
    return ratio(part.value(), all.value(), proven{});
  return why_no_share(m, part, all);
}

/// (a / b) / (c / d) of exact totals, for lifts and other quotients of two quotients. Products of everyday totals are
/// exact in a double, so that only the one division rounds. All four are positive but a, which may also be zero or
/// less.
[[nodiscard]] constexpr double quotient_of_quotients(std::int64_t a, std::int64_t b, std::int64_t c,
                                                     std::int64_t d) noexcept {
  return (static_cast<double>(a) * static_cast<double>(d)) / (static_cast<double>(b) * static_cast<double>(c));
}

}  // namespace detail
}  // namespace kpi::inline v0_1
