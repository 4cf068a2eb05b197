// SPDX-License-Identifier: MIT
// How the catalogue calls a metric by position: the names and kinds of its fields, and their values on the way in, come
// from the function's parameters and their visitors.
#pragma once

#include <kpi/catalog.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

namespace kpi::inline v0_1::detail::rows {

/// A text that can be a template argument.
template <std::size_t N>
struct literal {
  char text[N]{};
  consteval literal(const char (&s)[N]) noexcept { std::copy_n(s, N, text); }
  [[nodiscard]] consteval std::string_view view() const noexcept { return {text, N - 1}; }
};

template <class T>
concept structure = measure<T> || input_set<T>;

/// The type of a parameter by value, and what one element of it is where it is a span.
template <class P>
struct parameter_of {
  using type = P;
  using element = P;
  static constexpr bool list = false;
};
template <class T>
struct parameter_of<std::span<const T>> {
  using type = std::vector<T>;
  using element = T;
  static constexpr bool list = true;
};
template <class A>
using parameter = parameter_of<std::remove_cvref_t<A>>;

template <class T>
constexpr field_kind kind_of = field_kind::count;
template <>
inline constexpr field_kind kind_of<money> = field_kind::money;
template <>
inline constexpr field_kind kind_of<days> = field_kind::days;
template <>
inline constexpr field_kind kind_of<seconds> = field_kind::seconds;
template <>
inline constexpr field_kind kind_of<ratio> = field_kind::ratio;
template <>
inline constexpr field_kind kind_of<double> = field_kind::real;
template <>
inline constexpr field_kind kind_of<average<money>> = field_kind::average_money;
template <>
inline constexpr field_kind kind_of<average<days>> = field_kind::average_days;
template <>
inline constexpr field_kind kind_of<date::months> = field_kind::months;
template <>
inline constexpr field_kind kind_of<billing_unit> = field_kind::billing_unit;
template <>
inline constexpr field_kind kind_of<date::sys_days> = field_kind::day;

/// Initialises any member with something of its type, for the structs that have no default.
struct anything;
template <class T>
[[nodiscard]] constexpr T blank() noexcept;
struct anything {
  template <class T>
  constexpr operator T() const noexcept {
    return blank<T>();
  }
};
template <class T, std::size_t... I>
[[nodiscard]] constexpr T aggregate_of_blanks(std::index_sequence<I...>) noexcept {
  if constexpr (requires { T{(static_cast<void>(I), anything{})...}; })
    return T{(static_cast<void>(I), anything{})...};
  else
    return aggregate_of_blanks<T>(std::make_index_sequence<sizeof...(I) - 1>{});
}
template <class T>
[[nodiscard]] constexpr T blank() noexcept {
  if constexpr (std::is_default_constructible_v<T>)
    return T{};
  else if constexpr (std::same_as<T, ratio>)
    return ratio::percent(0);
  else if constexpr (requires(T t) { t.total(); })
    return T({}, 1, proven{});
  else
    return aggregate_of_blanks<T>(std::make_index_sequence<8>{});
}

template <structure M>
constexpr void for_each_field(M& m, auto f) {
  if constexpr (measure<M>)
    M::fields(f, m);
  else
    M::inputs(f, m);
}

/// How many fields a parameter has.
template <class T>
[[nodiscard]] consteval std::size_t width() noexcept {
  if constexpr (structure<T>) {
    std::size_t n = 0;
    T m = blank<T>();
    for_each_field(m, [&n](std::string_view, auto&) { ++n; });
    return n;
  } else {
    return 1;
  }
}

/// The names of a measure's fields with another before them, as in `before.revenue`.
template <class M, literal Prefix>
inline constexpr auto prefixed = [] {
  std::array<std::array<char, 48>, width<M>()> names{};
  M m = blank<M>();
  std::size_t i = 0;
  for_each_field(m, [&](std::string_view name, auto&) {
    auto at = std::ranges::copy(Prefix.view(), names[i++].begin()).out;
    *at++ = '.';
    std::ranges::copy(name, at);
  });
  return names;
}();

/// Adds the fields of one parameter. A measure's are called what its visitor calls them, unless a name is given for all
/// of it; another parameter has the name that is given for it.
template <class A, literal Name>
consteval void describe(field_info*& at, unsigned char position) noexcept {
  using T = typename parameter<A>::element;
  constexpr bool list = parameter<A>::list;
  if constexpr (!structure<T>) {
    static_assert(!Name.view().empty(), "name each parameter that is not a measure");
    *at++ = {Name.view(), kind_of<T>, list, position};
  } else {
    T m = blank<T>();
    std::size_t i = 0;
    for_each_field(m, [&]<class F>(std::string_view name, F&) {
      if constexpr (!Name.view().empty()) name = prefixed<T, Name>[i++].data();
      *at++ = {name, kind_of<F>, list, position};
    });
  }
}

/// Takes a value off the front, if one is given.
template <class F>
void take_into(F& field, const field_value* const*& at) {
  if (const field_value* given = *at++) field = *std::get_if<F>(given);
}

/// Takes the values of one parameter off the front.
template <class A>
[[nodiscard]] typename parameter<A>::type take(const field_value* const*& at) {
  using T = typename parameter<A>::element;
  if constexpr (!structure<T>) {
    auto value = blank<typename parameter<A>::type>();
    take_into(value, at);
    return value;
  } else if constexpr (!parameter<A>::list) {
    T value = blank<T>();
    for_each_field(value, [&at](std::string_view, auto& field) { take_into(field, at); });
    return value;
  } else {
    std::vector<T> elements;
    T element = blank<T>();
    const auto* const first = at;
    for_each_field(element, [&]<class F>(std::string_view, F&) {
      if (const field_value* given = *at++) elements.resize(std::get_if<std::vector<F>>(given)->size(), blank<T>());
    });
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto* field = first;
      for_each_field(elements[i], [&]<class F>(std::string_view, F& into) {
        if (const field_value* given = *field++) into = (*std::get_if<std::vector<F>>(given))[i];
      });
    }
    return elements;
  }
}

template <class R>
[[nodiscard]] result<figure> figure_of(result<R> value) {
  if (!value) return refuse(value.error().code, value.error().field);
  return figure(std::in_place_type<R>, *std::move(value));
}

template <class F>
struct signature;
template <class R, class... A>
struct signature<result<R> (*)(A...)> {
  template <auto F, literal... Names>
  struct binding {
    static constexpr auto fields = []() consteval {
      std::array<field_info, (width<typename parameter<A>::element>() + ...)> all{};
      field_info* at = all.data();
      unsigned char position = 0;
      if constexpr (sizeof...(Names) == 0)
        (describe<A, "">(at, position++), ...);
      else
        (describe<A, Names>(at, position++), ...);
      return all;
    }
    ();

    static result<figure> call(std::span<const field_value* const> values) {
      const auto* at = values.data();
      return called{take<A>(at)...}.value;
    }

   private:
    /// Its braces take the arguments in order; those of a call need not.
    struct called {
      result<figure> value;
      explicit called(const typename parameter<A>::type&... arguments) : value(figure_of(F(arguments...))) {}
    };
  };
};
template <class R, class... A>
struct signature<result<R> (*)(A...) noexcept> : signature<result<R> (*)(A...)> {};

/// A metric's function for its row: `bind<&win_rate>`. Names stand for the parameters in order, one for each or none at
/// all; "" leaves a measure's own.
template <auto F, literal... Names>
inline constexpr metric_function bind = {
    .fields = signature<decltype(F)>::template binding<F, Names...>::fields,
    .call = signature<decltype(F)>::template binding<F, Names...>::call,
};

}  // namespace kpi::inline v0_1::detail::rows
