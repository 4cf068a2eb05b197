// SPDX-License-Identifier: MIT
#include <kpi/catalog.hpp>

#include <kpi/kpi.hpp>

#include "../support.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace kpi_test;
using kpi::evaluation_errc;
using kpi::field;
using kpi::field_kind;
using kpi::money;

namespace {

/// The value of a metric as the type that its function returns.
template <class T>
kpi::result<T> value_of(std::string_view name, const std::vector<field>& fields) {
  const auto e = kpi::evaluate(name, fields);
  if (e) return std::get<T>(e->value);
  REQUIRE(e.error().code == evaluation_errc::no_result);
  return kpi::refuse(e.error().reason, "");
}

template <class T>
kpi::result<T> without_field(const kpi::result<T>& r) {
  if (r) return r;
  return kpi::refuse(r.error().code, "");
}

/// Random lists as short and as small as the interesting cases are.
struct dice {
  std::mt19937 random{7};
  std::int64_t below(std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random); }
  money amount() { return money::of(below(5)); }
  kpi::ratio share() { return *kpi::ratio::of(kpi::count(below(6)), kpi::count(4)); }
  template <class F>
  auto list(F one) {
    std::vector<decltype(one())> values;
    for (auto n = below(6); n > 0; --n) values.push_back(one());
    return values;
  }
};

template <class M, class T>
std::vector<T> column(const std::vector<M>& rows, T M::*member) {
  std::vector<T> values;
  for (const M& row : rows) values.push_back(row.*member);
  return values;
}

template <class... E>
std::string text_of(const tl::expected<E...>& e) {
  return e ? to_text(*e) : to_text(e.error());
}

}  // namespace

TEST_CASE("a metric is found by its name, its aliases and its titles, however they are spelled", "[catalog]") {
  const auto* const nrr = kpi::find("net_revenue_retention");
  REQUIRE(nrr != nullptr);
  CHECK(nrr->name == "net_revenue_retention");
  for (const auto* name : {"NRR", "nrr", "ndr", "Net revenue retention", "net-revenue-retention",
                           "net dollar retention", "净收入保留率 (经常性收入)"})
    CHECK(kpi::find(name) == nrr);
  for (const auto& [alias, name] : std::map<std::string_view, std::string_view>{{"grr", "gross_revenue_retention"},
                                                                                {"cac", "customer_acquisition_cost"},
                                                                                {"clv", "lifetime_value"},
                                                                                {"ltv", "lifetime_value"},
                                                                                {"asp", "average_selling_price"},
                                                                                {"acv", "annual_contract_value"},
                                                                                {"arpa", "average_revenue_per_account"},
                                                                                {"nps", "net_promoter_score"},
                                                                                {"csat", "customer_satisfaction"},
                                                                                {"ces", "customer_effort_score"},
                                                                                {"mrr", "monthly_recurring_revenue"},
                                                                                {"arr", "annual_recurring_revenue"},
                                                                                {"交易胜利率", "win_rate"}}) {
    CAPTURE(alias);
    REQUIRE(kpi::find(alias) != nullptr);
    CHECK(kpi::find(alias)->name == name);
  }
  for (const auto& m : kpi::catalog()) {
    CAPTURE(m.name);
    CHECK(kpi::find(m.name) == &m);
    CHECK(kpi::find(m.title.english) == &m);
    CHECK(kpi::find(m.title.chinese) == &m);
  }
  CHECK(kpi::find("Project MRR") == kpi::find("project_mrr"));
  CHECK(kpi::find("") == nullptr);
  CHECK(kpi::find("win") == nullptr);
}

TEST_CASE("no two metrics share a name, an alias or a title", "[catalog]") {
  std::map<std::string, std::string_view> owner;
  const auto claim = [&owner](std::string_view name, std::string_view metric) {
    std::string normal;
    for (const char c : name)
      normal += c == ' ' || c == '-' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    CAPTURE(name, metric);
    const auto [at, fresh] = owner.emplace(normal, metric);
    CHECK(at->second == metric);
  };
  for (const auto& m : kpi::catalog()) {
    claim(m.name, m.name);
    claim(m.title.english, m.name);
    claim(m.title.chinese, m.name);
    for (std::string_view rest = m.aliases; !rest.empty();) {
      const auto alias = rest.substr(0, rest.find(", "));
      rest.remove_prefix(std::min(alias.size() + 2, rest.size()));
      claim(alias, m.name);
    }
  }
}

TEST_CASE("every row says what a reader needs", "[catalog]") {
  for (const auto& m : kpi::catalog()) {
    CAPTURE(m.name);
    CHECK(m.function.call != nullptr);
    CHECK(!m.fields().empty());
    CHECK(m.fields().size() <= 16);
    CHECK(!m.related.empty());
    for (const auto& text : {m.title, m.definition, m.formula, m.omits, m.breakdowns}) {
      CHECK(!text.english.empty());
      CHECK(!text.chinese.empty());
    }
    for (const auto& sentence : {m.definition, m.omits}) {
      CHECK(sentence.english.ends_with('.'));
      CHECK(sentence.chinese.ends_with("。"));
    }
    for (std::string_view rest = m.related; !rest.empty();) {
      const auto related = rest.substr(0, rest.find(", "));
      rest.remove_prefix(std::min(related.size() + 2, rest.size()));
      CAPTURE(related);
      CHECK(related != m.name);
      CHECK(std::ranges::count(kpi::catalog(), related, &kpi::metric::name) == 1);
    }
    for (std::string_view rest = m.stocks; !rest.empty();) {
      const auto stock = rest.substr(0, rest.find(", "));
      rest.remove_prefix(std::min(stock.size() + 2, rest.size()));
      CAPTURE(stock);
      CHECK(std::ranges::count(m.fields(), stock, &kpi::field_info::name) == 1);
    }
  }
}

TEST_CASE("rows of one measure agree on which of its fields are stocks", "[catalog]") {
  std::map<std::string, bool> stock;
  for (const auto& m : kpi::catalog()) {
    std::string measure;
    for (const auto& f : m.fields())
      measure += std::string(f.name) + " " + std::to_string(static_cast<int>(f.kind)) + ",";
    for (const auto& f : m.fields()) {
      if (!m.reads(f)) continue;
      CAPTURE(m.name, f.name);
      CHECK(stock.emplace(measure + std::string(f.name), m.is_stock(f)).first->second == m.is_stock(f));
    }
  }
}

TEST_CASE("a stock is what the metric says", "[catalog]") {
  const kpi::field_info fields[] = {{"open"}, {"won"}, {"target"}};
  const kpi::metric m{.stocks = "open, target"};
  CHECK(m.is_stock(fields[0]));
  CHECK_FALSE(m.is_stock(fields[1]));
  CHECK(m.is_stock(fields[2]));
}

TEST_CASE("a metric reads the fields of its formula and no others, and refuses each that is out of range",
          "[catalog]") {
  const auto fields_with = [](const kpi::metric& m, const kpi::field_info* marked, kpi::errc wrong) {
    std::vector<field> fields;
    for (const auto& f : m.fields()) {
      const auto add = [&]<class T>(const T& usual, const T& overflowed) {
        const T& value = &f != marked ? usual : wrong == kpi::errc::overflow ? overflowed : T() - usual;
        if (f.list)
          fields.emplace_back(f.name, std::vector{usual, value});
        else
          fields.emplace_back(f.name, value);
      };
      switch (f.kind) {
        case field_kind::count: add(kpi::count(1), too_many); break;
        case field_kind::money: add(money::of(1), too_much); break;
        case field_kind::days: add(kpi::days(1), kpi::days(INT64_MAX)); break;
        case field_kind::seconds: add(kpi::seconds(1), kpi::seconds(INT64_MAX)); break;
        case field_kind::day: fields.emplace_back(f.name, f.list ? "2024-01-01,2024-01-01" : "2024-06-30"); break;
        case field_kind::months: fields.emplace_back(f.name, f.list ? "6,12" : "12"); break;
        case field_kind::billing_unit: fields.emplace_back(f.name, "month"); break;
        case field_kind::ratio: fields.emplace_back(f.name, f.list ? "1/2,1/2" : "1/2"); break;
        default: fields.emplace_back(f.name, f.list ? "1,1" : "1"); break;
      }
    }
    return fields;
  };
  const std::set<std::pair<std::string_view, std::string_view>> any_sign{
      {"growth_rate", "after"}, {"net_revenue_kept", "net_after"}, {"break_even", "net"}};
  for (const auto& m : kpi::catalog()) {
    if (m.name == "median_sales_cycle") continue;  // its errors are those of the distribution
    for (const auto& f : m.fields()) {
      const bool total = f.kind == field_kind::count || f.kind == field_kind::money || f.kind == field_kind::days ||
                         f.kind == field_kind::seconds;
      if (!total) continue;
      for (const auto wrong : {kpi::errc::overflow, kpi::errc::negative}) {
        if (wrong == kpi::errc::negative && any_sign.contains({m.name, f.name})) continue;
        CAPTURE(m.name, f.name, wrong);
        const auto e = kpi::evaluate(m.name, fields_with(m, &f, wrong));
        if (m.reads(f)) {
          CHECK_FALSE(e);
          if (e) continue;
          CHECK(e.error().code == evaluation_errc::no_result);
          CHECK(e.error().reason == wrong);
          CHECK(e.error().field == f.name);
        } else if (!e) {
          CHECK(e.error().code == evaluation_errc::no_result);
          CHECK(e.error().reason != wrong);
        }
      }
    }
  }
}

TEST_CASE("values are taken in their own types and as text", "[catalog]") {
  const auto typed = kpi::evaluate("win_rate", {{"opened", 100}, {"won", 47}});
  REQUIRE(typed);
  CHECK(std::get<kpi::ratio>(typed->value) == *kpi::win_rate({.opened = 100, .won = 47}));
  CHECK(typed->metric == kpi::find("win_rate"));
  REQUIRE(typed->terms.size() == 2);
  CHECK(typed->terms[0].field->name == "opened");
  CHECK(std::get<kpi::count>(typed->terms[0].value) == 100);
  CHECK(numbers_text(*typed) == "47 / 100");
  CHECK(numbers_text(*kpi::evaluate("ceiling_share", "mrr=100 new_per_month=10 monthly_churn=5%")) ==
        "100 / round(10 / 5 %)");

  CHECK(text_of(kpi::evaluate("win_rate", "opened=100 won=47")) == "47.0 %");
  CHECK(text_of(kpi::evaluate("win_rate", "  won=47   opened=100 ")) == "47.0 %");
  CHECK(text_of(kpi::evaluate("win_rate", {"won=47", "opened=100"})) == "47.0 %");
  CHECK(text_of(kpi::evaluate("win_rate", {{"opened", "100"}, {"won", 47}})) == "47.0 %");
  CHECK(text_of(kpi::evaluate("win_rate", {{"opened", std::string_view("100")}, {"won", " 47 "}})) == "47.0 %");
  CHECK(text_of(kpi::evaluate(
            "acv", {{"total", "380,000"}, {"one_time", money::of(20'000)}, {"term", 36 * date::months{1}}})) ==
        "120,000.00");
  CHECK(text_of(kpi::evaluate("sales_velocity", "opportunities=60 deal_size=96000/8 win_rate=25% cycle=270d/3")) ==
        "2,000.00 a day");
  CHECK(text_of(kpi::evaluate("sales_velocity", "opportunities=60 deal_size=12000 win_rate=1/4 cycle=90")) ==
        "2,000.00 a day");
  CHECK(text_of(kpi::evaluate("sales_velocity", "opportunities=60 deal_size=12000 win_rate=25% cycle=270/3")) ==
        "2,000.00 a day");
  CHECK(text_of(kpi::evaluate("sales_velocity", {{"opportunities", 60},
                                                 {"deal_size", kpi::average<money>(money::of(96'000), 8)},
                                                 {"win_rate", kpi::ratio::percent(25)},
                                                 {"cycle", kpi::average<kpi::days>(kpi::days(90), 1)}})) ==
        "2,000.00 a day");
  CHECK(text_of(kpi::evaluate("lead_response_time", "cases=3 total=45min")) == "15.0 minutes");
  CHECK(text_of(kpi::evaluate("selling_time_share", "selling=14h total=40h")) == "35.0 %");
  CHECK(text_of(kpi::evaluate("customer_onboarding_time", "cases=2 total=8w")) == "28.0 days");
  CHECK(text_of(kpi::evaluate("sales_cycle_length", "deals=3 total=27w")) == "63.0 days");
  CHECK(text_of(kpi::evaluate("mrr", "price=25 every=1 unit=week")) == "108.33");
  CHECK(text_of(kpi::evaluate("mrr", {{"price", money::of(25)}, {"every", 1}, {"unit", kpi::billing_unit::week}})) ==
        "108.33");
  CHECK(text_of(kpi::evaluate("top_share", "amounts=50,20,20,10 k=2")) == "70.0 %");
  CHECK(text_of(kpi::evaluate("top_share", "amounts= k=2")) ==
        "top_share: amounts is 0 or less: there is nothing to divide by (undefined)");
  CHECK(text_of(kpi::evaluate("periods_to_value", "measured=0.01,0.03,-0.5,.06 agreed=0.05")) == "4");
  CHECK(text_of(kpi::evaluate("periods_to_value", {{"measured", std::vector{1.0, 3.0}}, {"agreed", 2}})) == "2");
  CHECK(text_of(kpi::evaluate("average_deal_size_change",
                              "before.revenue=100000 before.deals=8 after.revenue=150000 after.deals=10")) == "20.0 %");
  CHECK(text_of(kpi::evaluate("cash_flow", "inflow=80000 outflow=(-95000)")) ==
        "cash_flow: outflow: \"(-95000)\" is not of the kind money (such as 1234.50)");
}

TEST_CASE("numbers of up to fifteen digits are read as they are", "[catalog]") {
  const auto e =
      kpi::evaluate("periods_to_value", "measured=12.5,0000000000000001,0.123456789012345,123456789012345 agreed=1");
  REQUIRE(e);
  CHECK(std::get<std::vector<double>>(e->terms[0].value) ==
        std::vector{12.5, 1.0, 0.123456789012345, 123456789012345.0});
}

TEST_CASE("fields that the formula does not read may be given or left out", "[catalog]") {
  CHECK(text_of(kpi::evaluate("win_rate", "opened=4 won=1 lost=2 disqualified=-1")) == "25.0 %");
  CHECK(kpi::evaluate("win_rate", "opened=4 won=1 lost=2")->terms.size() == 2);
  CHECK(text_of(kpi::evaluate("forecast_predictability", "forecast=150,100,50 actual=100,100,100")) == "50.0 %");
  CHECK(text_of(kpi::evaluate("median_sales_cycle", "cycles=30,60,99")) == "60.0 days");
  CHECK(text_of(kpi::evaluate("median_sales_cycle", "cycles=30,60,99 floor=4")) ==
        "median_sales_cycle: too few values of count (too_few)");
}

TEST_CASE("what is no question of the catalogue is an error that names it", "[catalog]") {
  const auto error = [](std::string_view name, std::string_view fields) {
    const auto e = kpi::evaluate(name, fields);
    REQUIRE_FALSE(e);
    return e.error();
  };
  CHECK(error("win_rat", "").code == evaluation_errc::unknown_metric);
  CHECK(error("win_rat", "").suggestion == "win_rate");
  CHECK(error("nrrr", "").suggestion == "NRR");
  CHECK(error("quota attainement", "").suggestion == "quota_attainment");
  CHECK(error("zzzzzzzz", "").suggestion.empty());
  for (const auto* near : {"xwin_rate", "in_rate", "wni_rate", "win_rte", "winrate"})
    CHECK(error(near, "").suggestion == "win_rate");
  CHECK(error("etar_niw", "").suggestion.empty());  // the letters of win_rate, but far from it
  CHECK(error("n_rateiw", "").suggestion.empty());  // two at its end would have to go, and two to come at its front
  CHECK(error("xin_rxte", "").suggestion == "win_rate");  // a short name may differ in two letters, …
  CHECK(error("wn_rae", "").suggestion == "win_rate");
  CHECK(error("xin_rxtx", "").suggestion.empty());
  CHECK(error("qxotx_atxaixmxnt", "").suggestion == "quota_attainment");  // … and a long one in a third of them
  CHECK(error("qxotx_atxaixmxnx", "").suggestion.empty());
  CHECK(error("xrr", "").suggestion == "MRR");  // of several as near the first: ARR, NRR and GRR come later
  CHECK(error("net dollar retenton", "").suggestion == "net dollar retention");  // which is not its first alias
  CHECK(to_text(error("win_rat", "")) == "win_rat: no such metric; did you mean win_rate?");

  CHECK(error("win_rate", "opend=1 won=1").code == evaluation_errc::unknown_field);
  CHECK(error("win_rate", "opend=1 won=1").field == "opend");
  CHECK(error("win_rate", "opend=1 won=1").suggestion == "opened");
  CHECK(error("win_rate", "lod=1").suggestion == "won");  // as near as lost, and before it
  CHECK(error("win_rate", "nw=1").suggestion.empty());    // three letters from won, with its two
  CHECK(to_text(error("win_rate", "opend=1")) == "win_rate: no field \"opend\"; did you mean opened?");

  CHECK(error("win_rate", "won=1 won=1 opened=1").code == evaluation_errc::repeated_field);
  CHECK(to_text(error("win_rate", "won=1 won=1 opened=1")) == "win_rate: won is given twice");

  CHECK(error("win_rate", "won=1").code == evaluation_errc::missing_field);
  CHECK(to_text(error("win_rate", "won=1")) == "win_rate: opened is missing");
  CHECK(to_text(error("nrr", "opening=1")) == "net_revenue_retention: expansion is missing");

  for (const auto* fields :
       {"won=x opened=1", "won=1.5 opened=1", "won= opened=1", "won opened=1", "won=1,2 opened=1", "won=-- opened=1"})
    CHECK(error("win_rate", fields).code == evaluation_errc::wrong_kind);
  CHECK(error("win_rate", "won=x opened=1").text == "x");
  CHECK(to_text(error("win_rate", "won=x opened=1")) == "win_rate: won: \"x\" is not of the kind count (such as 100)");
  CHECK(to_text(error("top_share", "amounts=1,x k=1")) ==
        "top_share: amounts: \"1,x\" is not a list of the kind money (such as 1234.50,1234.50)");
  for (const auto* fields : {"amounts=1,x k=1", "amounts=1, k=1", "amounts=,1 k=1"})
    CHECK(error("top_share", fields).code == evaluation_errc::wrong_kind);
  CHECK(error("top_share", "amounts=1 x=1").suggestion.empty());  // no letter of `k` is like it
  for (const auto* total : {"x", "xmin", "min", "1.5h", "-"})
    CHECK(kpi::evaluate("lead_response_time", {{"cases", 1}, {"total", total}}).error().code ==
          evaluation_errc::wrong_kind);
  for (const auto* size : {"x/3", "5/x", "5/", "/5", "5/0", "5/-1"})
    CHECK(kpi::evaluate("sales_velocity", {{"opportunities", 1}, {"deal_size", size}, {"win_rate", 1}, {"cycle", 1}})
              .error()
              .code == evaluation_errc::wrong_kind);
  CHECK(error("median_sales_cycle", "cycles=30,x").code == evaluation_errc::wrong_kind);
  for (const auto* term : {"x", "", "2147483648", "-2147483648"})
    CHECK(kpi::evaluate("acv", {{"total", "1"}, {"one_time", "0"}, {"term", term}}).error().code ==
          evaluation_errc::wrong_kind);
  for (const auto* term : {"2147483647", "-2147483647"}) {
    const auto acv = kpi::evaluate("acv", {{"total", "1"}, {"one_time", "0"}, {"term", term}});
    CHECK((acv || acv.error().code == evaluation_errc::no_result));
  }
  CHECK(error("mrr", "price=1 every=1 unit=decade").code == evaluation_errc::wrong_kind);
  CHECK(error("growth_ceiling", "new_per_month=1 monthly_churn=1/0").code == evaluation_errc::wrong_kind);
  CHECK(error("sales_velocity", "opportunities=60 deal_size=1/0 win_rate=1 cycle=1").code ==
        evaluation_errc::wrong_kind);
  CHECK(error("periods_to_value", "measured=1.2.3 agreed=1").code == evaluation_errc::wrong_kind);
  for (const auto* measured :
       {"nan", ".", "1.", "-", "1,,2", "0.1234567890123456", "0.0000000000000001", "1234567890123456", "1e3"})
    CHECK(kpi::evaluate("periods_to_value", {{"measured", measured}, {"agreed", 1}}).error().code ==
          evaluation_errc::wrong_kind);
  CHECK(kpi::evaluate("periods_to_value", {{"measured", std::vector{1.0}}, {"agreed", money::of(1)}}).error().code ==
        evaluation_errc::wrong_kind);
  CHECK(error("productivity_by_tenure", "hired=2024-02-30 new_business=1 upsell=1 quota=1 as_of=2024-06-30 bounds=6")
            .code == evaluation_errc::wrong_kind);
  CHECK(kpi::evaluate("win_rate", {{"opened", money::of(1)}, {"won", 1}}).error().code == evaluation_errc::wrong_kind);
  CHECK(text_of(kpi::evaluate("win_rate", {{"opened", money::of(1)}, {"won", 1}})) ==
        "win_rate: opened is not of the kind count (such as 100)");
  CHECK(kpi::evaluate("cash_flow", {{"inflow", 1}, {"outflow", 1}}).error().code == evaluation_errc::wrong_kind);
  CHECK(kpi::evaluate("periods_to_value", {{"measured", 1}, {"agreed", 1}}).error().code ==
        evaluation_errc::wrong_kind);
  CHECK(kpi::evaluate("win_rate", {{"opened", std::vector<kpi::count>{1}}, {"won", 1}}).error().code ==
        evaluation_errc::wrong_kind);

  CHECK(error("mean_quota_attainment", "sales=1,2 quota=1").code == evaluation_errc::uneven_lists);
  CHECK(error("mean_quota_attainment", "sales=1,2 quota=1").field == "quota");
  CHECK(to_text(error("mean_quota_attainment", "sales=1,2 quota=1")) ==
        "mean_quota_attainment: quota differs in length from the lists before it");
  CHECK(kpi::evaluate("productivity_by_tenure",
                      "hired=2024-01-01 new_business=1 upsell=1 quota=1 as_of=2024-06-30 bounds=3,6"));

  const auto none = error("win_rate", "opened=0 won=1");
  CHECK(none.code == evaluation_errc::no_result);
  CHECK(none.reason == kpi::errc::undefined);
  CHECK(none.field == "opened");
  CHECK(error("win_rate", "opened=99999999999999999999999 won=1").reason == kpi::errc::overflow);
  CHECK(error("win_rate", "opened=10000000000000000000 won=1").reason == kpi::errc::overflow);
  CHECK(error("win_rate", "opened=-99999999999999999999999 won=1").reason == kpi::errc::overflow);
  CHECK(error("cash_flow", "inflow=999999999999999999 outflow=1").reason == kpi::errc::overflow);
  CHECK(error("selling_time_share", "selling=1 total=99999999999999999w").reason == kpi::errc::overflow);
  CHECK(error("selling_time_share", "selling=1 total=-99999999999999999w").reason == kpi::errc::overflow);
}

TEST_CASE("errors outlive the texts they are about", "[catalog]") {
  kpi::evaluation_error error;
  {
    const std::string name = "a name that is long enough to live on the heap";
    const std::string fields = "and=fields that are too, all of them";
    error = kpi::evaluate(name, fields).error();
  }
  CHECK(error.metric == "a name that is long enough to live on the heap");
}

TEST_CASE("evaluation agrees with the functions of measures", "[catalog]") {
  dice d;
  for (int i = 0; i < 500; ++i) {
    const auto n = [&d] { return kpi::count(d.below(7) - 1); };
    const auto m = [&d] { return money::of(d.below(7) - 1); };
    const kpi::opportunities o{n(), n(), n(), n(), n()};
    CHECK(value_of<kpi::ratio>("resolved_win_rate", {{"opened", o.opened},
                                                     {"won", o.won},
                                                     {"lost", o.lost},
                                                     {"no_decision", o.no_decision},
                                                     {"disqualified", o.disqualified}}) ==
          without_field(kpi::resolved_win_rate(o)));
    const kpi::revenue_bridge b{m(), m(), m(), m(), m(), m()};
    CHECK(value_of<kpi::ratio>("revenue_growth_rate", {{"opening", b.opening},
                                                       {"new_business", b.new_business},
                                                       {"expansion", b.expansion},
                                                       {"contraction", b.contraction},
                                                       {"churned", b.churned},
                                                       {"reactivated", b.reactivated}}) ==
          without_field(kpi::revenue_growth_rate(b)));
    const kpi::unit_sales before{m(), n()};
    const kpi::unit_sales after{m(), n()};
    CHECK(value_of<kpi::average<money>>("marginal_revenue", {{"before.revenue", before.revenue},
                                                             {"before.units", before.units},
                                                             {"after.revenue", after.revenue},
                                                             {"after.units", after.units}}) ==
          without_field(kpi::marginal_revenue(before, after)));
    const kpi::promoter_responses p{n(), n(), n()};
    CHECK(value_of<kpi::average<kpi::count>>(
              "nps", {{"promoters", p.promoters}, {"passives", p.passives}, {"detractors", p.detractors}}) ==
          without_field(kpi::net_promoter_score(p)));
    const kpi::year_to_date y{m(), m(), m()};
    CHECK(value_of<money>("trailing_growth",
                          {{"current", y.current}, {"prior", y.prior}, {"prior_full_year", y.prior_full_year}}) ==
          without_field(kpi::trailing_growth(y)));
    const kpi::growth_inputs g{m(), d.share()};
    const money mrr = m();
    CHECK(value_of<double>("growth_rate_at",
                           {{"mrr", mrr}, {"new_per_month", g.new_per_month}, {"monthly_churn", g.monthly_churn}}) ==
          without_field(kpi::growth_rate_at(mrr, g)));
  }
}

TEST_CASE("evaluation agrees with the functions whose formula is told in words", "[catalog]") {
  dice d;
  for (int i = 0; i < 500; ++i) {
    const auto amounts = d.list([&d] { return d.amount(); });
    const kpi::count k = d.below(4);
    CHECK(value_of<kpi::ratio>("top_share", {{"amounts", amounts}, {"k", k}}) ==
          without_field(kpi::top_share(amounts, k)));
    const auto net = d.list([&d] { return d.amount() - money::of(2); });
    CHECK(value_of<kpi::count>("break_even", {{"net", net}}) == without_field(kpi::break_even(net)));

    const auto quotas = d.list([&d] { return kpi::quota_result{d.amount(), d.amount()}; });
    const field sales{"sales", column(quotas, &kpi::quota_result::sales)};
    const field quota{"quota", column(quotas, &kpi::quota_result::quota)};
    CHECK(value_of<kpi::streak>("quota_consistency", {sales, quota}) == without_field(kpi::quota_consistency(quotas)));
    const auto threshold = d.share();
    CHECK(value_of<kpi::count>("ramp_time", {sales, quota, {"threshold", threshold}}) ==
          without_field(kpi::ramp_time(quotas, threshold)));

    const auto goals = d.list([&d] { return kpi::goal{d.below(4), d.below(4)}; });
    CHECK(value_of<kpi::count>("time_to_goal", {{"actual", column(goals, &kpi::goal::actual)},
                                                {"target", column(goals, &kpi::goal::target)}}) ==
          without_field(kpi::time_to_goal(goals)));

    const auto prospects = d.list([&d] { return kpi::prospect{d.amount(), d.share()}; });
    CHECK(value_of<std::vector<std::size_t>>("rank_by_expected_value",
                                             {{"amount", column(prospects, &kpi::prospect::amount)},
                                              {"probability", column(prospects, &kpi::prospect::probability)}}) ==
          without_field(kpi::rank_by_expected_value(prospects)));

    const auto measured = d.list([&d] { return static_cast<double>(d.below(4)) / 4; });
    CHECK(value_of<kpi::count>("periods_to_value", {{"measured", measured}, {"agreed", 0.5}}) ==
          without_field(kpi::periods_to_value(measured, 0.5)));

    const kpi::growth_inputs g{d.amount(), d.share()};
    const money mrr = d.amount();
    const kpi::count months = d.below(5) - 1;
    const std::vector<field> growth{
        {"mrr", mrr}, {"new_per_month", g.new_per_month}, {"monthly_churn", g.monthly_churn}};
    auto projected = growth;
    projected.emplace_back("months", months);
    CHECK(value_of<std::vector<money>>("project_mrr", projected) == without_field(kpi::project_mrr(mrr, g, months)));
    auto reached = growth;
    reached.emplace_back("share", threshold);
    CHECK(value_of<kpi::count>("months_to_ceiling_share", reached) ==
          without_field(kpi::months_to_ceiling_share(mrr, g, threshold)));

    kpi::distribution<kpi::days> cycles;
    const auto spans = d.list([&d] { return kpi::days(d.below(9)); });
    for (const auto& span : spans) cycles.add(span);
    CHECK(value_of<double>("median_sales_cycle", {{"cycles", spans}, {"floor", k}}) ==
          without_field(kpi::median_sales_cycle(cycles, k)));
  }
}

TEST_CASE("tenure bands come out as from the function", "[catalog]") {
  using namespace date::literals;
  const std::vector<kpi::rep_sales> reps{
      {date::sys_days{2023_y / 12 / 31}, money::of(100), money::of(10), money::of(100)},
      {date::sys_days{2024_y / 1 / 1}, money::of(200), money::of(20), money::of(150)}};
  const std::vector<date::months> bounds{date::months{6}};
  const date::sys_days as_of{2024_y / 6 / 30};
  const auto expected = kpi::productivity_by_tenure(reps, as_of, bounds);
  REQUIRE(expected);
  const auto e = kpi::evaluate("productivity_by_tenure", {{"hired", column(reps, &kpi::rep_sales::hired)},
                                                          {"new_business", column(reps, &kpi::rep_sales::new_business)},
                                                          {"upsell", column(reps, &kpi::rep_sales::upsell)},
                                                          {"quota", column(reps, &kpi::rep_sales::quota)},
                                                          {"as_of", as_of},
                                                          {"bounds", bounds}});
  REQUIRE(e);
  const auto& bands = std::get<std::vector<kpi::tenure_band>>(e->value);
  REQUIRE(bands.size() == 2);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    CHECK(bands[i].from == (*expected)[i].from);
    CHECK(bands[i].to == (*expected)[i].to);
    CHECK(bands[i].both == (*expected)[i].both);
    CHECK(bands[i].upsell == (*expected)[i].upsell);
    CHECK(bands[i].quota == (*expected)[i].quota);
  }
  CHECK(to_text(*e) == "[0, 6) months: 220.00 a seller, 1 in number; [6, …) months: 110.00 a seller, 1 in number");
}

TEST_CASE("an explanation has the formula, the numbers, the value and what is left out", "[catalog]") {
  CHECK(*kpi::explain("win_rate", "opened=100 won=47") ==
        "Win rate (win_rate)\n"
        "The share of the opportunities opened in a period that were won in it.\n"
        "\n"
        "  won / opened\n"
        "  47 / 100\n"
        "  = 47.0 %\n"
        "\n"
        "Does not ask when a won deal was opened: it may be an older one, so the rate may exceed 1.\n"
        "A lagging metric; higher is better.\n"
        "See also decided_win_rate, resolved_win_rate, win_rate_by_value, opportunity_to_customer_rate.\n");
  CHECK(*kpi::explain("win_rate", {{"opened", 100}, {"won", 47}}, kpi::language::chinese) ==
        "交易胜利率（win_rate）\n"
        "一个期间内赢得的商机数与同期新开商机数之比。\n"
        "\n"
        "  赢单数 / 新开商机数\n"
        "  47 / 100\n"
        "  = 47.0 %\n"
        "\n"
        "不问赢得的商机何时开启：它可能早已存在，所以比率可能超过 1。\n"
        "滞后指标，越高越好。\n"
        "另见：decided_win_rate, resolved_win_rate, win_rate_by_value, opportunity_to_customer_rate\n");
}

TEST_CASE("a metric without a value is explained too", "[catalog]") {
  const auto text = kpi::explain("slippage_rate", "due=10 on_time=6 late=2 lost=1 open=0");
  REQUIRE(text);
  CHECK(text->find("  (10 - 6) / 10\n  no value: due contradicts the other fields: it has to hold that "
                   "on_time + late + lost + open = due (inconsistent)\n") != std::string::npos);
  CHECK_FALSE(kpi::explain("slippage_rate", "due=10"));
  CHECK_FALSE(kpi::explain("slipage", "due=10"));
}

TEST_CASE("values are printed in the unit of their metric", "[catalog]") {
  const auto both = [](std::string_view name, std::string_view fields) {
    const auto e = kpi::evaluate(name, fields);
    REQUIRE(e);
    return to_text(*e) + " | " + to_text(*e, kpi::language::chinese);
  };
  CHECK(both("pipeline_coverage", "open=900000 won=200000 target=500000") == "3.00 × | 3.00 ×");
  CHECK(both("nps", "promoters=50 passives=30 detractors=20") == "30.0 points | 30.0 分");
  CHECK(both("cac_payback", "cac=1200 monthly_revenue_per_account=100 gross_margin=80%") == "15.0 months | 15.0 个月");
  CHECK(both("ramp_time", "sales=20,45,80 quota=100,100,100 threshold=80%") == "3 months | 3 个月");
  CHECK(both("ramp_time", "sales=80 quota=100 threshold=80%") == "1 month | 1 个月");
  CHECK(both("productivity_by_tenure", "hired=2023-01-01 new_business=5 upsell=1 quota=1 as_of=2024-06-30 bounds=6") ==
        "[0, 6) months: nobody; [6, …) months: 6.00 a seller, 1 in number | "
        "[0, 6) 个月：无人; [6, …) 个月：人均 6.00，1 人");
  CHECK(both("sales_velocity", "opportunities=60 deal_size=12000 win_rate=25% cycle=90") ==
        "2,000.00 a day | 2,000.00/天");
  CHECK(both("first_response_time", "cases=2 total=100s") == "50.0 s | 50.0 秒");
  CHECK(both("first_response_time", "cases=2 total=6h") == "3.0 hours | 3.0 小时");
  CHECK(both("first_response_time", "cases=1 total=2h") == "2.0 hours | 2.0 小时");
  CHECK(both("first_response_time", "cases=1 total=90min") == "90.0 minutes | 90.0 分钟");
  CHECK(both("first_response_time", "cases=1 total=150min") == "2.5 hours | 2.5 小时");
  CHECK(both("items_per_deal", "items=10 deals=3") == "3.33 | 3.33");
  CHECK(both("presales_deal_size_lift",
             "assisted.revenue=600000 assisted.deals=30 unassisted.revenue=320000 unassisted.deals=20") ==
        "1.25 × | 1.25 ×");
  CHECK(both("annualised_churn", "monthly=5%") == "46.0 % | 46.0 %");
  CHECK(both("project_mrr", "mrr=100000 new_per_month=10000 monthly_churn=5% months=2") ==
        "105,000.00; 109,750.00 | 105,000.00; 109,750.00");
  CHECK(both("project_mrr", "mrr=1 new_per_month=1 monthly_churn=5% months=0") == "nothing | 无");
  CHECK(both("rank_by_expected_value", "amount=1,2 probability=1,1") == "1, 0 | 1, 0");
  CHECK(both("rank_by_expected_value", "amount= probability=") == "nothing | 无");
  CHECK(both("quota_consistency", "sales=1,2,3,4 quota=1,3,3,4") ==
        "3 of 4 months attained; 2 in a row now, 2 at most; missed 0 in a row now, 1 at most | "
        "4 个月中有 3 个月达标；目前连续达标 2 个月，最长 2 个月；目前连续未达标 0 个月，最长 1 个月");
  CHECK(text_of(kpi::evaluate("quota_consistency", "sales=3,3,1,3 quota=3,3,3,3")) ==
        "3 of 4 months attained; 1 in a row now, 2 at most; missed 0 in a row now, 1 at most");
}

TEST_CASE("the ratio of two amounts is known as one", "[catalog]") {
  CHECK(kpi::find("win_rate")->basis() == field_kind::count);
  CHECK(kpi::find("nrr")->basis() == field_kind::money);
  CHECK(kpi::find("top_share")->basis() == field_kind::money);
  CHECK(kpi::find("time_saved_rate")->basis() == field_kind::seconds);
  // Of a field that the formula does not read, the kind does not matter.
  const kpi::field_info fields[] = {{"won", field_kind::count}, {"revenue", field_kind::money}};
  CHECK(kpi::metric{.function = {.fields = fields}, .formula = {"won / 2", ""}}.basis() == field_kind::count);
}

TEST_CASE("metrics are evaluated on several threads at once", "[catalog]") {
  std::vector<std::string> texts(4);
  std::vector<std::thread> threads;
  for (auto& text : texts)
    threads.emplace_back([&text] {
      for (int i = 0; i < 100; ++i) text = text_of(kpi::evaluate("grr", "opening=100 contraction=5 churned=10"));
    });
  for (auto& thread : threads) thread.join();
  for (const auto& text : texts) CHECK(text == "85.0 %");
}

TEST_CASE("what a metric refuses is said in words", "[catalog]") {
  const auto both = [](std::string_view name, std::string_view fields) {
    const auto e = kpi::evaluate(name, fields);
    REQUIRE_FALSE(e);
    return to_text(e.error()) + " | " + to_text(e.error(), kpi::language::chinese);
  };
  CHECK(both("win_rate", "opened=1 won=-1") == "win_rate: won is below 0 (negative) | win_rate: won 小于 0 (negative)");
  CHECK(both("win_rate", "opened=1 won=9999999999999999999") ==
        "win_rate: won is out of range (overflow) | win_rate: won 超出范围 (overflow)");
  CHECK(both("ramp_time", "sales=1,2 quota=100,100 threshold=80%") ==
        "ramp_time: threshold was never reached (not_reached) | ramp_time: 从未达到 threshold (not_reached)");
  CHECK(both("slippage_rate", "due=10 on_time=6 late=2 lost=1 open=0") ==
        "slippage_rate: due contradicts the other fields (inconsistent) | "
        "slippage_rate: due 与其他字段矛盾 (inconsistent)");
}

TEST_CASE("an error made by hand is printed, too", "[catalog]") {
  kpi::evaluation_error e{.code = evaluation_errc::wrong_kind, .metric = "own", .field = "x"};
  CHECK(to_text(e) == "own: x");
  const kpi::evaluation_error same = e;
  CHECK(e == same);
  e.field = "y";
  CHECK_FALSE(e == same);
  CHECK(to_text(kpi::evaluation_error{
            .code = evaluation_errc::no_result, .metric = "own", .field = "day", .reason = kpi::errc::missing_rate}) ==
        "own: day has no usable value (missing_rate)");
  CHECK(to_text(kpi::evaluation_error{.code = static_cast<evaluation_errc>(200), .metric = "own"}) == "own: ");
}

TEST_CASE("errors differ when any part of them does", "[catalog]") {
  const kpi::evaluation_error e{.code = evaluation_errc::no_result,
                                .metric = "m",
                                .field = "f",
                                .text = "t",
                                .suggestion = "s",
                                .reason = kpi::errc::overflow};
  const auto differs = [&e](auto change) {
    auto other = e;
    change(other);
    return !(other == e);
  };
  CHECK_FALSE(differs([](auto&) {}));
  CHECK(differs([](auto& o) { o.code = evaluation_errc::wrong_kind; }));
  CHECK(differs([](auto& o) { o.metric = "x"; }));
  CHECK(differs([](auto& o) { o.field = "x"; }));
  CHECK(differs([](auto& o) { o.text = "x"; }));
  CHECK(differs([](auto& o) { o.suggestion = "x"; }));
  CHECK(differs([](auto& o) { o.reason = kpi::errc::negative; }));
}

TEST_CASE("a value is printed in the words of a language", "[catalog]") {
  const auto both = [](const kpi::field_value& v) { return to_text(v) + " | " + to_text(v, kpi::language::chinese); };
  CHECK(both(kpi::count(1'000)) == "1,000 | 1,000");
  CHECK(both(money::of(1'234)) == "1,234 | 1,234");
  CHECK(both(money::cents(1'250)) == "12.50 | 12.50");
  CHECK(both(money::ten_thousandths(12'345)) == "1.2345 | 1.2345");
  CHECK(both(kpi::days(1)) == "1 day | 1 天");
  CHECK(both(kpi::days(INT64_MAX)) == "overflow days | overflow 天");
  CHECK(both(kpi::seconds(90)) == "90 s | 90 秒");
  CHECK(both(kpi::seconds(INT64_MAX)) == "overflow s | overflow 秒");
  CHECK(both(*kpi::ratio::of(1, 8)) == "12.5 % | 12.5 %");
  CHECK(both(kpi::ratio::percent(5)) == "5 % | 5 %");
  CHECK(both(*kpi::ratio::of(kpi::count::limit, 1)) == "2.3058e+20 % | 2.3058e+20 %");  // 100 (2^61 - 1)
  CHECK(both(0.25) == "0.25 | 0.25");
  CHECK(both(kpi::average<money>(money::of(10), 4)) == "2.5 | 2.5");
  CHECK(both(kpi::average<money>(money::of(10), 3)) == "3.3333 | 3.3333");
  CHECK(both(kpi::average<kpi::days>(kpi::days(10), 3)) == "3.3333 days | 3.3333 天");
  CHECK(both(kpi::average<kpi::days>(kpi::days(7), 2)) == "3.5 days | 3.5 天");
  CHECK(both(date::months{36}) == "36 months | 36 个月");
  CHECK(both(kpi::billing_unit::week) == "week | week");
  CHECK(both(static_cast<kpi::billing_unit>(200)) == "? | ?");
  CHECK(both(date::sys_days{date::year{2024} / 2 / 29}) == "2024-02-29 | 2024-02-29");
  CHECK(both(std::vector{kpi::count(1), kpi::count(2)}) == "1; 2 | 1; 2");
}

TEST_CASE("what the catalogue sorts metrics by has a name in both languages", "[catalog]") {
  CHECK(to_string(kpi::area::sales) == "sales");
  CHECK(to_string(kpi::area::service) == "service");
  CHECK(question(kpi::area::sales).english == "How well do we sell?");
  CHECK(question(kpi::area::profit).chinese == "值得吗？");
  CHECK(title(kpi::unit::percent).english == "percent");
  CHECK(title(kpi::unit::months).chinese == "月");
  CHECK(title(kpi::timing::leading).english == "leading");
  CHECK(title(kpi::timing::lagging).chinese == "滞后指标");
  CHECK(to_string(evaluation_errc::unknown_metric) == "unknown_metric");
  CHECK(to_string(evaluation_errc::no_result) == "no_result");
}

TEST_CASE("an explanation of lists says what its ratio was made of", "[catalog]") {
  // The two largest of 50, 20, 20 and 10 are 70 of 100.
  const auto share = kpi::explain("top_share", "amounts=50,20,20,10 k=2");
  REQUIRE(share);
  CHECK(share->find("  amounts = 50; 20; 20; 10\n  k = 2\n  = 70.0 % (70 of 100)\n") != std::string::npos);
  const auto in_chinese = kpi::explain("top_share", "amounts=50,20,20,10 k=2", kpi::language::chinese);
  REQUIRE(in_chinese);
  CHECK(in_chinese->find("  = 70.0 %（70 / 100）\n") != std::string::npos);
  const auto periods = kpi::explain("periods_to_value", "measured=1,3 agreed=2");
  REQUIRE(periods);
  CHECK(periods->find("  measured = 1; 3\n  agreed = 2\n  = 2\n") != std::string::npos);
}
