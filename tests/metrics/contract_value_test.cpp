// SPDX-License-Identifier: MIT
#include <kpi/metrics/contract_value.hpp>

#include "../support.hpp"

#include <climits>

using namespace kpi_test;
using date::months;
using kpi::contract;
using kpi::contract_values;
using kpi::money;

namespace {

constexpr contract three_years{.total = money::of(380'000), .one_time = money::of(20'000), .term = months{36}};

static_assert(*kpi::annual_contract_value(three_years) == money::of(120'000), "usable at compile time");
static_assert(kpi::input_set<contract> && !kpi::measure<contract>, "contracts of different terms do not add");

constexpr money largest = money::ten_thousandths(money::limit);

}  // namespace

TEST_CASE("annual contract value is the recurring part of a year", "[contract_value]") {
  CHECK(kpi::annual_contract_value(three_years) == money::of(120'000));
  CHECK(kpi::annual_contract_value({.total = money::of(24'000), .term = months{24}}) == money::of(12'000));
  CHECK(kpi::annual_contract_value({.total = money::of(500), .one_time = money::of(500), .term = months{1}}) ==
        money{});
  CHECK(kpi::annual_contract_value({.term = months{12}}) == money{});
}

TEST_CASE("annual contract value scales a short term up to a year", "[contract_value]") {
  CHECK(kpi::annual_contract_value({.total = money::of(3'000), .term = months{3}}) == money::of(12'000));
}

TEST_CASE("annual contract value is rounded once, half-even, to a ten-thousandth", "[contract_value]") {
  const auto acv = [](std::int64_t total, int term) {
    return kpi::annual_contract_value({.total = money::ten_thousandths(total), .term = months{term}});
  };
  CHECK(acv(1, 24) == money{});                        // 12 / 24 is 0.5, a tie: to the even 0
  CHECK(acv(3, 24) == money::ten_thousandths(2));      // 36 / 24 is 1.5: to the even 2
  CHECK(acv(5, 24) == money::ten_thousandths(2));      // 60 / 24 is 2.5: to the even 2
  CHECK(acv(10, 7) == money::ten_thousandths(17));     // 120 / 7 is 17.14...
  CHECK(acv(11, 7) == money::ten_thousandths(19));     // 132 / 7 is 18.86...
  CHECK(acv(100, 36) == money::ten_thousandths(33));   // 1200 / 36 is 33.33...
  CHECK(acv(1, INT_MAX) == money{});                   // 12 / 2^31 is next to nothing
  CHECK(acv(100, 1) == money::ten_thousandths(1200));  // a month
}

TEST_CASE("annual contract value is undefined without a term", "[contract_value]") {
  CHECK(kpi::annual_contract_value({}).error() == undefined("term"));
  CHECK(kpi::annual_contract_value({.total = money::of(1), .term = months{-12}}).error() == undefined("term"));
  CHECK(kpi::annual_contract_value({.total = money::of(1), .term = months{INT_MIN}}).error() == undefined("term"));
}

TEST_CASE("annual contract value refuses overflow, then negative, then inconsistent amounts, before the term",
          "[contract_value]") {
  for (const int term : {0, 12})
    for (const auto& [total, one_time, why] : {std::tuple{money::of(-1), too_much, overflow("one_time")},
                                               {too_much, too_much, overflow("total")},
                                               {money::of(-2), money::of(-1), negative("total")},
                                               {money::of(1), money::of(-1), negative("one_time")},
                                               {money::of(1), money::of(2), inconsistent("one_time")}})
      CHECK(kpi::annual_contract_value({total, one_time, months{term}}).error() == why);
}

TEST_CASE("annual contract value at the end of the range is exact or reported", "[contract_value]") {
  CHECK(kpi::annual_contract_value({.total = largest, .term = months{12}}) == largest);
  // (2^61 - 1) * 12 / 24 is 2^60 - 1/2, a tie between the odd 2^60 - 1 and the even 2^60
  CHECK(kpi::annual_contract_value({.total = largest, .term = months{24}}) ==
        money::ten_thousandths(std::int64_t{1} << 60));
  CHECK(kpi::annual_contract_value({.total = largest, .term = months{11}}).error() ==
        overflow("(total - one_time) * 12 / term"));
  CHECK(kpi::annual_contract_value({.total = largest, .term = months{1}}).error() ==
        overflow("(total - one_time) * 12 / term"));
}

TEST_CASE("annual contract value goes on without a step where its twelvefold leaves the range or 64 bits",
          "[contract_value]") {
  for (const std::int64_t last : {money::limit / 12, INT64_MAX / 12, static_cast<std::int64_t>(UINT64_MAX / 12)})
    for (const std::int64_t total : {last - 1, last, last + 1}) {
      const auto acv = [total](int term) {
        return kpi::annual_contract_value({.total = money::ten_thousandths(total), .term = months{term}});
      };
      CHECK(acv(12) == money::ten_thousandths(total));
      CHECK(acv(144) ==
            money::ten_thousandths(total / 12 + (total % 12 > 6 || (total % 12 == 6 && total / 12 % 2 != 0))));
    }
  constexpr std::int64_t last = money::limit / 12;
  CHECK(kpi::annual_contract_value({.total = money::ten_thousandths(last), .term = months{1}}) ==
        money::ten_thousandths(last * 12));
  CHECK(kpi::annual_contract_value({.total = money::ten_thousandths(last + 1), .term = months{1}}).error() ==
        overflow("(total - one_time) * 12 / term"));
}

TEST_CASE("annual contract value of a year is the recurring amount itself", "[contract_value][laws]") {
  for (const std::int64_t total : {0, 1, 7, 99, 1'000'003})
    for (const std::int64_t part : {0, 1, 5})
      if (part <= total) {
        const contract year{
            .total = money::ten_thousandths(total), .one_time = money::ten_thousandths(part), .term = months{12}};
        CHECK(kpi::annual_contract_value(year) == money::ten_thousandths(total - part));
        const contract twice{
            .total = year.total + year.total, .one_time = year.one_time + year.one_time, .term = months{24}};
        CHECK(kpi::annual_contract_value(twice) == kpi::annual_contract_value(year));
      }
}

TEST_CASE("average contract values divide the total and the annual value by the contracts", "[contract_value]") {
  constexpr contract_values signed_now{.total = money::of(1'140'000), .acv = money::of(360'000), .contracts = 3};
  static_assert((*kpi::average_contract_value(signed_now)).count() == 3);
  CHECK(kpi::average_contract_value(signed_now) == kpi::average<money>(money::of(380'000), 1));
  CHECK(kpi::average_annual_contract_value(signed_now) == kpi::average<money>(money::of(120'000), 1));
  const auto average = kpi::average_contract_value(signed_now);
  REQUIRE(average);
  CHECK(average->total() == money::of(1'140'000));
  CHECK(average->count() == 3);
}

TEST_CASE("average contract values are undefined without contracts", "[contract_value]") {
  CHECK(kpi::average_contract_value({}).error() == undefined("contracts"));
  CHECK(kpi::average_annual_contract_value({.acv = money::of(1)}).error() == undefined("contracts"));
}

TEST_CASE("average contract values refuse what is out of order and read only their own fields", "[contract_value]") {
  CHECK(kpi::average_contract_value({.total = money::of(-1), .contracts = too_many}).error() == overflow("contracts"));
  CHECK(kpi::average_contract_value({.total = money::of(-1), .contracts = -1}).error() == negative("total"));
  CHECK(kpi::average_contract_value({.total = money::of(1), .contracts = -1}).error() == negative("contracts"));
  CHECK(kpi::average_contract_value({.total = money::of(6), .acv = too_much, .contracts = 2}) ==
        kpi::average<money>(money::of(3), 1));
  CHECK(kpi::average_annual_contract_value({.acv = too_much, .contracts = -1}).error() == overflow("acv"));
  CHECK(kpi::average_annual_contract_value({.acv = money::of(-1)}).error() == negative("acv"));
  CHECK(kpi::average_annual_contract_value({.total = too_much, .acv = money::of(6), .contracts = 2}) ==
        kpi::average<money>(money::of(3), 1));
}

TEST_CASE("contract values keep their laws", "[contract_value][laws]") {
  check_measure_laws(contract_values{.total = money::of(9), .acv = money::of(3), .contracts = 1},
                     contract_values{.total = money::of(4), .acv = money::of(2), .contracts = 2},
                     contract_values{.total = money::cents(1), .contracts = 5});
  // One at the end of the range and another one: the sum is marked, and stays so when one is taken off again.
  const contract_values one{.total = largest, .contracts = 1};
  CHECK(kpi::average_contract_value(one + one).error() == overflow("total"));
  CHECK(kpi::average_contract_value(one + one - one).error() == overflow("total"));
}
