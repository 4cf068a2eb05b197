// SPDX-License-Identifier: MIT
// What is this metric, for these numbers? Any metric by name, once, explained, or a million times from standard input.
#include "support/report.hpp"
#include "support/terminal.hpp"

#include <kpi/catalog.hpp>
#include <kpi/format.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using kpi::language;

/// Exact, and no longer than needed: 1234.5.
std::string decimal(const kpi::money& m) {
  const auto units = m.value() / kpi::money::per_unit;
  const auto rest = m.value() % kpi::money::per_unit;
  if (rest == 0) return fmt::format("{}", units);
  std::string text =
      fmt::format("{}{}.{:04}", m.value() < 0 ? "-" : "", units < 0 ? -units : units, rest < 0 ? -rest : rest);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}
template <class T>
std::string decimal(const T& total) {
  return fmt::format("{}", total.value());
}

/// A value as the members of a JSON object: `"value":0.47,"numerator":47,"denominator":100`.
struct json_members {
  kpi::field_kind basis;

  std::string operator()(const kpi::ratio& r) const {
    const bool money = basis == kpi::field_kind::money;
    const auto part = [money](std::int64_t n) {
      return money ? decimal(kpi::money::ten_thousandths(n)) : fmt::format("{}", n);
    };
    return quotient(r.to_double(), part(r.numerator()), part(r.denominator()));
  }
  template <class T>
  std::string operator()(const kpi::average<T>& a) const {
    return quotient(a.to_double(), decimal(a.total()), decimal(a.count()));
  }
  std::string operator()(const kpi::money& m) const { return value(decimal(m)); }
  std::string operator()(const kpi::count& n) const { return value(decimal(n)); }
  std::string operator()(double x) const { return value(fmt::format("{}", x)); }
  std::string operator()(const kpi::streak& s) const {
    return value(fmt::format(R"({{"current":{},"longest":{},"missed_current":{},"missed_longest":{},"attained":{},)"
                             R"("months":{},"without_quota":{}}})",
                             s.current.value(), s.longest.value(), s.missed_current.value(), s.missed_longest.value(),
                             s.attained.value(), s.months.value(), s.without_quota.value()));
  }
  std::string operator()(const std::vector<kpi::money>& list) const {
    return array(list, [](const kpi::money& m) { return decimal(m); });
  }
  std::string operator()(const std::vector<std::size_t>& list) const {
    return array(list, [](std::size_t i) { return fmt::format("{}", i); });
  }
  std::string operator()(const std::vector<kpi::tenure_band>& bands) const {
    return array(bands, [](const kpi::tenure_band& b) {
      return fmt::format(R"({{"from":{},"to":{},"sellers":{},"new_business":{},"upsell":{},"quota":{}}})",
                         b.from.count(), b.to ? fmt::format("{}", b.to->count()) : "null", decimal(b.both.sellers),
                         decimal(b.new_business.revenue), decimal(b.upsell.revenue), decimal(b.quota.quota));
    });
  }

 private:
  static std::string value(std::string_view text) { return fmt::format(R"("value":{})", text); }
  static std::string quotient(double x, std::string_view part, std::string_view whole) {
    return fmt::format(R"("value":{},"numerator":{},"denominator":{})", x, part, whole);
  }
  template <class T, class F>
  static std::string array(const std::vector<T>& list, F text) {
    std::string all;
    for (const T& x : list) all += (all.empty() ? "" : ",") + text(x);
    return value("[" + all + "]");
  }
};

/// One line of JSON for one question; `undefined` where the metric has no value, `error` where there is no such
/// question.
std::string answer(std::string_view line) {
  const auto name = line.substr(0, line.find(' '));
  const auto e = kpi::evaluate(name, line.substr(name.size()));
  if (e)
    return fmt::format("{{\"metric\":\"{}\",{}}}\n", e->metric->name,
                       std::visit(json_members{e->metric->basis()}, e->value));
  const auto& error = e.error();
  std::string text = fmt::format("{{\"metric\":{}", examples::json_string(error.metric));
  if (error.code == kpi::evaluation_errc::no_result)
    text += fmt::format(",\"undefined\":\"{}\"", to_string(error.reason));
  else
    text += fmt::format(",\"error\":\"{}\"", to_string(error.code));
  if (!error.field.empty()) text += ",\"field\":" + examples::json_string(error.field);
  if (!error.suggestion.empty()) text += fmt::format(",\"suggestion\":\"{}\"", error.suggestion);
  return text + "}\n";
}

int answer_lines() {
  constexpr std::size_t enough = 1 << 16;
  std::ios::sync_with_stdio(false);
  examples::progress progress;
  std::string line;
  std::string answers;
  std::size_t lines = 0;
  std::size_t bytes = 0;
  while (std::getline(std::cin, line)) {
    progress.show(++lines, bytes += line.size() + 1, 0);
    std::ranges::replace_if(
        line, [](char c) { return c == '\t' || c == '\r'; }, ' ');
    const auto begin = line.find_first_not_of(' ');
    if (begin == std::string::npos) continue;
    answers += answer(std::string_view(line).substr(begin));
    const bool waiting = std::cin.rdbuf()->in_avail() <= 0;  // for a person, or for a program at the other end
    if (!waiting && answers.size() < enough) continue;
    if (!examples::print_text(answers)) return 1;
    answers.clear();
  }
  progress.clear();
  return examples::print_text(answers) ? 0 : 1;
}

/// The value, the formula and the numbers.
int answer_once(const std::vector<std::string>& words, bool explained, language l) {
  const std::vector<kpi::field> fields(words.begin() + 1, words.end());
  const auto e = kpi::evaluate(words.front(), fields);
  if (explained) {
    if (const auto text = kpi::explain(words.front(), fields, l)) return examples::print_text(*text) && e ? 0 : 1;
  }
  if (!e) {
    examples::print_note("calculator: " + to_text(e.error(), l));
    return e.error().code == kpi::evaluation_errc::no_result ? 1 : 2;
  }
  const auto text = fmt::format("{}\n  {}\n  {}\n", to_text(*e, l), e->metric->formula.in(l), numbers_text(*e, l));
  return examples::print_text(text) ? 0 : 1;
}

int list(const std::string& area, const std::string& source, language l) {
  std::string text;
  const kpi::metric* before = nullptr;
  for (const kpi::metric& m : kpi::catalog()) {
    if (!area.empty() && area != to_string(m.area)) continue;
    if (!source.empty() && m.source.find(source) == std::string_view::npos) continue;
    if (before == nullptr || before->area != m.area)
      text += fmt::format("{}{} ({})\n", before == nullptr ? "" : "\n", question(m.area).in(l), to_string(m.area));
    before = &m;
    const auto title = m.title.in(l);
    text += fmt::format("  {:<36}{}", m.name, title);
    if (!m.source.empty())
      text += fmt::format("{:{}}{}", "", 46 - std::min(examples::width_of(title), std::size_t{45}), m.source);
    text += '\n';
  }
  if (text.empty()) {
    examples::print_note("calculator: no metric of that area and source");
    return 2;
  }
  return examples::print_text(text) ? 0 : 1;
}

constexpr auto usage = R"(Computes any metric of the catalogue.

  calculator win_rate opened=100 won=47            the value, the formula, the numbers
  calculator nrr opening=100 expansion=20 contraction=5 churned=10 --explain
  calculator top_share amounts=50,20,20,10 k=2     a list
  calculator list --area sales                     all names
  calculator < questions                           a JSON object for each line

Times are written 90s, 15min, 2h, 3d or 1w; ratios 0.25, 25% or 1/4; averages 12000 or 96000/8; days 2024-02-29.
Ends with 0 when there is a value, with 1 when there is none, with 2 for what is no question.)";

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{usage};
  app.footer("");
  std::vector<std::string> words;
  std::string area;
  std::string source;
  std::string lang = "en";
  bool explained = false;
  std::vector<std::string> areas;
  for (const auto a : kpi::all_areas) areas.emplace_back(to_string(a));

  app.add_option("question", words, "A metric and its fields, or `list`")->option_text(" ");
  app.add_flag("--explain", explained, "Say what the metric means and what it leaves out");
  app.add_option("--lang", lang, "The language: en or zh")->check(CLI::IsMember({"en", "zh"}))->option_text(" ");
  app.add_option("--area", area, "With list: sales, sellers, outlook, acquisition, revenue, profit or service")
      ->check(CLI::IsMember(areas))
      ->option_text(" ");
  app.add_option("--source", source, "With list: S0, S1, S2, S3 or S4")->option_text(" ");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  const language l = lang == "zh" ? language::chinese : language::english;
  if (words.empty()) return answer_lines();
  if (words.front() == "list") {
    if (words.size() == 1) return list(area, source, l);
    examples::print_note("calculator: list takes --area and --source, and nothing else");
    return 2;
  }
  return answer_once(words, explained, l);
}
