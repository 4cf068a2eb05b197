// SPDX-License-Identifier: MIT
#include "catalog/values.hpp"

#include <array>

namespace kpi::inline v0_1 {
namespace detail {
namespace {

/// Whether f holds for any item of a text with commas between them.
template <class F>
bool any_item(std::string_view list, F f) {
  while (!list.empty())
    if (f(trimmed(take_until(list, ',')))) return true;
  return false;
}

bool mentions(std::string_view formula, std::string_view field) noexcept {
  while (!formula.empty())
    if (const auto piece = take_piece(formula); piece.is_name && piece.text == field) return true;
  return false;
}

constexpr char normal(char c) noexcept { return c == ' ' || c == '-' ? '_' : lower(c); }

bool same_name(std::string_view a, std::string_view b) noexcept { return std::ranges::equal(a, b, {}, normal, normal); }

/// In how many letters two names differ (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (normal(a[i - 1]) == normal(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

/// Keeps the candidate nearest to a name that is not known, as long as it is near at all.
class nearest {
 public:
  explicit nearest(std::string_view to) : to_(to.substr(0, longest)), least_(std::max<std::size_t>(to.size() / 3, 2)) {
    for (const char c : to_) ++letters_[static_cast<unsigned char>(normal(c))];
  }

  void try_name(std::string_view candidate) {
    const std::size_t of_longer = std::max(candidate.size(), to_.size());
    if (of_longer - std::min(candidate.size(), to_.size()) > least_) return;
    // Names without enough letters in common are far from each other, whatever the order of the letters.
    std::size_t in_common = 0;
    auto left = letters_;
    for (const char c : candidate)
      if (auto& n = left[static_cast<unsigned char>(normal(c))]; n > 0) {
        --n;
        ++in_common;
      }
    if (of_longer - in_common > least_) return;
    const std::size_t d = distance(to_, candidate);
    if (d > least_ || d >= candidate.size() || (d == least_ && !name_.empty())) return;
    least_ = d;
    name_ = candidate;
  }
  [[nodiscard]] std::string_view name() const noexcept { return name_; }

 private:
  static constexpr std::size_t longest = 64;
  std::string_view to_;
  std::array<unsigned char, 256> letters_{};  // how many there are of each
  std::size_t least_;
  std::string_view name_{};
};

const field_info* find_field(const metric& m, std::string_view name) noexcept {
  const auto at = std::ranges::find(m.fields(), name, &field_info::name);
  return at == m.fields().end() ? nullptr : &*at;
}

/// The length of a list; nothing of what is none.
std::optional<std::size_t> length_of(const field_value& v) {
  return std::visit(
      [](const auto& x) -> std::optional<std::size_t> {
        if constexpr (requires { x.size(); })
          return x.size();
        else
          return {};
      },
      v);
}

/// The values by the fields' positions, checked and complete.
class arguments {
 public:
  [[nodiscard]] static tl::expected<arguments, evaluation_error> of(const metric& m, std::span<const field> given) {
    const auto fields = m.fields();
    arguments a;
    a.values_.resize(fields.size());
    for (const field& g : given) {
      const field_info* const f = find_field(m, g.name());
      if (f == nullptr) return failure(evaluation_errc::unknown_field, m, g);
      auto& value = a.values_[static_cast<std::size_t>(f - fields.data())];
      if (value) return failure(evaluation_errc::repeated_field, m, g);
      value = std::visit([f](const auto& v) { return value_of(*f, v); }, g.value());
      if (!value) return failure(evaluation_errc::wrong_kind, m, g);
    }
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (!a.values_[i] && m.reads(fields[i])) return failure(evaluation_errc::missing_field, m, fields[i].name);
    for (std::size_t i = 0; i < fields.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (fields[i].parameter == fields[j].parameter && a.values_[i] && a.values_[j] &&
            length_of(*a.values_[i]) != length_of(*a.values_[j]))
          return failure(evaluation_errc::uneven_lists, m, fields[i].name);
    return a;
  }

  [[nodiscard]] result<figure> call(const metric& m) const {
    std::array<const field_value*, 16> pointers{};
    for (std::size_t i = 0; i < values_.size(); ++i) pointers[i] = values_[i] ? &*values_[i] : nullptr;
    return m.function.call({pointers.data(), values_.size()});
  }

  [[nodiscard]] std::vector<term> terms(const metric& m) && {
    std::vector<term> terms;
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (values_[i] && m.reads(m.fields()[i])) terms.push_back({&m.fields()[i], *std::move(values_[i])});
    return terms;
  }

 private:
  [[nodiscard]] static tl::unexpected<evaluation_error> failure(evaluation_errc code, const metric& m,
                                                                std::string_view name) {
    evaluation_error e{.code = code, .metric = std::string(m.name), .field = std::string(name)};
    e.expected = find_field(m, name);
    return tl::unexpected(std::move(e));
  }
  [[nodiscard]] static tl::unexpected<evaluation_error> failure(evaluation_errc code, const metric& m, const field& g) {
    auto e = failure(code, m, g.name());
    if (const auto* text = std::get_if<std::string_view>(&g.value())) e.value().text = *text;
    if (code == evaluation_errc::unknown_field) {
      nearest n(g.name());
      for (const auto& f : m.fields()) n.try_name(f.name);
      e.value().suggestion = n.name();
    }
    return e;
  }

  std::vector<std::optional<field_value>> values_;
};

}  // namespace
}  // namespace detail

field::field(std::string_view assignment) : name_(assignment.substr(0, assignment.find('='))) {
  value_ = assignment.substr(name_.size() < assignment.size() ? name_.size() + 1 : name_.size());
}
field::field(const char* assignment) : field(std::string_view(assignment)) {}
field::field(std::string_view name, std::string_view text) : name_(name), value_(text) {}
field::field(std::string_view name, const char* text) : field(name, std::string_view(text)) {}
field::field(field_value value, std::string_view name) : name_(name), value_(std::move(value)) {}

std::string_view to_string(area a) noexcept {
  constexpr std::string_view names[] = {"sales", "sellers", "outlook", "acquisition", "revenue", "profit", "service"};
  return names[static_cast<std::size_t>(a)];
}

bilingual question(area a) noexcept {
  constexpr bilingual questions[] = {
      {"How well do we sell?", "我们卖得怎么样？"},
      {"Do the sellers reach their goals, and what do they do all day?", "销售人员达到目标了吗？他们每天在做什么？"},
      {"What is coming, and how long does it take?", "接下来会有什么？需要多长时间？"},
      {"Where do customers come from, and at what cost?", "客户从哪里来？成本是多少？"},
      {"Does revenue recur, stay and grow?", "收入会重复、留存并增长吗？"},
      {"Is it worth it?", "值得吗？"},
      {"Are customers and people well served?", "客户和员工得到良好的服务了吗？"}};
  return questions[static_cast<std::size_t>(a)];
}

bilingual title(unit u) noexcept {
  constexpr bilingual titles[] = {{"percent", "百分比"},         {"times", "倍"},  {"money", "金额"},
                                  {"money per day", "每天金额"}, {"days", "天"},   {"time", "时长"},
                                  {"a number", "数量"},          {"points", "分"}, {"months", "月"}};
  return titles[static_cast<std::size_t>(u)];
}

bilingual title(timing t) noexcept {
  return t == timing::leading ? bilingual{"leading", "先行指标"} : bilingual{"lagging", "滞后指标"};
}

bilingual title(better b) noexcept {
  constexpr bilingual titles[] = {{"higher is better", "越高越好"},
                                  {"lower is better", "越低越好"},
                                  {"neither way is always better", "视情况而定"}};
  return titles[static_cast<std::size_t>(b)];
}

bilingual title(field_kind k) noexcept {
  constexpr bilingual titles[] = {{"count", "数量"},
                                  {"money", "金额"},
                                  {"days", "天数"},
                                  {"time", "时长"},
                                  {"ratio", "比率"},
                                  {"number", "数值"},
                                  {"average money", "平均金额"},
                                  {"average days", "平均天数"},
                                  {"months", "月数"},
                                  {"billing unit", "计费单位"},
                                  {"day", "日期"}};
  return titles[static_cast<std::size_t>(k)];
}

std::string_view example(field_kind k) noexcept {
  constexpr std::string_view examples[] = {"100",     "1234.50", "63", "15min", "25%",       "0.25",
                                           "96000/8", "189/3",   "36", "month", "2024-02-29"};
  return examples[static_cast<std::size_t>(k)];
}

bool metric::reads(const field_info& f) const noexcept {
  return detail::mentions(formula.english, f.name) || detail::mentions(condition, f.name);
}

bool metric::is_stock(const field_info& f) const noexcept {
  return detail::any_item(stocks, [&f](std::string_view stock) { return stock == f.name; });
}

field_kind metric::basis() const noexcept {
  for (const field_kind kind : {field_kind::money, field_kind::seconds})
    for (const auto& f : fields())
      if (f.kind == kind && reads(f)) return kind;
  return field_kind::count;
}

const metric* find(std::string_view name) noexcept {
  for (const metric& m : catalog())
    if (m.name == name) return &m;
  for (const metric& m : catalog())
    if (detail::same_name(m.name, name) || detail::same_name(m.title.english, name) || m.title.chinese == name ||
        detail::any_item(m.aliases, [name](std::string_view alias) { return detail::same_name(alias, name); }))
      return &m;
  return nullptr;
}

std::string_view nearest_metric(std::string_view name) {
  detail::nearest n(name);
  for (const metric& m : catalog()) {
    n.try_name(m.name);
    static_cast<void>(detail::any_item(m.aliases, [&n](std::string_view alias) {
      n.try_name(alias);
      return false;
    }));
  }
  return n.name();
}

// ---- Evaluation

std::string_view to_string(evaluation_errc code) noexcept {
  constexpr std::string_view names[] = {"unknown_metric", "unknown_field", "repeated_field", "wrong_kind",
                                        "missing_field",  "uneven_lists",  "no_result"};
  return names[static_cast<std::size_t>(code)];
}

namespace detail {

tl::expected<answer, evaluation_error> answer_to(std::string_view name, std::span<const field> fields) {
  const metric* const m = find(name);
  if (m == nullptr)
    return tl::unexpected(evaluation_error{.code = evaluation_errc::unknown_metric,
                                           .metric = std::string(name),
                                           .suggestion = std::string(nearest_metric(name))});
  auto a = arguments::of(*m, fields);
  if (!a) return tl::unexpected(std::move(a).error());
  auto value = (*a).call(*m);
  return answer{m, (*std::move(a)).terms(*m), std::move(value)};
}

std::vector<field> split(std::string_view text) {
  std::vector<field> fields;
  while (!text.empty())
    if (const auto part = take_until(text, ' '); !part.empty()) fields.emplace_back(part);
  return fields;
}

}  // namespace detail

tl::expected<evaluation, evaluation_error> evaluate(std::string_view name, std::span<const field> fields) {
  auto a = detail::answer_to(name, fields);
  if (!a) return tl::unexpected(std::move(a).error());
  auto& [m, terms, value] = *a;
  if (!value)
    return tl::unexpected(evaluation_error{.code = evaluation_errc::no_result,
                                           .metric = std::string(m->name),
                                           .field = std::string(value.error().field),
                                           .reason = value.error().code});
  return evaluation{m, *std::move(value), std::move(terms)};
}
tl::expected<evaluation, evaluation_error> evaluate(std::string_view name, std::initializer_list<field> fields) {
  return evaluate(name, std::span(fields.begin(), fields.size()));
}
tl::expected<evaluation, evaluation_error> evaluate(std::string_view name, std::string_view fields) {
  return evaluate(name, detail::split(fields));
}

}  // namespace kpi::inline v0_1
