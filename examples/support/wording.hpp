// SPDX-License-Identifier: MIT
// Figures and reasons as a report writes them, in one language.
#pragma once

#include <kpi/catalog.hpp>
#include <kpi/format.hpp>

#include <optional>
#include <string>

namespace examples {

/// A figure as a tile shows it.
struct shown {
  std::optional<double> value;  ///< none: the text is the reason
  std::string text;
  std::string basis;     ///< what it was made of
  std::string in_brief;  ///< the same with fewer words
};

/// For a program that draws it.
[[nodiscard]] std::string number(double x);
/// Whole units of the currency: a board does not count cents.
[[nodiscard]] std::string amount(const kpi::money& m);

class wording {
 public:
  explicit wording(kpi::language l) : language_(l) {}

  [[nodiscard]] std::string operator()(const kpi::bilingual& text) const { return std::string(text.in(language_)); }
  template <class... Args>
  [[nodiscard]] std::string operator()(const kpi::bilingual& text, const Args&... args) const {
    return fmt::format(fmt::runtime(text.in(language_)), args...);
  }

  /// `2024-Q4`, `2024 年第 4 季度`
  [[nodiscard]] std::string period(const kpi::period& p) const;
  [[nodiscard]] std::string days(double n) const { return (*this)({"{:.1f} days", "{:.1f} 天"}, n); }
  [[nodiscard]] std::string reason(const kpi::error& e) const;

  [[nodiscard]] shown none(const kpi::error& e) const { return {{}, "–", reason(e), reason(e)}; }
  [[nodiscard]] shown ratio(const kpi::result<kpi::ratio>& r, const kpi::bilingual& basis) const;
  [[nodiscard]] shown ratio_of_money(const kpi::result<kpi::ratio>& r, const kpi::bilingual& basis) const;
  [[nodiscard]] shown money(const kpi::money& m, const kpi::bilingual& basis, const kpi::count& n,
                            const kpi::bilingual& in_brief) const;
  [[nodiscard]] shown money(const kpi::result<kpi::average<kpi::money>>& a, const kpi::bilingual& basis) const;
  [[nodiscard]] shown days(const kpi::result<kpi::average<kpi::days>>& a, const kpi::bilingual& basis) const;

  static constexpr kpi::bilingual number_of_deals{"{} deals", "{} 笔交易"};
  static constexpr kpi::bilingual number_of_customers{"{} customers", "{} 个客户"};
  static constexpr kpi::bilingual part_of_whole{"{} of {}", "{} / {}"};

 private:
  [[nodiscard]] shown quotient(const kpi::ratio& r, const kpi::bilingual& basis, const std::string& part,
                               const std::string& whole) const;

  kpi::language language_;
};

}  // namespace examples
