// SPDX-License-Identifier: MIT
// Two thousand questions with their answers, which tests/oracle/metrics.py worked out from the definitions alone.
#include <kpi/catalog.hpp>
#include <kpi/format.hpp>

#include "../support.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>

namespace {

/// As the file writes it: amounts in 1/10,000, fractions as they were made.
struct golden_text {
  std::string operator()(const kpi::ratio& r) const {
    return fmt::format("quotient {}/{}", r.numerator(), r.denominator());
  }
  template <class T>
  std::string operator()(const kpi::average<T>& a) const {
    return fmt::format("quotient {}/{}", a.total().value(), a.count().value());
  }
  std::string operator()(const kpi::money& m) const { return fmt::format("money {}", m.value()); }
  std::string operator()(const kpi::count& n) const { return fmt::format("count {}", n.value()); }
  std::string operator()(double x) const { return fmt::format("real {}", x); }
  std::string operator()(const kpi::streak& s) const {
    return fmt::format(R"(list {{"current":{},"longest":{},"missed_current":{},"missed_longest":{},"attained":{},)"
                       R"("months":{},"without_quota":{}}})",
                       s.current.value(), s.longest.value(), s.missed_current.value(), s.missed_longest.value(),
                       s.attained.value(), s.months.value(), s.without_quota.value());
  }
  std::string operator()(const std::vector<kpi::money>& list) const {
    return "list " + array(list, [](const kpi::money& m) { return decimal(m); });
  }
  std::string operator()(const std::vector<std::size_t>& list) const {
    return "list " + array(list, [](std::size_t i) { return fmt::format("{}", i); });
  }
  std::string operator()(const std::vector<kpi::tenure_band>& bands) const {
    return "list " + array(bands, [](const kpi::tenure_band& b) {
             return fmt::format(R"({{"from":{},"to":{},"sellers":{},"new_business":{},"upsell":{},"quota":{}}})",
                                b.from.count(), b.to ? fmt::format("{}", b.to->count()) : "null",
                                b.both.sellers.value(), decimal(b.new_business.revenue), decimal(b.upsell.revenue),
                                decimal(b.quota.quota));
           });
  }

 private:
  static std::string decimal(const kpi::money& m) {
    std::string text = kpi::to_text(m, 4);
    std::erase(text, ',');
    return '"' + text + '"';
  }
  template <class T, class F>
  static std::string array(const std::vector<T>& list, F text) {
    std::string all;
    for (const T& x : list) all += (all.empty() ? "" : ",") + text(x);
    return "[" + all + "]";
  }
};

bool same(const std::string& got, const std::string& expected) {
  if (!expected.starts_with("real ") || !got.starts_with("real ")) return got == expected;
  const double x = std::strtod(expected.c_str() + 5, nullptr);
  return std::abs(std::strtod(got.c_str() + 5, nullptr) - x) <= 1e-12 * std::max(0.1, std::abs(x));
}

}  // namespace

TEST_CASE("every question of the golden file has the answer that was worked out apart", "[catalog]") {
  std::ifstream file(KPI_SOURCE_DIR "/tests/oracle/golden.txt");
  REQUIRE(file);
  std::size_t questions = 0;
  std::set<std::string, std::less<>> metrics;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::string_view all = line;
    const auto tab = all.find('\t');
    REQUIRE(tab != all.npos);
    const auto name = all.substr(0, all.find(' '));
    const auto e = kpi::evaluate(name, all.substr(name.size(), tab - name.size()));
    const std::string got =
        e ? std::visit(golden_text{}, e->value) : fmt::format("{} {}", to_string(e.error().reason), e.error().field);
    INFO(line << "\n" << got);
    if (!same(got, std::string(all.substr(tab + 1)))) CHECK(got == all.substr(tab + 1));
    metrics.emplace(name);
    ++questions;
  }
  CHECK(questions == 2'000);
  CHECK(metrics.size() == kpi::catalog().size());
}
