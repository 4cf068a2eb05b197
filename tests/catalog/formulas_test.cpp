// SPDX-License-Identifier: MIT
#include <kpi/catalog.hpp>

#include "../support.hpp"
#include "formula.hpp"

#include <algorithm>
#include <random>
#include <set>

using namespace kpi_test;
using kpi::field_kind;

namespace {

/// Metrics whose formula is a procedure, told in words. They are compared with their functions in evaluate_test.cpp.
const std::set<std::string_view> in_words{"median_sales_cycle",     "top_share",   "quota_consistency",
                                          "productivity_by_tenure", "ramp_time",   "time_to_goal",
                                          "rank_by_expected_value", "project_mrr", "months_to_ceiling_share",
                                          "periods_to_value",       "break_even"};

/// Draws values for the fields of a metric: for the library, and for the interpreter.
class draw {
 public:
  draw(std::mt19937& random, const kpi::metric& m) : random_(random), elements_(2 + random() % 4) {
    largest_ = random() % 2 == 0 ? 2 : 20;
    interpreted.elements = 0;
    for (const auto& f : m.fields()) {
      if (!m.reads(f) && random() % 2 == 0) continue;
      if (f.list) interpreted.elements = elements_;
      given.push_back(value_of(f));
    }
  }

  std::vector<kpi::field> given;
  fields_of_formula interpreted;

 private:
  std::int64_t below(std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random_); }

  /// Calls `one` for each value, which returns it for the library and as a number.
  template <class F>
  kpi::field drawn(const kpi::field_info& f, F one) {
    using T = decltype(one().first);
    auto& numbers = interpreted.values[std::string(f.name)];
    std::vector<T> values;
    for (std::size_t i = 0; i < (f.list ? elements_ : 1); ++i) {
      const auto [value, n] = one();
      values.push_back(value);
      numbers.push_back(n);
    }
    if constexpr (std::constructible_from<kpi::field_value, std::vector<T>>)
      if (f.list) return {f.name, values};
    return {f.name, values.front()};
  }

  kpi::field value_of(const kpi::field_info& f) {
    const auto whole = [this] { return below(largest_ + 1); };
    const auto amount = [this] { return kpi::money::cents(25 * below(8 * largest_)); };
    const auto as_number = [](const kpi::money& m) { return number(m.value(), kpi::money::per_unit); };
    switch (f.kind) {
      case field_kind::money:
        return drawn(f, [&] {
          const auto m = amount();
          return std::pair(m, as_number(m));
        });
      case field_kind::days:
        return drawn(f, [&] {
          const auto n = whole();
          return std::pair(kpi::days(n), number(n));
        });
      case field_kind::seconds:
        return drawn(f, [&] {
          const auto n = whole();
          return std::pair(kpi::seconds(n), number(n));
        });
      case field_kind::ratio:
        return drawn(f, [&] {
          const auto n = below(10);
          return std::pair(*kpi::ratio::of(kpi::count(n), kpi::count(8)), number(n, 8));
        });
      case field_kind::average_money:
        return drawn(f, [&] {
          const auto m = amount();
          const auto n = 1 + below(4);
          return std::pair(*kpi::average<kpi::money>::of(m, n), as_number(m) / number(n));
        });
      case field_kind::average_days:
        return drawn(f, [&] {
          const auto d = whole();
          const auto n = 1 + below(4);
          return std::pair(*kpi::average<kpi::days>::of(kpi::days(d), n), number(d, n));
        });
      case field_kind::months:
        return drawn(f, [&] {
          const auto n = whole();
          return std::pair(date::months{static_cast<int>(n)}, number(n));
        });
      case field_kind::billing_unit:
        return drawn(f, [&] {
          const auto n = below(5);
          return std::pair(static_cast<kpi::billing_unit>(n), number(n));
        });
      default:
        return drawn(f, [&] {
          const auto n = whole();
          return std::pair(kpi::count(n), number(n));
        });
    }
  }

  std::mt19937& random_;
  std::size_t elements_;
  std::int64_t largest_;
};

/// Whether a value of the library is the number that the formula gave.
struct agrees {
  const number& expected;

  bool operator()(const kpi::ratio& r) const { return number(r.numerator(), r.denominator()) == expected; }
  template <class T>
  bool operator()(const kpi::average<T>& a) const {
    std::int64_t scale = 1;
    if constexpr (requires { T::per_unit; }) scale = T::per_unit;
    return number(a.total().value(), scale) / number(a.count().value()) == expected;
  }
  bool operator()(const kpi::money& m) const { return number(m.value(), kpi::money::per_unit) == expected.rounded(); }
  bool operator()(const kpi::count& n) const { return number(n.value()) == expected; }
  bool operator()(double x) const { return std::abs(x - expected.to_double()) <= 1e-12 * std::max(1.0, std::abs(x)); }
  template <class T>
  bool operator()(const T&) const {
    return false;
  }
};

std::string operators_of(std::string_view formula) {
  std::string found;
  for (const char c : formula)
    if (std::string_view("+-*/^(),<>=").find(c) != std::string_view::npos) found += c;
  return found;
}

}  // namespace

TEST_CASE("the interpreter knows precedence, brackets, functions and what it cannot read", "[catalog]") {
  const auto value = [](std::string_view text) { return formula::parse(text)->value({}); };
  CHECK(value("1 + 2 * 3 - 4 / 8") == number(13, 2));
  CHECK(value("(1 + 2) * 3") == number(9));
  CHECK(value("1 - (1 - 1 / 4)^2") == number(7, 16));
  CHECK(value("round(1 / 3)") == number(3333, 10'000));
  CHECK(value("round(5 / 20000)") == number(2, 10'000));
  CHECK(value("round(3 / 20000)") == number(2, 10'000));
  CHECK_THROWS_AS(value("1 / (2 - 2)"), undefined_value);
  CHECK(formula::parse("1 + 1 = 2")->holds({}));
  CHECK_FALSE(formula::parse("3 <= 2")->holds({}));
  CHECK_FALSE(formula::parse("the first of many"));
  CHECK_FALSE(formula::parse("1 +"));
}

TEST_CASE("every formula that is one can be read, and is over fields of the metric", "[catalog]") {
  for (const auto& m : kpi::catalog()) {
    CAPTURE(m.name, m.formula.english);
    const auto f = formula::parse(m.formula.english);
    CHECK(f.has_value() == !in_words.contains(m.name));
    if (f) {
      CHECK_FALSE(f->names().empty());
      for (const auto& name : f->names()) CHECK(std::ranges::count(m.fields(), name, &kpi::field_info::name) == 1);
      CHECK(operators_of(m.formula.english) == operators_of(m.formula.chinese));
    }
    if (!m.condition.empty()) {
      const auto condition = formula::parse(m.condition);
      REQUIRE(condition);
      for (const auto& name : condition->names())
        CHECK(std::ranges::count(m.fields(), name, &kpi::field_info::name) == 1);
    }
  }
}

TEST_CASE("every metric gives what its formula says, over exact fractions", "[catalog]") {
  std::mt19937 random(20240229);
  for (const auto& m : kpi::catalog()) {
    const auto f = formula::parse(m.formula.english);
    if (!f) continue;
    const auto condition = m.condition.empty() ? std::nullopt : formula::parse(m.condition);
    int values = 0;
    for (int i = 0; i < 200; ++i) {
      const draw inputs(random, m);
      const auto result = kpi::evaluate(m.name, inputs.given);
      CAPTURE(m.name, m.formula.english, result ? to_text(*result) : to_text(result.error()),
              result ? numbers_text(*result) : std::string());
      std::optional<kpi::errc> expected;
      std::optional<number> value;
      if (condition && !condition->holds(inputs.interpreted)) {
        expected = kpi::errc::inconsistent;
      } else {
        try {
          value = f->value(inputs.interpreted);
        } catch (const undefined_value&) {
          expected = kpi::errc::undefined;
        }
      }
      if (expected) {
        REQUIRE_FALSE(result);
        REQUIRE(result.error().code == kpi::evaluation_errc::no_result);
        REQUIRE(to_string(result.error().reason) == to_string(*expected));
      } else {
        REQUIRE(result);
        CAPTURE(value->numerator(), value->denominator(), value->to_double());
        REQUIRE(std::visit(agrees{*value}, result->value));
        ++values;
      }
    }
    CAPTURE(m.name);
    CHECK(values >= 3);
  }
}
