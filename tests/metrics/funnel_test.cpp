// SPDX-License-Identifier: MIT
#include <kpi/metrics/funnel.hpp>

#include "../support.hpp"

#include <array>

using namespace kpi_test;
using kpi::funnel;
using kpi::ratio;

namespace {

constexpr funnel march{
    .visitors = 10'000, .leads = 500, .mqls = 150, .sals = 120, .sqls = 60, .opportunities = 45, .customers = 9};
constexpr funnel april{.visitors = 7'000, .leads = 300, .mqls = 90, .sals = 31, .sqls = 29, .opportunities = 28};

/// A conversion rate with the stages it is documented to read.
struct step {
  kpi::result<ratio> (*rate)(const funnel&) noexcept;
  kpi::count funnel::*from;
  kpi::count funnel::*to;
  std::string_view from_name;
  std::string_view to_name;
};

constexpr std::array steps{
    step{kpi::visitor_to_mql_rate, &funnel::visitors, &funnel::mqls, "visitors", "mqls"},
    step{kpi::lead_to_mql_rate, &funnel::leads, &funnel::mqls, "leads", "mqls"},
    step{kpi::mql_to_sal_rate, &funnel::mqls, &funnel::sals, "mqls", "sals"},
    step{kpi::mql_to_sql_rate, &funnel::mqls, &funnel::sqls, "mqls", "sqls"},
    step{kpi::sql_to_opportunity_rate, &funnel::sqls, &funnel::opportunities, "sqls", "opportunities"},
    step{kpi::opportunity_to_customer_rate, &funnel::opportunities, &funnel::customers, "opportunities", "customers"},
    step{kpi::lead_conversion_rate, &funnel::leads, &funnel::customers, "leads", "customers"},
};

funnel with(const step& s, kpi::count from, kpi::count to) {
  funnel f{.visitors = too_many,
           .leads = too_many,
           .mqls = too_many,
           .sals = too_many,
           .sqls = too_many,
           .opportunities = too_many,
           .customers = too_many};  // whatever the step reads besides its own stages is refused
  f.*s.from = from;
  f.*s.to = to;
  return f;
}

static_assert(*kpi::lead_to_mql_rate(march) == ratio::percent(30), "usable at compile time");

}  // namespace

TEST_CASE("funnel rates are the next stage over an earlier one", "[funnel]") {
  CHECK(kpi::visitor_to_mql_rate(march)->numerator() == 150);
  CHECK(kpi::visitor_to_mql_rate(march)->denominator() == 10'000);
  CHECK(kpi::visitor_to_mql_rate(march)->to_double() == 0.015);
  CHECK(kpi::lead_to_mql_rate(march) == ratio::percent(30));
  CHECK(kpi::mql_to_sal_rate(march) == ratio::percent(80));
  CHECK(kpi::mql_to_sql_rate(march) == ratio::percent(40));
  CHECK(kpi::sql_to_opportunity_rate(march) == ratio::percent(75));
  CHECK(kpi::opportunity_to_customer_rate(march) == ratio::percent(20));
  CHECK(kpi::lead_conversion_rate(march)->to_double() == 0.018);
}

TEST_CASE("a funnel rate is undefined, not zero, when nobody reached its first stage", "[funnel]") {
  for (const auto& s : steps) {
    CAPTURE(s.from_name, s.to_name);
    CHECK(s.rate({}).error() == undefined(s.from_name));
    CHECK(s.rate(with(s, 8, 0)) == ratio::percent(0));
  }
}

TEST_CASE("a funnel rate refuses overflow, then a negative count, then a stage larger than the one before",
          "[funnel]") {
  for (const auto& s : steps) {
    CAPTURE(s.from_name, s.to_name);
    CHECK(s.rate(with(s, -1, too_many)).error() == overflow(s.to_name));
    CHECK(s.rate(with(s, too_many, too_many)).error() == overflow(s.from_name));
    CHECK(s.rate(with(s, -1, -1)).error() == negative(s.from_name));
    CHECK(s.rate(with(s, 0, -1)).error() == negative(s.to_name));
    CHECK(s.rate(with(s, 0, 1)).error() == inconsistent(s.to_name));
    CHECK(s.rate(with(s, 3, 4)).error() == inconsistent(s.to_name));
  }
}

TEST_CASE("a funnel rate reads only its two stages, over the whole range", "[funnel]") {
  for (const auto& s : steps) {
    CAPTURE(s.from_name, s.to_name);
    CHECK(s.rate(with(s, 4, 1)) == ratio::percent(25));
    CHECK(s.rate(with(s, kpi::count::limit, kpi::count::limit)) == ratio::percent(100));
    const auto doubled = with(s, kpi::count::limit, 1) + with(s, kpi::count::limit, 1);
    CHECK(s.rate(doubled).error() == overflow(s.from_name));
  }
}

TEST_CASE("the rates of consecutive stages multiply to the rate over all of them", "[funnel][laws]") {
  const auto lead_to_mql = *kpi::lead_to_mql_rate(march);
  const auto mql_to_sql = *kpi::mql_to_sql_rate(march);
  const auto sql_to_opportunity = *kpi::sql_to_opportunity_rate(march);
  const auto opportunity_to_customer = *kpi::opportunity_to_customer_rate(march);
  const auto product = ratio::of(lead_to_mql.numerator() * mql_to_sql.numerator() * sql_to_opportunity.numerator() *
                                     opportunity_to_customer.numerator(),
                                 lead_to_mql.denominator() * mql_to_sql.denominator() *
                                     sql_to_opportunity.denominator() * opportunity_to_customer.denominator());
  CHECK(product == kpi::lead_conversion_rate(march));
}

TEST_CASE("funnels keep their laws", "[funnel][laws]") {
  check_measure_laws(march, april, funnel{.visitors = 7, .customers = 1});
  for (const auto& s : steps)
    for (const auto& f : {march, april, march + april}) {
      CAPTURE(s.from_name, s.to_name);
      CHECK(*s.rate(f) <= ratio::percent(100));
      CHECK(*s.rate(f + f) == *s.rate(f));
    }
}
