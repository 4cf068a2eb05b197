// SPDX-License-Identifier: MIT
// Writes docs/metrics.md, or docs/metrics.zh.md, from the catalogue, and the functions' declarations from the headers:
// `write_reference en`, `write_reference zh`.
#include <kpi/catalog.hpp>
#include <kpi/format.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using kpi::bilingual;
using kpi::language;
using kpi::metric;

/// One metric with the part of the common input that it reads.
struct variant {
  std::string_view metric;
  std::string_view fields;
};
/// Definitions that go by the same name elsewhere, over one common input.
struct family {
  bilingual title;
  bilingual input;
  std::string_view decision;
  std::vector<variant> variants;
};

const std::vector<family>& families() {
  static const std::vector<family> all{
      {{"Win rate", "胜率"},
       {"180 opportunities opened in the period; 45 won, 55 lost, 50 closed without a decision, 17 disqualified; "
        "300,000 won and 700,000 lost.",
        "期间内新开 180 个商机；赢单 45，输单 55，无决定 50，不合格 17；赢得 300,000，输掉 700,000。"},
       "D-01",
       {{"win_rate", "opened=180 won=45"},
        {"decided_win_rate", "won=45 lost=55"},
        {"resolved_win_rate", "won=45 lost=55 no_decision=50 disqualified=17"},
        {"win_rate_by_value", "won=300000 lost=700000"}}},
      {{"Churn", "流失率"},
       {"200 customers at the opening, 5 of them lost; 50 contracts were due, 45 renewed; contracts of 1,200,000 a "
        "year at the opening, 120,000 of it lost; recurring revenue of 100,000, of which 10,000 churned, 5,000 "
        "contracted and 20,000 was added; the customer churn, taken as a month's, for a year.",
        "期初 200 位客户，流失 5 位；到期合同 50 份，续约 45 份；期初合同价值每年 1,200,000，流失 120,000；经常性收入 "
        "100,000，其中流失 10,000，收缩 5,000，扩展 20,000；最后把客户流失率当作月值推算到一年。"},
       "D-16, D-18, D-19",
       {{"customer_churn_rate", "opening=200 lost=5"},
        {"contract_value_churn_rate", "opening_value=1200000 lost_value=120000"},
        {"gross_revenue_churn_rate", "opening=100000 contraction=5000 churned=10000"},
        {"net_revenue_churn_rate", "opening=100000 expansion=20000 contraction=5000 churned=10000"},
        {"annualised_churn", "monthly=5/200"},
        {"customer_retention_rate", "opening=200 lost=5"},
        {"renewal_rate", "renewed=45 due=50"}}},
      {{"Net revenue retention", "净收入保留率"},
       {"Recurring revenue of 100,000 at the opening; in the year 20,000 of expansion, 5,000 of contraction, 10,000 "
        "churned. The customers of the opening day pay 103,000 at the end: some of the movements are of others. Net "
        "revenue fell from 200,000 to 150,000.",
        "期初经常性收入 100,000；一年内扩展 20,000，收缩 5,000，流失 10,000。期初客户期末支付 "
        "103,000：部分变动来自其他客户。净收入由 200,000 降至 150,000。"},
       "D-15",
       {{"net_revenue_retention", "opening=100000 expansion=20000 contraction=5000 churned=10000"},
        {"cohort_net_revenue_retention", "opening=100000 closing=103000"},
        {"net_revenue_kept", "net_before=200000 net_after=150000"}}},
      {{"Gross revenue retention", "毛收入保留率"},
       {"The same year. Customer by customer, 88,000 of the 100,000 are still paid. Gross revenue rose from 1,000,000 "
        "to 1,300,000.",
        "同一年。逐个客户看，100,000 中仍有 88,000 在支付。毛收入由 1,000,000 升至 1,300,000。"},
       "D-15",
       {{"gross_revenue_retention", "opening=100000 contraction=5000 churned=10000"},
        {"cohort_gross_revenue_retention", "opening=100000 capped=88000"},
        {"gross_revenue_kept", "gross_before=1000000 gross_after=1300000"}}},
      {{"Return on investment", "投资回报率"},
       {"1,525,000 put in, 775,000 came back.", "投入 1,525,000，收回 775,000。"},
       "D-13",
       {{"return_on_investment", "returned=775000 invested=1525000"},
        {"net_return_on_investment", "returned=775000 invested=1525000"}}},
      {{"Quota attainment", "配额达成率"},
       {"Two sellers: 100,000 sold of a quota of 100,000, and 5,000 of 10,000.",
        "两位销售人员：配额 100,000，售出 100,000；配额 10,000，售出 5,000。"},
       "D-08",
       {{"quota_attainment", "sales=105000 quota=110000"},
        {"mean_quota_attainment", "sales=100000,5000 quota=100000,10000"}}},
      {{"Net revenue", "净收入"},
       {"Gross revenue of 1,000,000; discounts 50,000; returns 30,000; cost of goods 368,000; operating expenses "
        "300,000; taxes and fees 100,000.",
        "毛收入 1,000,000；折扣 50,000；退货 30,000；商品成本 368,000；运营费用 300,000；税费 100,000。"},
       "D-23",
       {{"gross_revenue", "gross_revenue=1000000"},
        {"net_sales", "gross_revenue=1000000 discounts=50000 returns=30000"},
        {"net_revenue",
         "gross_revenue=1000000 discounts=50000 returns=30000 cost_of_goods=368000 operating_expenses=300000 "
         "taxes_and_fees=100000"},
        {"gross_margin", "gross_revenue=1000000 discounts=50000 returns=30000 cost_of_goods=368000"},
        {"net_margin",
         "gross_revenue=1000000 discounts=50000 returns=30000 cost_of_goods=368000 operating_expenses=300000 "
         "taxes_and_fees=100000"}}},
      {{"Lifetime value", "客户终身价值"},
       {"10 customers have brought 100,000 and cost 20,000 so far; each brings 250 a month at a gross margin of 80 %, "
        "and 2 % leave every month.",
        "10 位客户迄今带来 100,000，花费成本 20,000；每位每月带来 250，毛利率 80%，每月流失 2%。"},
       "D-25",
       {{"realised_lifetime_value", "revenue=100000 cost=20000 units=10"},
        {"lifetime_value", "revenue_per_account=250 gross_margin=80% churn=2%"}}},
  };
  return all;
}

// ---- Small helpers

std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    const auto end = list.find(", ");
    items.push_back(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 2);
  }
  return items;
}

const metric& known(std::string_view name) {
  if (const metric* m = kpi::find(name)) return *m;
  fmt::print(stderr, "write_reference: no metric is called {}\n", name);
  std::exit(1);
}

/// What stands between the operators and brackets of a formula.
std::vector<std::string_view> operands_of(std::string_view formula) {
  constexpr std::string_view between = "+-*/^()<>=";
  std::vector<std::string_view> operands;
  while (!formula.empty()) {
    auto operand = formula.substr(0, formula.find_first_of(between));
    formula.remove_prefix(std::min(operand.size() + 1, formula.size()));
    while (operand.starts_with(' ')) operand.remove_prefix(1);
    while (operand.ends_with(' ')) operand.remove_suffix(1);
    if (!operand.empty()) operands.push_back(operand);
  }
  return operands;
}

/// What the Chinese formula calls a field: formulas have their operands in the same places. Empty where they are words.
std::string_view meaning_of(const metric& m, const kpi::field_info& f) {
  const auto names = operands_of(m.formula.english);
  const auto meanings = operands_of(m.formula.chinese);
  const auto at = std::ranges::find(names, f.name);
  if (names.size() != meanings.size() || at == names.end()) return {};
  return meanings[static_cast<std::size_t>(at - names.begin())];
}

// ---- The headers

struct declaration {
  std::string header;      ///< `kpi/metrics/win_rate.hpp`
  std::string text;        ///< `result<ratio> win_rate(const opportunities& o)`
  std::string parameters;  ///< `opportunities`
};

/// The types of parameters: `const change& c, const count& periods` are of `change, count`.
std::string types_of(std::string_view parameters) {
  std::string types;
  for (std::string_view p : items_of(parameters)) {
    p = p.substr(0, p.find(" = "));
    p = p.substr(0, p.rfind(' '));
    if (p.starts_with("const ")) p.remove_prefix(6);
    if (p.ends_with('&')) p.remove_suffix(1);
    types += fmt::format("{}{}", types.empty() ? "" : ", ", p);
  }
  return types;
}

/// By name, of all functions that are declared in the headers of metrics as these write it: `[[nodiscard]]` in front.
std::map<std::string, declaration> read_declarations() {
  const std::filesystem::path include = KPI_INCLUDE_DIR;
  std::map<std::string, declaration> all;
  for (const auto& file : std::filesystem::directory_iterator(include / "kpi" / "metrics")) {
    std::ifstream in(file.path());
    const std::string text(std::istreambuf_iterator<char>(in), {});
    constexpr std::string_view before = "\n[[nodiscard]] ";
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
      const auto begin = at + before.size();
      std::string one;  // in one line
      for (const char c : text.substr(begin, text.find_first_of(";{", begin) - begin))
        if (c != '\n' && !(c == ' ' && one.ends_with(' '))) one += c == '\n' ? ' ' : c;
      for (const std::string_view word : {"KPI_EXPORT ", "KPI_INLINE ", "constexpr "})
        if (one.starts_with(word)) one.erase(0, word.size());
      const auto open = one.find('(');
      const auto close = one.rfind(')');
      if (open == std::string::npos || close == std::string::npos) continue;
      const auto name = one.rfind(' ', open) + 1;
      all[one.substr(name, open - name)] = {file.path().lexically_relative(include).generic_string(),
                                            one.substr(0, close + 1), types_of(one.substr(open + 1, close - open - 1))};
    }
  }
  return all;
}

const declaration& declared(const metric& m) {
  static const auto all = read_declarations();
  if (const auto d = all.find(std::string(m.name)); d != all.end()) return d->second;
  fmt::print(stderr, "write_reference: no header declares {}\n", m.name);
  std::exit(1);
}

// ---- The page

class page {
 public:
  explicit page(language l) : l_(l) {}

  void write() {
    preface();
    contents();
    variants();
    for (const kpi::area a : kpi::all_areas) {
      line("## <a id=\"{}\"></a>{}\n", to_string(a), question(a).in(l_));
      for (const metric& m : kpi::catalog())
        if (m.area == a) entry(m);
    }
    data();
    std::fwrite(text_.data(), 1, text_.size(), stdout);
  }

 private:
  [[nodiscard]] std::string_view in(std::string_view english, std::string_view chinese) const {
    return l_ == language::english ? english : chinese;
  }
  template <class... A>
  void line(std::string_view format, const A&... a) {
    fmt::format_to(std::back_inserter(text_), fmt::runtime(format), a...);
    text_ += '\n';
  }

  [[nodiscard]] std::string link(const metric& m) const { return fmt::format("[{}](#{})", m.title.in(l_), m.name); }
  [[nodiscard]] std::string links(std::string_view names) const {
    std::string text;
    for (const auto name : items_of(names)) {
      if (!text.empty()) text += in(", ", "、");
      text += link(known(name));
    }
    return text;
  }

  [[nodiscard]] static std::string decisions(std::string_view numbers) {
    std::string text;
    for (const auto number : items_of(numbers))
      text += fmt::format("{}[{}](decisions.md#d-{})", text.empty() ? "" : ", ", number, number.substr(2));
    return text;
  }

  void preface() {
    line("# {}\n", in("Metrics", "指标"));
    line(in("All {} metrics of the library, by the question that they help to answer.\n",
            "库中的全部 {} 个指标，按它们所回答的问题分组。\n"),
         kpi::catalog().size());
    line(
        "{}",
        in(R"(The page is written from the table that `kpi::find`, `kpi::evaluate` and `kpi::explain` read (target `reference`), so names and formulas are those of the code. Why a contested definition is what it is stands in [decisions.md](decisions.md). 中文版：[metrics.zh.md](metrics.zh.md).

## How to read an entry

- **Name.** `win_rate` is the function `kpi::win_rate`, and the name for `kpi::evaluate("win_rate", "opened=100 won=47")` and for `calculator win_rate opened=100 won=47`. Other names by which it goes are found as well.
- **Formula.** Over the names of the fields. Of a list, `sum`, `mean` and `deviation` (the sample's) run over its elements; `round` is to 1/10,000, halves to even; `per_month(unit)` is 365/12 for a day, 52/12 for a week, 1 for a month, 1/3 for a quarter, 1/12 for a year, and `per_year(unit)` 12 times that. Everything else is exact.
- **No value.** Nothing to divide by, a negative count, a part above its whole: the result is a reason and the field it is about, never 0 or 100 %.
- **Leading, lagging.** A leading metric moves before the revenue does, a lagging one after it.
- **Stocks** are counted at one moment (customers at the opening, open pipeline): they add over segments, not over periods. Other counts, amounts and times add over both, and the metric of the sum is the metric of the whole. Rates and averages never add, nor do the inputs of a single case (the price and the term of a contract, the two ends of a change).
- **Break down by**: usual keys, each of them a `tally_by` and not a metric of its own.
- **Sources.** S0: five enterprise sales KPIs (2023; ZoomInfo's list). S1: five sales efficiency metrics (2024; LeadIQ's list). S2: a reading of Salesforce's second State of Sales report (2020). S3: sales performance index and advice of Peter Gracey (2016; Ambition). S4: business metrics for go-to-market teams, leading and lagging (the long guide). A figure that they quote is a point of reference, not a target.
)",
           R"(本页由 `kpi::find`、`kpi::evaluate` 和 `kpi::explain` 所读的同一张表生成（目标 `reference`），因此名称和公式与代码一致。有争议的定义为何如此选择，见 [decisions.md](decisions.md)（英文）。English: [metrics.md](metrics.md).

## 如何阅读

- **名称。** `win_rate` 即函数 `kpi::win_rate`，也是 `kpi::evaluate("win_rate", "opened=100 won=47")` 和 `calculator win_rate opened=100 won=47` 所用的名称。别名和中文名称同样可以查到。
- **公式。** 先用中文写出，再用字段名写出。对列表而言，`sum`（总和）、`mean`（平均）、`deviation`（样本标准差）作用于各元素；`round`（舍入）到 1/10,000，恰为一半时取偶；`per_month(unit)`（每月期数）：日为 365/12，周为 52/12，月为 1，季为 1/3，年为 1/12；`per_year(unit)`（每年期数）为其 12 倍。其余计算都是精确的。
- **没有值。** 没有可用的除数、数量为负、部分大于整体时，结果是原因和相关字段，绝不会是 0 或 100%。
- **先行与滞后。** 先行指标在收入变动之前变动，滞后指标在其后。
- **存量**是某一时刻的数量（期初客户数、未结管道）：可以跨细分相加，不能跨期间相加。其他数量、金额和时长两者皆可，总和的指标就是整体的指标。比率和平均值不能相加，单个案例的输入（合同的价格与期限、变化的前后两端）也不能相加。
- **常用细分**：常见的分组键，用 `tally_by` 即可得到，不是单独的指标。
- **来源。** S0：五个企业销售 KPI（2023，ZoomInfo）。S1：五个销售效率指标（2024，LeadIQ）。S2：Salesforce 第二版《销售状况》报告解读（2020）。S3：Peter Gracey 的销售绩效指数与建议（2016，Ambition）。S4：面向市场团队的先行与滞后业务指标（长篇指南）。文中引用的数字是参考点，不是目标。
)"));
  }

  void contents() {
    line("## {}\n", in("Contents", "目录"));
    line("- [{}](#variants)", in("One name, several definitions", "同一名称，多种定义"));
    for (const kpi::area a : kpi::all_areas) {
      std::string names;
      for (const metric& m : kpi::catalog())
        if (m.area == a) names += (names.empty() ? "" : " · ") + link(m);
      line("- [{}](#{})<br>{}", question(a).in(l_), to_string(a), names);
    }
    line("- [{}](#data)\n", in("From your data to metrics", "从数据到指标"));
  }

  void variants() {
    line("## <a id=\"variants\"></a>{}\n", in("One name, several definitions", "同一名称，多种定义"));
    line("{}\n", in("Each table takes one input through every definition that is published under the name.",
                    "每张表用同一组输入，计算以该名称发布的每种定义。"));
    for (const family& f : families()) {
      line("### {}\n", f.title.in(l_));
      line(in("{} ({})\n", "{}（{}）\n"), f.input.in(l_), decisions(f.decision));
      line("{}", in("| metric | formula | numbers | gives |", "| 指标 | 公式 | 代入数字 | 结果 |"));
      line("|---|---|---|---|");
      for (const variant& v : f.variants) {
        const metric& m = known(v.metric);
        const auto e = kpi::evaluate(v.metric, v.fields);
        line("| {}{} | `{}` | {} | {} |", link(m),
             m.source.find('S') == std::string_view::npos ? std::string() : fmt::format(" ({})", m.source),
             m.formula.in(l_), e ? numbers_text(*e, l_) : std::string(), e ? to_text(*e, l_) : to_text(e.error(), l_));
      }
      line("");
    }
  }

  void entry(const metric& m) {
    line("### <a id=\"{}\"></a>{}\n", m.name, m.title.in(l_));
    line(in("`{}` · {}; {}, {}\n", "`{}` · {}，{}，{}\n"), m.name, title(m.unit).in(l_), title(m.better).in(l_),
         title(m.timing).in(l_));
    line(in("{} {}\n", "{}{}\n"), m.definition.in(l_), m.omits.in(l_));
    if (l_ == language::chinese) line("    {}\n", m.formula.chinese);
    line("    {}\n", m.formula.english);
    if (!m.condition.empty()) line(in("- Has to hold: `{}`", "- 必须满足：`{}`"), m.condition);
    line(in("- Fields: {}", "- 字段：{}"), fields_text(m));
    const declaration& d = declared(m);
    line(in("- In C++: `{}`, [{}](../include/{})", "- C++：`{}`，[{}](../include/{})"), d.text, d.header, d.header);
    if (!m.aliases.empty()) line(in("- Also called: {}", "- 又称：{}"), m.aliases);
    line(in("- See also: {}", "- 另见：{}"), links(m.related));
    line(in("- Break down by: {}", "- 常用细分：{}"), m.breakdowns.in(l_));
    if (!m.source.empty()) line("- {}", source_text(m));
    line("");
  }

  [[nodiscard]] std::string source_text(const metric& m) const {
    static const std::map<std::string_view, bilingual> kinds{
        {"variant", {"A variant, in none of the sources", "变体，来源文档中没有"}},
        {"common variant", {"A common variant, in none of the sources", "常见变体，来源文档中没有"}},
        {"standard form", {"The standard form", "通行形式"}}};
    const auto kind = kinds.find(m.source);
    std::string text = kind == kinds.end() ? fmt::format(fmt::runtime(in("Source: {}", "来源：{}")), m.source)
                                           : std::string(kind->second.in(l_));
    if (!m.published.english.empty())
      text += fmt::format(fmt::runtime(in("; quoted there: {}", "；文中数字：{}")), m.published.in(l_));
    return text;
  }

  /// A parameter of its own that the formula does not read is an option; the unread fields of a measure are none.
  static bool alone(const metric& m, const kpi::field_info& f) {
    return std::ranges::count(m.fields(), f.parameter, &kpi::field_info::parameter) == 1;
  }

  [[nodiscard]] std::string fields_text(const metric& m) const {
    std::string text;
    for (const auto& f : m.fields()) {
      if (!m.reads(f) && !alone(m, f)) continue;
      if (!text.empty()) text += in(", ", "、");
      text += fmt::format("`{}`", f.name);
      const auto meaning = l_ == language::chinese ? meaning_of(m, f) : std::string_view();
      if (!meaning.empty()) text += fmt::format(" {}", meaning);
      std::string kind(title(f.kind).in(l_));
      if (f.list) kind = fmt::format(fmt::runtime(in("list: {}", "{}列表")), kind);
      if (m.is_stock(f)) kind += in(", stock", "，存量");
      if (!m.reads(f)) kind += in(", optional", "，可选");
      text += fmt::format(fmt::runtime(in(" ({})", "（{}）")), kind);
    }
    return text;
  }

  /// Which fields lie together, and what can be computed from them.
  void data() {
    line("## <a id=\"data\"></a>{}\n", in("From your data to metrics", "从数据到指标"));
    line("{}\n", in("Look up what you have. The fields of a row lie together in one measure. What no formula reads is "
                    "carried along, added up like the rest, and reported as it is.",
                    "按手头的数据查找。同一行的字段属于同一个度量。没有公式读取的字段随之保存，与其他字段一样相加，并原"
                    "样报告。"));
    line("{}", in("| fields | measure | metrics |", "| 字段 | 度量 | 指标 |"));
    line("|---|---|---|");
    std::vector<std::pair<std::string, std::string>> rows;
    for (const metric& m : kpi::catalog()) {
      const std::string measure = fmt::format("{} | `{}`", measure_text(m), declared(m).parameters);
      const auto at = std::ranges::find(rows, measure, &std::pair<std::string, std::string>::first);
      if (at == rows.end())
        rows.emplace_back(measure, link(m));
      else
        at->second += std::string(in(", ", "、")) + link(m);
    }
    for (const auto& [measure, metrics] : rows) line("| {} | {} |", measure, metrics);
  }

  /// All fields of a metric's parameters, those behind that no metric over the same fields reads.
  [[nodiscard]] std::string measure_text(const metric& m) const {
    std::string read;
    std::string carried;
    for (std::size_t i = 0; i < m.fields().size(); ++i) {
      const auto& f = m.fields()[i];
      const bool used = alone(m, f) || std::ranges::any_of(kpi::catalog(), [&](const metric& other) {
                          return same_fields(m, other) && other.reads(other.fields()[i]);
                        });
      std::string& text = used ? read : carried;
      const std::string_view kind = title(f.kind).in(l_);
      if (!text.empty()) text += in(", ", "、");
      text += fmt::format("`{}` {}", f.name,
                          f.list ? fmt::format(fmt::runtime(in("list: {}", "{}列表")), kind) : std::string(kind));
    }
    if (carried.empty()) return read;
    return fmt::format(fmt::runtime(in("{}; carried along: {}", "{}；随之保存：{}")), read, carried);
  }

  static bool same_fields(const metric& a, const metric& b) {
    return std::ranges::equal(a.fields(), b.fields(), [](const auto& x, const auto& y) {
      return x.name == y.name && x.kind == y.kind && x.list == y.list;
    });
  }

  language l_;
  std::string text_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view asked = argc == 2 ? argv[1] : "";
  if (asked != "en" && asked != "zh") {
    fmt::print(stderr, "usage: write_reference en|zh\n");
    return 2;
  }
  page(asked == "en" ? language::english : language::chinese).write();
}
