// SPDX-License-Identifier: MIT
// Any bytes as an export of deals or of subscriptions: every row is taken, refused or without data, and what is taken
// can be counted. The first byte chooses the headings.
#include "file.hpp"
#include "fuzz.hpp"

#include "../examples/support/deals.hpp"
#include "../examples/support/subscriptions.hpp"

#include <string>

namespace {

constexpr std::string_view headings[] = {
    "",
    "id,owner,product,stage,created,demo,closed,amount,list price,term,currency\n",
    "stage;opened;expected close date;close date;contract sent;amount;one time\n",
    "Deal - Status\tDeal - Won time\tDeal - Lost time\tDeal - Value\n",
    "customer,start,end,monthly,plan\n",
    "customer id,plan amount,quantity,interval,interval count,start date,canceled at,trial end,status,currency\n",
};

constexpr std::size_t first_of_subscriptions = 4;

kpi::count rows_of(const std::string& path) {
  examples::csv_reader reader(path);
  kpi::count rows;
  for (examples::csv_row row; reader.next(row);) rows += 1;
  return rows;
}

void deals(const std::string& path) {
  examples::deal_source source(path, {});
  kpi::count taken, open;
  while (const kpi::deal* deal = source.next()) {
    require(kpi::validate(*deal).has_value());
    for (const auto* day : {&deal->opened, &deal->demo, &deal->contract_sent, &deal->expected_close, &deal->closed})
      require(!*day || (**day >= examples::first_deal_day && **day <= examples::last_deal_day));
    taken += 1;
    if (deal->state == kpi::deal_state::open) open += 1;
  }
  kpi::count taken_as_open;
  for (const auto& stage : source.taken_as_open()) taken_as_open += stage.deals;
  require(taken_as_open <= open);
  require(taken + source.refused() + source.without_data() + 1 == rows_of(path));
}

void subscriptions(const std::string& path) {
  const examples::subscription_list list(path, {});
  for (const auto& p : list.periods()) require(kpi::validate(p).has_value());
  require(kpi::count(list.rows().size()) + list.refused() + list.without_data() + list.never_paid() + 1 ==
          rows_of(path));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string text(headings[data[0] % std::size(headings)]);
  text.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    (data[0] % std::size(headings) < first_of_subscriptions ? deals : subscriptions)(file_with(text));
  } catch (const examples::unusable& e) {
    require(std::string_view(e.what()).size() > 10);
  }
  return 0;
}
