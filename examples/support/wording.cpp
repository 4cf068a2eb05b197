// SPDX-License-Identifier: MIT
#include "wording.hpp"

namespace examples {

using kpi::bilingual;

std::string number(double x) { return fmt::format("{}", x); }
std::string amount(const kpi::money& m) { return kpi::to_text(m, 0); }

std::string wording::period(const kpi::period& p) const {
  std::string text = kpi::to_text(p);
  if (language_ == kpi::language::english) return text;
  if (text.size() == 4) return text + " 年";
  if (text.size() == 7 && text[5] == 'Q') return fmt::format("{} 年第 {} 季度", text.substr(0, 4), text[6]);
  return text;
}

std::string wording::reason(const kpi::error& e) const {
  const std::string text = kpi::to_text(kpi::evaluation_error{.code = kpi::evaluation_errc::no_result,
                                                              .metric = {},
                                                              .field = std::string(e.field),
                                                              .text = {},
                                                              .suggestion = {},
                                                              .expected = nullptr,
                                                              .reason = e.code},
                                        language_);
  return text.substr(2);  // after the `: ` behind the name of the metric
}

shown wording::ratio(const kpi::result<kpi::ratio>& r, const bilingual& basis) const {
  if (!r) return none(r.error());
  return quotient(*r, basis, kpi::to_text(kpi::count(r->numerator())), kpi::to_text(kpi::count(r->denominator())));
}

shown wording::ratio_of_money(const kpi::result<kpi::ratio>& r, const bilingual& basis) const {
  if (!r) return none(r.error());
  return quotient(*r, basis, amount(kpi::money::ten_thousandths(r->numerator())),
                  amount(kpi::money::ten_thousandths(r->denominator())));
}

shown wording::money(const kpi::money& m, const bilingual& basis, const kpi::count& n,
                     const bilingual& in_brief) const {
  if (m.overflowed()) return none({kpi::errc::overflow, "amount"});
  return {m.to_double(), amount(m), (*this)(basis, n), (*this)(in_brief, n)};
}

shown wording::money(const kpi::result<kpi::average<kpi::money>>& a, const bilingual& basis) const {
  if (!a) return none(a.error());
  return {a->to_double(), kpi::to_text(*a, 0), (*this)(basis, amount(a->total()), a->count()),
          (*this)(number_of_deals, a->count())};
}

shown wording::days(const kpi::result<kpi::average<kpi::days>>& a, const bilingual& basis) const {
  if (!a) return none(a.error());
  const std::string text = kpi::to_text(*a);
  return {a->to_double(), (*this)({"{} days", "{} 天"}, text.substr(0, text.find(' '))),
          (*this)(basis, kpi::count(a->total().value()), a->count()), (*this)(number_of_deals, a->count())};
}

shown wording::quotient(const kpi::ratio& r, const bilingual& basis, const std::string& part,
                        const std::string& whole) const {
  return {r.to_double(), kpi::to_text(r), (*this)(basis, part, whole), (*this)(part_of_whole, part, whole)};
}

}  // namespace examples
