// SPDX-License-Identifier: MIT
// One door to Catch2: version 3 where there is one, else version 2. Prints the library's values when a check fails.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/catch_tostring.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <kpi/core/measure.hpp>

#include <string>

namespace Catch {

template <>
struct StringMaker<kpi::error> {
  static std::string convert(const kpi::error& e) {
    return std::string(to_string(e.code)) + " (" + std::string(e.field) + ")";
  }
};

template <class Tag>
requires std::derived_from<Tag, kpi::total<Tag>>
struct StringMaker<Tag> {
  static std::string convert(const Tag& t) { return t.overflowed() ? "overflow" : std::to_string(t.value()); }
};

template <>
struct StringMaker<kpi::ratio> {
  static std::string convert(const kpi::ratio& r) {
    return std::to_string(r.numerator()) + "/" + std::to_string(r.denominator());
  }
};

template <class T>
struct StringMaker<kpi::average<T>> {
  static std::string convert(const kpi::average<T>& a) {
    return StringMaker<T>::convert(a.total()) + " over " + std::to_string(a.count().value());
  }
};

template <class T>
struct StringMaker<tl::expected<T, kpi::error>> {
  static std::string convert(const tl::expected<T, kpi::error>& r) {
    if (!r) return StringMaker<kpi::error>::convert(r.error());
    if constexpr (std::is_void_v<T>)
      return "a value";
    else
      return StringMaker<T>::convert(*r);
  }
};

}  // namespace Catch
