// SPDX-License-Identifier: MIT
#include <kpi/records/deal.hpp>
#include <kpi/tally/tally.hpp>

#include "../support.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using date::sys_days;
using row = std::vector<std::string>;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A folder that is there as long as the object.
class scratch {
 public:
  scratch() : path_(fs::temp_directory_path() / ("generate_deals_test." + std::to_string(std::random_device{}()))) {
    REQUIRE(fs::create_directory(path_));
  }
  ~scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  /// Runs the program there. The arguments may redirect its output.
  [[nodiscard]] bool generate_deals(const std::string& arguments) const {
    return std::system(("cd \"" + path_.string() + "\" && \"" GENERATE_DEALS "\" " + arguments).c_str()) == 0;
  }
  [[nodiscard]] std::string read(std::string_view file) const { return text_of(path_ / file); }

 private:
  fs::path path_;
};

std::string deals_of(const std::string& arguments) {
  const scratch folder;
  REQUIRE(folder.generate_deals(arguments + " > deals.csv"));
  return folder.read("deals.csv");
}

/// The rows below the heading. No cell is quoted.
std::vector<row> rows_of(const std::string& csv) {
  REQUIRE(csv.find('"') == std::string::npos);
  REQUIRE(csv.ends_with('\n'));
  std::vector<row> rows;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    row& cells = rows.emplace_back();
    for (std::size_t begin = 0, comma = 0; comma != std::string::npos; begin = comma + 1) {
      comma = line.find(',', begin);
      cells.push_back(line.substr(begin, comma - begin));
    }
  }
  return rows;
}

enum column {
  id,
  owner,
  segment,
  region,
  product,
  stage,
  created,
  demo,
  sent,
  expected,
  closed,
  amount,
  one_time,
  list,
  term,
  columns
};

// A cell that is not what its column says ends the test with an exception: one check for each would take seconds.

std::optional<sys_days> day_in(const std::string& cell) {
  return cell.empty() ? std::nullopt : std::optional(kpi::parse_day(cell).value());
}

std::optional<kpi::money> money_in(const std::string& cell) {
  return cell.empty() ? std::nullopt : std::optional(kpi::money::parse(cell).value());
}

const std::map<std::string, kpi::deal_state> states{
    {"Prospecting", kpi::deal_state::open},        {"Qualified", kpi::deal_state::open},
    {"Proposal", kpi::deal_state::open},           {"Negotiation", kpi::deal_state::open},
    {"Closed Won", kpi::deal_state::won},          {"Closed Lost", kpi::deal_state::lost},
    {"No Decision", kpi::deal_state::no_decision}, {"Disqualified", kpi::deal_state::disqualified},
};

kpi::deal deal_in(const row& r) {
  kpi::deal d{.opened = day_in(r.at(created)),
              .demo = day_in(r.at(demo)),
              .contract_sent = day_in(r.at(sent)),
              .expected_close = day_in(r.at(expected)),
              .closed = day_in(r.at(closed)),
              .state = states.at(r.at(stage)),
              .value = money_in(r.at(amount)),
              .list = money_in(r.at(list)),
              .one_time = money_in(r.at(one_time)).value_or(kpi::money{})};
  if (!r.at(term).empty()) d.term = date::months{std::stoi(r.at(term))};
  return d;
}

struct entry {
  row cells;
  kpi::deal deal;
};

/// 100,000 of them.
const std::vector<entry>& many() {
  static const auto entries = [] {
    std::vector<entry> parsed;
    for (row& r : rows_of(deals_of("--rows 100000"))) {
      const kpi::deal d = deal_in(r);
      parsed.push_back({std::move(r), d});
    }
    return parsed;
  }();
  return entries;
}

constexpr kpi::period span = *kpi::period::between(date::year{2023} / 1 / 1, date::year{2025} / 1 / 1);
constexpr sys_days last_day = span.until() - date::days{1};

kpi::deal_measures measures_of(auto which) {
  return kpi::tally<kpi::deal_measures>(many(), [&](kpi::deal_measures& total, const entry& e) {
    if (which(e.cells)) total += kpi::deal_measures_of(e.deal, span, last_day);
  });
}

}  // namespace

TEST_CASE("a run can be repeated, and another seed gives other deals", "[generate_deals]") {
  CHECK(deals_of("--rows 1000 --seed 5") == deals_of("--rows 1000 --seed 5"));
  CHECK(deals_of("--rows 1000 --seed 5") != deals_of("--rows 1000 --seed 6"));
}

TEST_CASE("a larger file begins with the smaller one", "[generate_deals]") {
  const auto large = deals_of("--rows 5000");
  for (const auto* rows : {"0", "1", "2", "999", "4999"})
    CHECK(large.starts_with(deals_of(std::string("--rows ") + rows)));
  CHECK(rows_of(large).size() == 5000);
}

TEST_CASE("the data that ships is what its README says", "[generate_deals]") {
  const fs::path data(EXAMPLE_DATA);
  const auto readme = text_of(data / "README.md");
  const std::string_view command = "\n    generate_deals ";
  const auto begin = readme.find(command);
  REQUIRE(begin != std::string::npos);
  const auto arguments = begin + command.size();
  const scratch folder;
  REQUIRE(folder.generate_deals(readme.substr(arguments, readme.find('\n', arguments) - arguments)));
  for (const auto* file : {"deals.csv", "reps.csv", "products.csv"}) {
    INFO(file);
    CHECK((folder.read(file) == text_of(data / file)));
  }
}

TEST_CASE("every generated deal is one that the library takes", "[generate_deals]") {
  REQUIRE(many().size() == 100'000);
  for (const auto& [r, d] : many()) {
    if (r.size() != columns) FAIL_CHECK(r[id] << ": " << r.size() << " cells");
    if (const auto valid = kpi::validate(d); !valid) FAIL_CHECK(r[id] << ": " << valid.error().field);
  }
}

TEST_CASE("generated deals hold together", "[generate_deals]") {
  const scratch folder;
  REQUIRE(folder.generate_deals("--reps-file reps.csv --products-file products.csv > deals.csv"));
  std::map<std::string, row> reps, products;
  for (const row& r : rows_of(folder.read("reps.csv"))) reps[r.at(0)] = r;
  for (const row& r : rows_of(folder.read("products.csv"))) products[r.at(0)] = r;

  std::string previous;
  for (const auto& [r, d] : many()) {
    const std::string& name = r[id];
    const auto wrong = [&name](std::string_view what) { FAIL_CHECK(name << ": " << what); };
    if (!(previous < name)) wrong("id");
    previous = name;
    if (d.opened.has_value() == (r[stage] == "Prospecting")) wrong("not opened in another stage than Prospecting");
    if (!d.opened && (d.demo || d.contract_sent || d.expected_close || d.value || d.list || d.term))
      wrong("something happened before the opening");
    if (d.closed.has_value() == (d.state == kpi::deal_state::open)) wrong("closing day");
    for (const auto& event : {d.opened, d.demo, d.contract_sent, d.closed})
      if (event && !span.contains(*event)) wrong("event outside the span");
    if (d.opened && (!d.expected_close || *d.expected_close < *d.opened)) wrong("expected before the opening");
    if (d.state == kpi::deal_state::open && d.contract_sent && r[stage] != "Negotiation") wrong("contract too early");
    if (d.value.has_value() == r[one_time].empty()) wrong("one-time part without an amount");

    const auto rep = reps.find(r[owner]);
    if (rep == reps.end() || rep->second.at(2) != r[region]) {
      wrong("owner");
    } else if (const auto hired = day_in(rep->second.at(3));
               (d.opened && *d.opened < *hired) || (d.demo && *d.demo < *hired)) {
      wrong("owner not hired yet");
    }
    const auto sold = products.find(r[product]);
    if (sold == products.end() || (d.list && r[list] != sold->second.at(1))) wrong("list price");
  }
}

TEST_CASE("generated deals look like those of a sales team", "[generate_deals]") {
  const auto all = measures_of([](const row&) { return true; });
  const auto share = [&](const kpi::count& n) { return static_cast<double>(n.value()) / 100'000; };
  CHECK(all.coverage.taken == 100'000);
  CHECK((0.02 < share(all.coverage.not_opened) && share(all.coverage.not_opened) < 0.06));
  CHECK((0.55 < share(all.demos.demos) && share(all.demos.demos) < 0.65));
  CHECK((0.25 < share(all.opportunities.won) && share(all.opportunities.won) < 0.35));
  CHECK(all.opportunities.won < all.opportunities.lost);
  CHECK(all.opportunities.disqualified < all.opportunities.no_decision);
  const auto discount = kpi::discount_rate(all.discounts);
  REQUIRE(discount);
  CHECK((0.05 < discount->to_double() && discount->to_double() < 0.15));
  for (const auto& missing : {all.coverage.without_value, all.coverage.without_list, all.coverage.without_term})
    CHECK((0 < missing && missing < 2'000));

  double shorter = 0, smaller = 0, steadier = 0;
  for (const std::string name : {"SMB", "Mid-Market", "Enterprise"}) {
    const auto m = measures_of([&](const row& r) { return r[segment] == name; });
    const auto cycle = kpi::sales_cycle_length(m.cycle);
    const auto size = kpi::average_deal_size(m.sales);
    const auto slippage = kpi::slippage_rate(m.due);
    REQUIRE((cycle && size && slippage));
    INFO(name);
    CHECK(1.5 * shorter < cycle->to_double());
    CHECK(2 * smaller < size->to_double());
    CHECK(steadier < slippage->to_double());
    shorter = cycle->to_double();
    smaller = size->to_double();
    steadier = slippage->to_double();
  }

  const auto best = measures_of([](const row& r) { return r[owner] == "Amara Okafor"; });
  const auto last = measures_of([](const row& r) { return r[owner] == "Elif Demir"; });
  CHECK(*kpi::decided_win_rate(last.opportunities) < *kpi::decided_win_rate(best.opportunities));
}

TEST_CASE("what happens later than the end of the file has not happened", "[generate_deals]") {
  const auto rows = rows_of(deals_of("--rows 2000 --start 2024-01-01 --until 2024-03-01"));
  std::size_t open = 0;
  for (const row& r : rows)
    for (const auto cell : {created, demo, sent, closed}) {
      CHECK(r[cell] < "2024-03-01");
      if (cell == closed && r[cell].empty()) ++open;
    }
  CHECK(open > rows.size() / 3);
}

TEST_CASE("a command line that makes no sense is refused", "[generate_deals]") {
  const scratch folder;
  for (const auto* arguments : {"--rows -1", "--rows many", "--rows 99999999999999999999", "--seed -1",
                                "--seed 99999999999999999999", "--start 2024-02-30", "--until 2023-01-01",
                                "--until 9999-12-31", "--reps-file no/such/folder.csv", "--colour"}) {
    INFO(arguments);
    CHECK(!folder.generate_deals(std::string(arguments) + " > refused.csv 2> reason.txt"));
    CHECK(folder.read("refused.csv").empty());
    CHECK(!folder.read("reason.txt").empty());
  }
}
