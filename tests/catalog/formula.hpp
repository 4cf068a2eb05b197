// SPDX-License-Identifier: MIT
// The catalogue's formulas, computed a second time: read from their text and worked out over exact fractions.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kpi_test {

/// There is nothing to divide by.
struct undefined_value : std::runtime_error {
  undefined_value() : runtime_error("divided by 0 or less") {}
};

/// A fraction, exact until a root is taken. Meant for small inputs: nothing looks out for overflow but the sanitizer.
class number {
 public:
  number(std::int64_t n, std::int64_t d = 1) {
    if (d <= 0) throw undefined_value();
    const std::int64_t g = std::gcd(n, d);
    n_ = n / g;
    d_ = d / g;
  }
  static number inexact(double x) {
    number r(0);
    r.inexact_ = x;
    return r;
  }

  [[nodiscard]] bool exact() const { return !inexact_; }
  [[nodiscard]] std::int64_t numerator() const { return n_; }
  [[nodiscard]] std::int64_t denominator() const { return d_; }
  [[nodiscard]] double to_double() const {
    return inexact_ ? *inexact_ : static_cast<double>(n_) / static_cast<double>(d_);
  }

  friend number operator+(const number& a, const number& b) {
    if (!a.exact() || !b.exact()) return inexact(a.to_double() + b.to_double());
    const std::int64_t d = std::lcm(a.d_, b.d_);
    return {a.n_ * (d / a.d_) + b.n_ * (d / b.d_), d};
  }
  friend number operator-(const number& a, const number& b) { return a + b * number(-1); }
  friend number operator*(const number& a, const number& b) {
    if (!a.exact() || !b.exact()) return inexact(a.to_double() * b.to_double());
    const std::int64_t g = std::gcd(a.n_, b.d_);
    const std::int64_t h = std::gcd(b.n_, a.d_);
    return {(a.n_ / g) * (b.n_ / h), (a.d_ / h) * (b.d_ / g)};
  }
  friend number operator/(const number& a, const number& b) {
    if (!b.exact()) return inexact(a.to_double() / b.to_double());
    if (b.n_ <= 0) throw undefined_value();
    return a * number(b.d_, b.n_);
  }
  friend bool operator<=(const number& a, const number& b) { return (b - a).n_ >= 0; }
  friend bool operator==(const number& a, const number& b) { return (b - a).n_ == 0; }

  [[nodiscard]] number power(const number& exponent) const {
    if (exponent.d_ != 1) return inexact(std::pow(to_double(), exponent.to_double()));
    number result(1);
    for (std::int64_t i = 0; i < exponent.n_; ++i) result = result * *this;
    return result;
  }
  /// To 1/10,000, halves to even.
  [[nodiscard]] number rounded() const {
    const std::int64_t scaled = n_ * 10'000;
    std::int64_t whole = scaled / d_ - (scaled % d_ < 0 ? 1 : 0);
    const std::int64_t twice = 2 * (scaled - whole * d_);
    if (twice > d_ || (twice == d_ && whole % 2 != 0)) ++whole;
    return {whole, 10'000};
  }

 private:
  std::int64_t n_;
  std::int64_t d_;
  std::optional<double> inexact_;
};

/// What the fields of a formula hold; a single value is a list of one.
struct fields_of_formula {
  std::map<std::string, std::vector<number>, std::less<>> values;
  std::size_t elements = 0;  ///< of every list
};

/// An expression, or two with a comparison between them.
class formula {
 public:
  /// None when the text is not in the language of formulas, but in words.
  static std::optional<formula> parse(std::string_view text) {
    formula f;
    try {
      parser p{text, f};
      f.left_ = p.sum();
      if (!p.at_end()) {
        f.comparison_ = p.take("<=") ? "<=" : p.take("=") ? "=" : "";
        f.right_ = p.sum();
      }
      if (!p.at_end()) return {};
    } catch (const std::invalid_argument&) {
      return {};
    }
    return f;
  }

  [[nodiscard]] number value(const fields_of_formula& fields) const { return left_(fields, 0); }

  /// Whether the comparison holds, for each element where there are lists.
  [[nodiscard]] bool holds(const fields_of_formula& fields) const {
    for (std::size_t i = 0; i < std::max<std::size_t>(fields.elements, 1); ++i) {
      const number l = left_(fields, i);
      const number r = right_(fields, i);
      if (!(comparison_ == "<=" ? l <= r : l == r)) return false;
    }
    return true;
  }

  /// The names that are fields and not functions.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  using expression = std::function<number(const fields_of_formula&, std::size_t)>;

  static number total(const expression& each, const fields_of_formula& fields) {
    number sum(0);
    for (std::size_t i = 0; i < fields.elements; ++i) sum = sum + each(fields, i);
    return sum;
  }

  static number deviation(const expression& each, const fields_of_formula& fields) {
    const auto n = static_cast<double>(fields.elements);
    const double mean = total(each, fields).to_double() / n;
    double squares = 0;
    for (std::size_t i = 0; i < fields.elements; ++i) squares += std::pow(each(fields, i).to_double() - mean, 2);
    return number::inexact(std::sqrt(squares / (n - 1)));
  }

  static expression call(const std::string& name, const expression& x) {
    using F = const fields_of_formula&;
    if (name == "sum") return [x](F f, std::size_t) { return total(x, f); };
    if (name == "mean")
      return [x](F f, std::size_t) { return total(x, f) / number(static_cast<std::int64_t>(f.elements)); };
    if (name == "deviation") return [x](F f, std::size_t) { return deviation(x, f); };
    if (name == "round") return [x](F f, std::size_t i) { return x(f, i).rounded(); };
    const auto a_year = [x](F f, std::size_t i) {
      constexpr std::int64_t units[] = {365, 52, 12, 4, 1};
      return number(units[x(f, i).numerator()]);
    };
    if (name == "per_year") return a_year;
    if (name == "per_month") return [a_year](F f, std::size_t i) { return a_year(f, i) / number(12); };
    throw std::invalid_argument("no such function: " + name);
  }

  struct parser {
    std::string_view text;
    formula& owner;

    void skip_spaces() {
      while (text.starts_with(' ')) text.remove_prefix(1);
    }
    bool at_end() {
      skip_spaces();
      return text.empty();
    }
    bool take(std::string_view token) {
      skip_spaces();
      if (!text.starts_with(token)) return false;
      text.remove_prefix(token.size());
      return true;
    }
    void expect(std::string_view token) {
      if (!take(token)) throw std::invalid_argument("expected " + std::string(token));
    }

    expression sum() {
      expression left = product();
      for (;;) {
        if (take("+")) {
          left = [l = left, r = product()](const auto& f, std::size_t i) { return l(f, i) + r(f, i); };
        } else if (take("-")) {
          left = [l = left, r = product()](const auto& f, std::size_t i) { return l(f, i) - r(f, i); };
        } else {
          return left;
        }
      }
    }
    expression product() {
      expression left = power();
      for (;;) {
        if (take("*")) {
          left = [l = left, r = power()](const auto& f, std::size_t i) { return l(f, i) * r(f, i); };
        } else if (take("/")) {
          left = [l = left, r = power()](const auto& f, std::size_t i) { return l(f, i) / r(f, i); };
        } else {
          return left;
        }
      }
    }
    expression power() {
      expression base = primary();
      if (!take("^")) return base;
      return [base, exponent = primary()](const auto& f, std::size_t i) { return base(f, i).power(exponent(f, i)); };
    }
    expression primary() {
      if (take("(")) {
        expression inner = sum();
        expect(")");
        return inner;
      }
      skip_spaces();
      std::string word;
      while (!text.empty() && (std::isalnum(static_cast<unsigned char>(text[0])) || text[0] == '_' || text[0] == '.')) {
        word += text[0];
        text.remove_prefix(1);
      }
      if (word.empty()) throw std::invalid_argument("expected a number or a name");
      if (std::isdigit(static_cast<unsigned char>(word[0])))
        return [n = number(std::stoll(word))](const auto&, std::size_t) { return n; };
      if (take("(")) {
        expression argument = sum();
        expect(")");
        return call(word, argument);
      }
      owner.names_.push_back(word);
      return [word](const fields_of_formula& f, std::size_t i) {
        const auto& values = f.values.at(word);
        return values.size() == 1 ? values[0] : values.at(i);
      };
    }
  };

  expression left_;
  expression right_;
  std::string comparison_;
  std::vector<std::string> names_;
};

}  // namespace kpi_test
