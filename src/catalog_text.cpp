// SPDX-License-Identifier: MIT
#include "catalog/values.hpp"

#include <kpi/format.hpp>

#include <iterator>

namespace kpi::inline v0_1 {
namespace detail {
namespace {

std::string without_end_zeros(std::string text) {
  if (text.find('e') != std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// A value and its unit, in the language's way.
struct printer {
  language l;

  [[nodiscard]] std::string in(std::string_view english, std::string_view chinese) const {
    return std::string(l == language::english ? english : chinese);
  }

  [[nodiscard]] std::string operator()(const count& n) const { return to_text(n); }
  [[nodiscard]] std::string operator()(const money& m) const {
    if (m.value() % money::per_unit == 0) return to_text(m, 0);
    return to_text(m, m.value() % (money::per_unit / 100) == 0 ? 2 : 4);
  }
  [[nodiscard]] std::string operator()(const days& d) const {
    return l == language::english ? to_text(d) : to_text(count(d.value())) + " 天";
  }
  [[nodiscard]] std::string operator()(const seconds& s) const {
    return l == language::english ? to_text(s) : to_text(count(s.value())) + " 秒";
  }
  [[nodiscard]] std::string operator()(const ratio& r) const {
    std::string text = to_text(r, 4);
    return without_end_zeros(text.substr(0, text.size() - 2)) + " %";
  }
  [[nodiscard]] std::string operator()(double x) const { return fmt::format("{}", x); }
  [[nodiscard]] std::string operator()(const average<money>& a) const { return without_end_zeros(to_text(a, 4)); }
  [[nodiscard]] std::string operator()(const average<days>& a) const {
    const std::string text = to_text(a, 4);
    return without_end_zeros(text.substr(0, text.size() - 5)) + in(" days", " 天");
  }
  [[nodiscard]] std::string operator()(date::months m) const {
    return fmt::format("{}{}", m.count(), in(" months", " 个月"));
  }
  [[nodiscard]] std::string operator()(billing_unit u) const {
    const auto* const at = std::ranges::find(billing_units, u, &std::pair<std::string_view, billing_unit>::second);
    return std::string(at == std::end(billing_units) ? "?" : at->first);
  }
  [[nodiscard]] std::string operator()(date::sys_days d) const { return to_text(d); }
  template <class T>
  [[nodiscard]] std::string operator()(const std::vector<T>& list) const {
    std::string text;
    for (const T& x : list) text += (text.empty() ? "" : "; ") + (*this)(x);
    return text;
  }
};

std::string duration_text(const average<seconds>& a, const printer& p) {
  struct scale {
    std::int64_t size;
    std::string_view english, chinese;
  };
  constexpr scale scales[] = {{86'400, " days", " 天"}, {3'600, " hours", " 小时"}, {60, " minutes", " 分钟"}};
  const double mean = a.to_double();
  for (const auto& s : scales) {
    if (mean < 2 * static_cast<double>(s.size)) continue;
    const average<count> n(a.total().value(), a.count().value() * s.size, proven{});  // at most the total
    return to_text(n, 1) + p.in(s.english, s.chinese);
  }
  return to_text(average<count>(a.total().value(), a.count(), proven{}), 1) + p.in(" s", " 秒");
}

/// A number with the unit of its metric behind it.
struct figure_printer {
  printer p;
  kpi::unit unit;

  [[nodiscard]] std::string number(std::string digits) const {
    switch (unit) {
      case unit::money_per_day: return digits + p.in(" a day", "/天");
      case unit::days: return digits + p.in(" days", " 天");
      case unit::months: return digits + p.in(digits == "1" ? " month" : " months", " 个月");
      case unit::points: return digits + p.in(" points", " 分");
      default: return digits;
    }
  }

  [[nodiscard]] std::string operator()(const ratio& r) const {
    return unit == unit::times ? to_times_text(r, 2) : to_text(r);
  }
  [[nodiscard]] std::string operator()(const average<money>& a) const { return to_text(a); }
  [[nodiscard]] std::string operator()(const average<count>& a) const {
    return number(to_text(a, unit == unit::points ? 1 : 2));
  }
  [[nodiscard]] std::string operator()(const average<days>& a) const {
    const std::string text = to_text(a);
    return number(text.substr(0, text.size() - 5));
  }
  [[nodiscard]] std::string operator()(const average<seconds>& a) const { return duration_text(a, p); }
  [[nodiscard]] std::string operator()(const money& m) const { return number(to_text(m)); }
  [[nodiscard]] std::string operator()(const count& n) const { return number(to_text(n)); }
  [[nodiscard]] std::string operator()(double x) const {
    if (unit == unit::percent) return fmt::format("{:.1f} %", 100 * x);
    if (unit == unit::times) return fmt::format("{:.2f} ×", x);
    return number(fmt::format("{:.1f}", x));
  }
  [[nodiscard]] std::string operator()(const streak& s) const {
    const std::string text =
        p.in("{} of {} months attained; {} in a row now, {} at most; missed {} in a row now, {} at most",
             "{1} 个月中有 {0} 个月达标；目前连续达标 {2} 个月，最长 {3} 个月；目前连续未达标 {4} 个月，最长 {5} 个月");
    return fmt::format(fmt::runtime(text), s.attained.value(), s.months.value(), s.current.value(), s.longest.value(),
                       s.missed_current.value(), s.missed_longest.value());
  }
  [[nodiscard]] std::string operator()(const std::vector<money>& list) const {
    std::string text;
    for (const money& m : list) text += (text.empty() ? "" : "; ") + to_text(m);
    return text.empty() ? p.in("nothing", "无") : text;
  }
  [[nodiscard]] std::string operator()(const std::vector<std::size_t>& list) const {
    std::string text;
    for (const std::size_t i : list) text += fmt::format("{}{}", text.empty() ? "" : ", ", i);
    return text.empty() ? p.in("nothing", "无") : text;
  }
  [[nodiscard]] std::string operator()(const std::vector<tenure_band>& bands) const {
    std::string text;
    for (const tenure_band& b : bands) {
      if (!text.empty()) text += "; ";
      text += b.to ? fmt::format("[{}, {})", b.from.count(), b.to->count()) : fmt::format("[{}, …)", b.from.count());
      text += p.in(" months: ", " 个月：");
      const auto each = sales_productivity(b.both);
      if (each)
        text += fmt::format(fmt::runtime(p.in("{} a seller, {} in number", "人均 {}，{} 人")), to_text(*each),
                            each->count().value());
      else
        text += p.in("nobody", "无人");
    }
    return text;
  }
};

/// What an error of a metric says to a person.
std::string reason_text(errc code, std::string_view field, std::string_view condition, const printer& p) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return fmt::format(fmt::runtime(p.in(english, chinese)), field);
  };
  switch (code) {
    case errc::undefined: return say("{} is 0 or less: there is nothing to divide by", "{} 不大于 0：没有可用的除数");
    case errc::negative: return say("{} is below 0", "{} 小于 0");
    case errc::inconsistent:
      if (condition.empty()) return say("{} contradicts the other fields", "{} 与其他字段矛盾");
      return fmt::format(fmt::runtime(p.in("{} contradicts the other fields: it has to hold that {}",
                                           "{} 与其他字段矛盾：必须满足 {}")),
                         field, condition);
    case errc::overflow: return say("{} is out of range", "{} 超出范围");
    case errc::too_few: return say("too few values of {}", "{} 的数值太少");
    case errc::not_reached: return say("{} was never reached", "从未达到 {}");
    default: return say("{} has no usable value", "{} 的值不可用");
  }
}

/// What came, and what was asked for.
std::string expected_text(const evaluation_error& e, const printer& p) {
  std::string text = e.field;
  if (!e.text.empty()) text += fmt::format(fmt::runtime(p.in(": \"{}\"", "：“{}”")), e.text);
  if (e.expected == nullptr) return text;
  const auto example = kpi::example(e.expected->kind);
  return text +
         fmt::format(fmt::runtime(e.expected->list
                                      ? p.in(" is not a list of the kind {} (such as {},{})", " 不是{}列表（如 {},{}）")
                                      : p.in(" is not of the kind {} (such as {})", " 不是{}（如 {}）")),
                     title(e.expected->kind).in(p.l), example, example);
}

/// What a quotient was made of, where its formula does not show it.
std::string parts_text(const metric& m, const figure& value, const printer& p) {
  const auto say = [&](const std::string& part, const std::string& whole) {
    return fmt::format(fmt::runtime(p.in(" ({} of {})", "（{} / {}）")), part, whole);
  };
  if (const auto* r = std::get_if<ratio>(&value)) {
    if (m.basis() != field_kind::money)  // GCOVR_EXCL_BR_LINE: no metric is a ratio of lists of anything else yet
      return say(p(count(r->numerator())), p(count(r->denominator())));  // GCOVR_EXCL_LINE
    return say(p(money::ten_thousandths(r->numerator())), p(money::ten_thousandths(r->denominator())));
  }
  return {};
}

bool has_lists_in(std::span<const term> terms) noexcept {
  return std::ranges::any_of(terms, [](const term& t) { return t.field->list; });
}

/// The formula with the values in the place of the fields; where there are lists, every field by itself.
std::string with_numbers(std::string_view formula, std::span<const term> terms, std::string_view separator,
                         const printer& p) {
  std::string text;
  if (has_lists_in(terms)) {
    for (const term& t : terms)
      text += fmt::format("{}{} = {}", text.empty() ? "" : separator, t.field->name, std::visit(p, t.value));
    return text;
  }
  while (!formula.empty()) {
    const auto piece = take_piece(formula);
    const auto at = std::ranges::find(terms, piece.text, [](const term& t) { return t.field->name; });
    text += !piece.is_name || at == terms.end() ? std::string(piece.text) : std::visit(p, at->value);
  }
  return text;
}

}  // namespace
}  // namespace detail

std::string to_text(const evaluation& e, language l) {
  return std::visit(detail::figure_printer{{l}, e.metric->unit}, e.value);
}

std::string numbers_text(const evaluation& e, language l) {
  return detail::with_numbers(e.metric->formula.english, e.terms, "; ", {l});
}

std::string to_text(const field_value& v, language l) { return std::visit(detail::printer{l}, v); }

std::string to_text(const evaluation_error& e, language l) {
  const detail::printer p{l};
  std::string text = e.metric + ": ";
  switch (e.code) {
    case evaluation_errc::unknown_metric: text += p.in("no such metric", "没有这个指标"); break;
    case evaluation_errc::unknown_field:
      text += fmt::format(fmt::runtime(p.in("no field \"{}\"", "没有字段“{}”")), e.field);
      break;
    case evaluation_errc::repeated_field:
      text += fmt::format(fmt::runtime(p.in("{} is given twice", "{} 给出了两次")), e.field);
      break;
    case evaluation_errc::wrong_kind: text += detail::expected_text(e, p); break;
    case evaluation_errc::missing_field:
      text += fmt::format(fmt::runtime(p.in("{} is missing", "缺少 {}")), e.field);
      break;
    case evaluation_errc::uneven_lists:
      text += fmt::format(
          fmt::runtime(p.in("{} differs in length from the lists before it", "{} 与前面列表的长度不同")), e.field);
      break;
    case evaluation_errc::no_result:
      text += detail::reason_text(e.reason, e.field, {}, p) + " (" + std::string(to_string(e.reason)) + ")";
      break;
  }
  if (!e.suggestion.empty())
    text += fmt::format(fmt::runtime(p.in("; did you mean {}?", "；您是指 {} 吗？")), e.suggestion);
  return text;
}

tl::expected<std::string, evaluation_error> explain(std::string_view name, std::span<const field> fields, language l) {
  const auto a = detail::answer_to(name, fields);
  if (!a) return tl::unexpected(a.error());
  const auto& [m, terms, value] = *a;

  const detail::printer p{l};
  std::string text = fmt::format(fmt::runtime(p.in("{} ({})\n{}\n\n", "{}（{}）\n{}\n\n")), m->title.in(l), m->name,
                                 m->definition.in(l));
  text += fmt::format("  {}\n  {}\n", m->formula.in(l), detail::with_numbers(m->formula.english, terms, "\n  ", p));
  if (value) {
    const evaluation e{m, *value, {}};
    text += fmt::format("  = {}{}\n\n", to_text(e, l),
                        detail::has_lists_in(terms) ? detail::parts_text(*m, *value, p) : std::string());
  } else {
    text += fmt::format("  {}{} ({})\n\n", p.in("no value: ", "没有值："),
                        detail::reason_text(value.error().code, value.error().field, m->condition, p),
                        to_string(value.error().code));
  }
  text += m->omits.in(l);
  text += fmt::format(fmt::runtime(p.in("\nA {} metric; {}.\n", "\n{}，{}。\n")), title(m->timing).in(l),
                      title(m->better).in(l));
  return text + p.in("See also ", "另见：") + std::string(m->related) + p.in(".\n", "\n");
}
tl::expected<std::string, evaluation_error> explain(std::string_view name, std::initializer_list<field> fields,
                                                    language l) {
  return explain(name, std::span(fields.begin(), fields.size()), l);
}
tl::expected<std::string, evaluation_error> explain(std::string_view name, std::string_view fields, language l) {
  return explain(name, detail::split(fields), l);
}

}  // namespace kpi::inline v0_1
