// SPDX-License-Identifier: MIT
// What would two years of a sales team's deals look like?
//
// Writes them as CSV, the way a CRM would export them on the morning of --until. Deal i depends on the seed, the dates
// and i alone, so that a larger file begins with the smaller one. All arithmetic is in integers: neither the
// distributions of <random> nor the functions of <cmath> give the same numbers everywhere.
#include "support/terminal.hpp"

#include <kpi/records/deal.hpp>

#include <CLI/CLI.hpp>
#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using date::days;
using date::sys_days;

/// splitmix64. Draw in statements of their own: the order in which arguments are evaluated differs between compilers.
class dice {
 public:
  dice(std::uint64_t seed, std::uint64_t deal) noexcept : state_(mix(mix(seed) + deal)) {}

  /// 0 … n − 1
  int below(int n) noexcept {
    state_ += step;
    return static_cast<int>(((mix(state_) >> 32) * static_cast<std::uint64_t>(n)) >> 32);
  }
  int between(int least, int most) noexcept { return least + below(most - least + 1); }
  bool chance(int percent) noexcept { return below(100) < percent; }

  /// 22 … 450 with the median 100: a log-normal distribution (σ = 0.65) in ten straight pieces.
  int skewed() noexcept {
    constexpr std::array deciles{22, 43, 58, 71, 85, 100, 118, 141, 173, 230, 450};
    const auto i = static_cast<std::size_t>(below(10));
    return between(deciles[i], deciles[i + 1]);
  }

  /// One of them, each as often as its weight says.
  template <class Range, class Weight>
  const auto& pick(const Range& range, Weight weight) noexcept {
    int total = 0;
    for (const auto& x : range) total += weight(x);
    int left = below(total);
    auto it = std::begin(range);
    while ((left -= weight(*it)) >= 0) ++it;
    return *it;
  }

 private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

  static std::uint64_t mix(std::uint64_t z) noexcept {
    z += step;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

struct market_segment {
  std::string_view name;
  std::size_t index;
  int cycle;  ///< median days from the opening to the decision
};
constexpr std::array segments{
    market_segment{"SMB", 0, 24},
    market_segment{"Mid-Market", 1, 62},
    market_segment{"Enterprise", 2, 135},
};
using by_segment = std::array<int, segments.size()>;  ///< how many of a hundred

struct package {
  std::string_view name;
  int list;      ///< price of the whole term with the one-time part, in units
  int one_time;  ///< never discounted
  int months;
  by_segment bought;
};
constexpr std::array packages{
    package{"Starter 5", 1'140, 0, 12, {26, 0, 0}},
    package{"Starter 10", 2'160, 0, 12, {26, 2, 0}},
    package{"Team 20", 4'320, 0, 12, {22, 6, 0}},
    package{"Team 50", 10'500, 900, 12, {12, 20, 2}},
    package{"Team 50 2Y", 19'900, 900, 24, {8, 14, 2}},
    package{"Business 100", 27'600, 3'600, 12, {4, 22, 8}},
    package{"Business 100 3Y", 70'800, 3'600, 36, {2, 14, 10}},
    package{"Business 250", 63'000, 9'000, 12, {0, 14, 18}},
    package{"Business 250 3Y", 161'000, 9'000, 36, {0, 6, 20}},
    package{"Enterprise 500", 138'000, 24'000, 12, {0, 2, 18}},
    package{"Enterprise 500 3Y", 352'000, 24'000, 36, {0, 0, 14}},
    package{"Enterprise 2000 3Y", 940'000, 60'000, 36, {0, 0, 8}},
};

struct sales_team {
  std::string_view name;
  int pace;  ///< how many deals one of its reps opens, against the other teams
  by_segment sells_to;
};
constexpr sales_team inside{"Inside Sales", 10, {84, 16, 0}};
constexpr sales_team field{"Field Sales", 5, {12, 76, 12}};
constexpr sales_team key_accounts{"Key Accounts", 2, {0, 20, 80}};

struct sales_rep {
  std::string_view name;
  const sales_team& team;
  std::string_view region;
  int hired;  ///< days after --start
  int wins;   ///< of a hundred deals, once settled in
};
constexpr std::array reps{
    sales_rep{"Amara Okafor", inside, "EMEA", -1'460, 44},
    sales_rep{"Ben Whitaker", inside, "Americas", -1'120, 34},
    sales_rep{"Chloe Tanaka", inside, "APAC", -803, 39},
    sales_rep{"Diego Fuentes", inside, "Americas", -511, 36},
    sales_rep{"Elif Demir", inside, "EMEA", -120, 30},
    sales_rep{"Farah Haddad", inside, "EMEA", 95, 35},
    sales_rep{"Gavin Price", inside, "Americas", 410, 28},
    sales_rep{"Hana Kim", field, "APAC", -1'905, 41},
    sales_rep{"Ivan Petrov", field, "EMEA", -1'010, 31},
    sales_rep{"Julia Brandt", field, "EMEA", -640, 37},
    sales_rep{"Kofi Mensah", field, "Americas", -30, 34},
    sales_rep{"Lucia Romano", field, "Americas", 214, 29},
    sales_rep{"Marcus Lee", key_accounts, "Americas", -2'600, 40},
    sales_rep{"Nadia Rahman", key_accounts, "APAC", -1'300, 33},
    sales_rep{"Oscar Nilsson", key_accounts, "EMEA", -420, 27},
    sales_rep{"Zo\u00eb Lindqvist", key_accounts, "EMEA", 300, 31},
};

struct ending {
  std::string_view stage;
  kpi::deal_state state;
  int weight;            ///< among the deals that are not won
  int pace;              ///< its cycle, in percent of the segment's
  int demos, contracts;  ///< of a hundred deals
};
constexpr ending winning{"Closed Won", kpi::deal_state::won, 0, 100, 80, 92};
constexpr std::array other_endings{
    ending{"Closed Lost", kpi::deal_state::lost, 58, 110, 60, 35},
    ending{"No Decision", kpi::deal_state::no_decision, 27, 170, 50, 15},
    ending{"Disqualified", kpi::deal_state::disqualified, 15, 40, 20, 0},
};

/// The day, or the Monday after it when it is of a weekend. Keeps the order of days.
constexpr sys_days working_day(sys_days day) noexcept {
  const date::weekday weekday{day};
  return day + days{weekday == date::Saturday ? 2 : weekday == date::Sunday ? 1 : 0};
}

/// A rep and the part of the span in which new deals are his or hers.
struct seller {
  const sales_rep& rep;
  sys_days hired;
  kpi::period active;
  int weight;  ///< deals to expect, in no unit
};

std::vector<seller> sellers_in(const kpi::period& span) {
  std::vector<seller> sellers;
  for (const sales_rep& rep : reps) {
    const sys_days hired = working_day(span.from() + days{rep.hired});
    const auto active = kpi::period::between(std::max(hired, span.from()), span.until());
    if (active && active->length() > days{0})
      sellers.push_back({rep, hired, *active, rep.team.pace * active->length().count()});
  }
  return sellers;
}

/// A deal as the CRM holds it at the end of the span.
class crm_deal {
 public:
  crm_deal(std::uint64_t number, std::uint64_t seed, const std::vector<seller>& sellers, sys_days until) noexcept
      : dice_(seed, number),
        seller_(dice_.pick(sellers, [](const seller& s) { return s.weight; })),
        segment_(dice_.pick(segments, [&](const auto& s) { return seller_.rep.team.sells_to[s.index]; })),
        package_(dice_.pick(packages, [&](const package& p) { return p.bought[segment_.index]; })),
        number_(number),
        until_(until) {
    const sys_days opened = working_day(seller_.active.from() + days{dice_.below(seller_.active.length().count())});
    const bool still_a_prospect = dice_.chance(4);
    if (still_a_prospect || opened >= until_) return;
    work(opened);
    price();
  }

  void write(fmt::memory_buffer& out) const;

 private:
  [[nodiscard]] std::optional<sys_days> if_happened(sys_days day) const noexcept {
    return day < until_ ? std::optional(day) : std::nullopt;
  }

  /// From the opening to the end, or as far as it has come.
  void work(sys_days opened) noexcept {
    const int settled_in = 50 + 50 * std::min((opened - seller_.hired).count(), 180) / 180;  // percent
    const bool won = dice_.below(10'000) < seller_.rep.wins * settled_in;
    const ending& end = won ? winning : dice_.pick(other_endings, [](const ending& e) { return e.weight; });
    const int cycle = std::max(1, segment_.cycle * dice_.skewed() * end.pace / 10'000);
    const auto at = [&](int percent) { return working_day(opened + days{cycle * percent / 100}); };
    const sys_days closed = at(100);

    deal_.opened = opened;
    if (dice_.chance(end.demos)) {
      const bool before_opening = dice_.chance(8);
      const sys_days earlier = opened - days{dice_.between(1, 21)};
      const sys_days later = at(dice_.below(40));
      deal_.demo = if_happened(before_opening ? working_day(std::max(earlier, seller_.active.from())) : later);
    }
    if (dice_.chance(end.contracts)) {
      const bool made_good_later = won && dice_.chance(4);
      const sys_days during = at(dice_.between(60, 95));
      const sys_days after = working_day(closed + days{dice_.between(1, 10)});
      deal_.contract_sent = if_happened(made_good_later ? after : during);
    }
    const bool slips = dice_.chance(package_.list < 10'000 ? 25 : package_.list < 100'000 ? 40 : 55);
    deal_.expected_close = at(slips ? dice_.between(50, 98) : dice_.between(100, 125));

    if (closed < until_) {
      deal_.closed = closed;
      deal_.state = end.state;
      stage_ = end.stage;
    } else {
      const int progress = 100 * (until_ - opened).count() / cycle;
      stage_ = progress < 30 ? "Qualified" : progress < 60 ? "Proposal" : "Negotiation";
    }
  }

  /// Large deals are bargained for, few are sold above list, and sometimes a cell is not filled in.
  void price() noexcept {
    int discount = 5 * dice_.between(0, package_.list < 10'000 ? 30 : 60);  // in 1/1,000 of the list price
    if (dice_.chance(25)) discount = 0;
    if (dice_.chance(3)) discount = -5 * dice_.between(1, 8);
    const int forgotten = dice_.below(60);
    if (forgotten != 0) {
      deal_.value = kpi::money::cents(std::int64_t{package_.list} * (1'000 - discount) / 10);
      deal_.one_time = kpi::money::of(package_.one_time);
    }
    if (forgotten != 1) deal_.list = kpi::money::of(package_.list);
    if (forgotten != 2) deal_.term = date::months{package_.months};
  }

  dice dice_;
  const seller& seller_;
  const market_segment& segment_;
  const package& package_;
  std::uint64_t number_;
  sys_days until_;
  std::string_view stage_ = "Prospecting";
  kpi::deal deal_;
};

// Cells end with a comma, of which a line's last becomes its end. None of them needs quotes.

void append(fmt::memory_buffer& out, std::string_view text) {
  out.append(text);
  out.push_back(',');
}

void append(fmt::memory_buffer& out, const std::optional<sys_days>& day) {
  if (!day) return out.push_back(',');
  const date::year_month_day ymd{*day};
  fmt::format_to(fmt::appender(out), FMT_COMPILE("{:04}-{:02}-{:02},"), static_cast<int>(ymd.year()),
                 static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

void append(fmt::memory_buffer& out, const std::optional<kpi::money>& amount) {
  if (!amount) return out.push_back(',');
  const std::int64_t cents = amount->value() / (kpi::money::per_unit / 100);
  fmt::format_to(fmt::appender(out), FMT_COMPILE("{}.{:02},"), cents / 100, cents % 100);
}

void end_line(fmt::memory_buffer& out) { out[out.size() - 1] = '\n'; }

constexpr std::string_view heading =
    "deal_id,owner,segment,region,product,stage,created_date,demo_date,contract_sent_date,expected_close_date,"
    "closed_date,amount,one_time_amount,list_price,term_months\n";

void crm_deal::write(fmt::memory_buffer& out) const {
  fmt::format_to(fmt::appender(out), FMT_COMPILE("D{:07},"), number_);
  append(out, seller_.rep.name);
  append(out, segment_.name);
  append(out, seller_.rep.region);
  append(out, package_.name);
  append(out, stage_);
  append(out, deal_.opened);
  append(out, deal_.demo);
  append(out, deal_.contract_sent);
  append(out, deal_.expected_close);
  append(out, deal_.closed);
  append(out, deal_.value);
  append(out, deal_.value ? std::optional(deal_.one_time) : std::nullopt);
  append(out, deal_.list);
  if (deal_.term) fmt::format_to(fmt::appender(out), FMT_COMPILE("{}"), deal_.term->count());
  out.push_back(',');
  end_line(out);
}

/// The sales of a month that a rep of the team can just about make when the span holds so many deals.
kpi::money monthly_quota(const sales_team& team, const std::vector<seller>& sellers, std::int64_t deals) {
  std::int64_t list = 0;  // of a deal, in 1/10,000
  for (const market_segment& s : segments)
    for (const package& p : packages) list += std::int64_t{team.sells_to[s.index]} * p.bought[s.index] * p.list;
  std::int64_t weights = 0;
  for (const seller& s : sellers) weights += s.weight;
  constexpr int days_a_month = 30;
  constexpr int sold = 27;  // percent of the list price of all deals
  const std::int64_t expected = deals * team.pace * days_a_month * (list / 10'000) / weights * sold / 100;
  return kpi::money::of((expected + 99) / 100 * 100);
}

fmt::memory_buffer reps_csv(const std::vector<seller>& sellers, std::int64_t deals) {
  fmt::memory_buffer out;
  out.append(std::string_view("rep,team,region,hired_date,monthly_quota\n"));
  for (const seller& s : sellers) {
    append(out, s.rep.name);
    append(out, s.rep.team.name);
    append(out, s.rep.region);
    append(out, s.hired);
    append(out, monthly_quota(s.rep.team, sellers, deals));
    end_line(out);
  }
  return out;
}

fmt::memory_buffer packages_csv() {
  fmt::memory_buffer out;
  out.append(std::string_view("product,list_price\n"));
  for (const package& p : packages) {
    append(out, p.name);
    append(out, kpi::money::of(p.list));
    end_line(out);
  }
  return out;
}

bool save(const std::string& path, const fmt::memory_buffer& text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) fmt::print(stderr, "generate_deals: {}: cannot be written\n", path);
  return static_cast<bool>(file);
}

/// Writes through one buffer of fixed size, whatever the number of deals.
bool write_deals(std::int64_t deals, std::uint64_t seed, const std::vector<seller>& sellers, sys_days until) {
  constexpr std::size_t enough = 1 << 16;
  fmt::memory_buffer out;
  out.append(heading);
  bool good = true;
  examples::progress progress;
  const auto total = static_cast<std::size_t>(deals);
  const auto flush = [&] {
    good = std::fwrite(out.data(), 1, out.size(), stdout) == out.size();
    out.clear();
  };
  for (std::int64_t i = 1; i <= deals && good; ++i) {
    crm_deal(static_cast<std::uint64_t>(i), seed, sellers, until).write(out);
    if (out.size() >= enough) flush();
    progress.show(static_cast<std::size_t>(i), static_cast<std::size_t>(i), total);
  }
  if (good) flush();
  good = std::fflush(stdout) == 0 && good;
  progress.clear();
  if (!good) fmt::print(stderr, "generate_deals: the deals cannot be written\n");
  return good;
}

/// A day that leaves room on the calendar for what lies before and after it.
sys_days day_of(const std::string& option, const std::string& text) {
  const auto day = kpi::parse_day(text);
  if (!day || *day < sys_days{date::year{1950} / 1 / 1} || *day > sys_days{date::year{2150} / 1 / 1})
    throw CLI::ValidationError(option, text + " is not a day from 1950-01-01 to 2150-01-01");
  return *day;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Writes the deals of a made-up sales team to the standard output, as CSV."};
  std::int64_t rows = 400;
  std::int64_t seed = 1;
  std::string start = "2023-01-01", until = "2025-01-01", reps_file, products_file;
  app.add_option("--rows", rows, "How many deals")->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
  app.add_option("--seed", seed, "Another number, other deals")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{UINT32_MAX}));
  app.add_option("--start", start, "The first day on which a deal can be opened");
  app.add_option("--until", until, "What happens on this day or later has not happened yet");
  app.add_option("--reps-file", reps_file, "Write the sales team to this file");
  app.add_option("--products-file", products_file, "Write the price list to this file");
  for (CLI::Option* option : app.get_options()) option->capture_default_str();

  kpi::period span;
  try {
    app.parse(argc, argv);
    const auto between = kpi::period::between(day_of("--start", start), day_of("--until", until));
    if (!between || between->length() == days{0}) throw CLI::ValidationError("--until", "must be later than --start");
    span = *between;
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }

  const auto sellers = sellers_in(span);
  if (!reps_file.empty() && !save(reps_file, reps_csv(sellers, rows))) return 2;
  if (!products_file.empty() && !save(products_file, packages_csv())) return 2;
  return write_deals(rows, static_cast<std::uint64_t>(seed), sellers, span.until()) ? 0 : 1;
}
