// SPDX-License-Identifier: MIT
#include <kpi/records/customer_merges.hpp>

#include "../support.hpp"

#include <vector>

using kpi::customer_merge;
using kpi::customer_merges;

TEST_CASE("a customer that was never merged is itself", "[customer_merges]") {
  CHECK(customer_merges()(7) == 7);
  const customer_merges merges(std::vector<customer_merge>{{1, 2}});
  CHECK(merges(0) == 0);
  CHECK(merges(3) == 3);
  CHECK(merges(UINT64_MAX) == UINT64_MAX);
}

TEST_CASE("merges lead to where they end, in whatever order they are given", "[customer_merges]") {
  for (const auto& list :
       {std::vector<customer_merge>{{1, 2}, {2, 3}, {9, 2}}, std::vector<customer_merge>{{9, 2}, {2, 3}, {1, 2}},
        std::vector<customer_merge>{{2, 3}, {1, 2}, {9, 2}, {1, 2}}}) {
    const customer_merges merges(list);
    CHECK(merges(1) == 3);
    CHECK(merges(2) == 3);
    CHECK(merges(3) == 3);
    CHECK(merges(9) == 3);
  }
}

TEST_CASE("two merges of one customer make one of all three", "[customer_merges]") {
  const customer_merges merges(std::vector<customer_merge>{{1, 2}, {1, 3}});
  CHECK(merges(1) == 3);
  CHECK(merges(2) == 3);
}

TEST_CASE("a circle is one customer", "[customer_merges]") {
  const customer_merges merges(std::vector<customer_merge>{{1, 2}, {2, 3}, {3, 1}, {4, 4}});
  CHECK(merges(1) == merges(2));
  CHECK(merges(2) == merges(3));
  CHECK(merges(4) == 4);
  CHECK(customer_merges(std::vector<customer_merge>{{5, 0}})(5) == 0);
}

TEST_CASE("a long chain is no long search", "[customer_merges]") {
  std::vector<customer_merge> chain;
  for (std::uint64_t i = 0; i < 200'000; ++i) chain.push_back({i, i + 1});
  const customer_merges merges(chain);
  for (const std::uint64_t id : {0U, 1U, 100'000U, 200'000U}) CHECK(merges(id) == 200'000);
}
