// SPDX-License-Identifier: MIT
// What does the board need to see? Revenue and sales of a period against the period before, on one page.
#include "board_report_options.hpp"

#include "support/deals.hpp"
#include "support/page.hpp"
#include "support/quotas.hpp"
#include "support/report.hpp"
#include "support/subscriptions.hpp"
#include "support/terminal.hpp"
#include "support/wording.hpp"

#include <kpi/format.hpp>
#include <kpi/metrics/growth_rate.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/distribution.hpp>
#include <kpi/tally/ledger.hpp>
#include <kpi/tally/tally.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace examples;
using kpi::bilingual;

/// A deal and the number of its owner.
struct owned_deal {
  kpi::deal deal;
  std::uint32_t owner;
};

/// How far the deals opened in a period have come. A deal counts in every stage up to the last it reached.
struct stages {
  kpi::count opened{}, demo{}, contract_sent{}, won{};
  kpi::count open{};  ///< of those opened

  static constexpr void fields(auto f, auto&... s) {
    f("opened", s.opened...);
    f("demo", s.demo...);
    f("contract_sent", s.contract_sent...);
    f("won", s.won...);
    f("open", s.open...);
  }
};

/// What one rep did in the period.
struct rep_result {
  kpi::opportunities opportunities{};
  kpi::closed_sales sales{};
  kpi::money quota{};

  static constexpr void fields(auto f, auto&... r) {
    f("opportunities", r.opportunities...);
    f("sales", r.sales...);
    f("quota", r.quota...);
  }
};
using named_rep = std::pair<std::string, rep_result>;
using kpi::operator+=;

constexpr std::size_t most_reps = 20;     // in a chart; the others are one row
constexpr int most_cohorts = 12;          // quarters
constexpr int cohort_step = 3;            // months between the columns of cohorts
constexpr date::months trend_length{24};  // months
constexpr std::size_t most_bins = 14;

/// How a tile says what changed.
enum class change_in : unsigned char { per_cent, points, days };

/// The months of a period, by number from its first.
date::year_month first_month(const kpi::period& p) { return kpi::month_of(p.from()); }
date::year_month last_month(const kpi::period& p) { return kpi::month_of(p.until() - date::days{1}); }
std::string text_of(date::year_month month) { return kpi::to_text(kpi::period::month(month)); }

/// As many months as the period has, before it.
kpi::period before(const kpi::period& p) {
  return kpi::period::trailing_months(p.from(), (last_month(p) - first_month(p)).count() + 1);
}

/// The program's work, from the files to the page.
class board_report {
 public:
  explicit board_report(const board_report_options& o);

  [[nodiscard]] std::string html() const;
  [[nodiscard]] kpi::count refused() const { return deals_.refused() + subscriptions_.refused(); }
  [[nodiscard]] std::string matches() const { return deals_.matches() + '\n' + subscriptions_.matches(); }

 private:
  void read_deals();
  [[nodiscard]] date::sys_days latest_day() const;
  [[nodiscard]] kpi::period last_quarter_over() const;

  [[nodiscard]] tile compare(const bilingual& title, const shown& now, const shown& then, change_in unit,
                             kpi::better better) const;
  [[nodiscard]] std::vector<tile> revenue_tiles() const;
  [[nodiscard]] std::vector<tile> sales_tiles() const;

  [[nodiscard]] chart trend() const;
  [[nodiscard]] chart waterfall() const;
  [[nodiscard]] chart cohorts() const;
  [[nodiscard]] chart funnel() const;
  [[nodiscard]] chart cycles() const;
  [[nodiscard]] chart win_rates() const;
  [[nodiscard]] chart quotas() const;
  [[nodiscard]] std::vector<named_rep> reps(bool (*counts)(const rep_result&)) const;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> terms() const;
  [[nodiscard]] std::vector<std::string> notes() const;

  [[nodiscard]] std::string name(const std::string& owner) const {
    return owner.empty() ? say_({"(blank)", "（空）"}) : printable(owner, 32);
  }
  [[nodiscard]] chart without(chart c, const bilingual& reason) const {
    c.summary = say_(reason);
    return c;
  }

  const board_report_options& options_;
  wording say_;
  deal_source deals_;
  subscription_list subscriptions_;
  std::optional<quota_book> quotas_;

  std::vector<owned_deal> all_;
  std::vector<std::string> owners_;
  date::sys_days as_of_;
  kpi::period period_, before_;
  kpi::deal_measures now_, then_;
  std::vector<rep_result> by_owner_;
  std::vector<kpi::subscription_period> periods_;
};

board_report::board_report(const board_report_options& o)
    : options_(o),
      say_(o.language),
      deals_(o.deals_file, o.deals),
      subscriptions_(o.subscriptions_file, o.subscriptions),
      periods_(subscriptions_.periods()) {
  if (!o.reps.empty()) {
    if (!deals_.has(field::owner)) throw unusable("--reps needs a column with the owner; --map owner=COLUMN names it.");
    quotas_.emplace(o.reps);
  }
  read_deals();
  as_of_ = o.as_of.value_or(latest_day());
  period_ = o.period.value_or(last_quarter_over());
  before_ = before(period_);
  if (!before_.ok()) throw unusable("There is no period before " + kpi::to_text(period_) + ".");
  if (as_of_ < period_.from())
    throw unusable(
        fmt::format("{} has not begun: {} is as of {}.", kpi::to_text(period_), o.deals_file, kpi::to_text(as_of_)));

  const std::array both{before_, period_};
  const auto measures =
      kpi::tally_by_period(all_, both, as_of_, [](const owned_deal& d) -> const kpi::deal& { return d.deal; });
  then_ = measures[0].second;
  now_ = measures[1].second;

  if (quotas_) quotas_->count_months_of(*kpi::period::between(before_.from(), as_of_ + date::days{1}), period_);
  by_owner_.resize(owners_.size());
  for (const auto& [owner, result] : kpi::tally_by(all_, &owned_deal::owner, [this](const owned_deal& d) {
         const kpi::deal_as_of s(d.deal, as_of_);
         return rep_result{kpi::opportunities_in(s, period_), kpi::sales_in(s, period_), {}};
       }))
    by_owner_[owner] = result;
}

void board_report::read_deals() {
  progress progress;
  std::unordered_map<std::string, std::uint32_t> numbers;
  while (const kpi::deal* deal = deals_.next()) {
    progress.show(all_.size(), deals_.file().bytes_read(), deals_.file().bytes_total());
    const auto [at, is_new] =
        numbers.try_emplace(std::string(deals_.cell(field::owner)), static_cast<std::uint32_t>(owners_.size()));
    if (is_new) owners_.push_back(at->first);
    all_.push_back({*deal, at->second});
  }
  if (all_.empty()) throw unusable(options_.deals_file + " has no row that can be counted.");
  if (periods_.empty()) throw unusable(options_.subscriptions_file + " has no row that can be counted.");
}

/// Expected days are not days on which anything happened, and neither is the closing day of an open deal.
date::sys_days board_report::latest_day() const {
  date::sys_days latest = first_deal_day;
  for (const auto& [d, owner] : all_)
    for (const auto* day : {&d.opened, &d.demo, &d.contract_sent, &d.closed})
      if (*day && (day != &d.closed || d.state != kpi::deal_state::open)) latest = std::max(latest, **day);
  return latest;
}

kpi::period board_report::last_quarter_over() const {
  const date::sys_days after = as_of_ + date::days{1};
  const kpi::period running = kpi::quarters_of(*kpi::period::between(after, after + date::days{1})).front();
  return kpi::period::trailing_months(running.from(), 3);
}

// The tiles.

tile board_report::compare(const bilingual& title, const shown& now, const shown& then, change_in unit,
                           kpi::better better) const {
  tile t{.title = say_(title), .value = now.text, .basis = now.basis};
  t.before = say_({"{}: {} ({})", "{}：{}（{}）"}, say_.period(before_), then.text, then.in_brief);
  if (!now.value || !then.value) return t;

  double change = *now.value - *then.value;
  bilingual text{"{:+.1f} days", "{:+.1f} 天"};
  if (unit == change_in::points) {
    change *= 100;
    text = {"{:+.1f} points", "{:+.1f} 个百分点"};
  } else if (unit == change_in::per_cent) {
    if (*then.value <= 0) return t;
    change *= 100 / *then.value;
    text = {"{:+.1f} %", "{:+.1f} %"};
  }
  if (std::abs(change) < 0.05) {
    t.change = say_({"unchanged", "持平"});
    return t;
  }
  t.change = say_(text, change);
  if (better != kpi::better::depends) t.verdict = (change > 0) == (better == kpi::better::higher) ? 1 : -1;
  return t;
}

std::vector<tile> board_report::revenue_tiles() const {
  constexpr date::months year{12};
  const auto closing = [this](const kpi::period& p) {
    const auto month = kpi::monthly_movements(periods_, last_month(p), last_month(p)).front();
    return say_.money(month.revenue.closing(), {"from {} customers at the end", "期末 {} 个客户"},
                      month.customers.closing(), wording::number_of_customers);
  };
  const auto retained = [&](const kpi::period& p) {
    return kpi::trailing_retention(periods_, last_month(p), last_month(p), year).front();
  };
  const auto now = retained(period_);
  const auto then = retained(before_);
  const auto net = [this](const kpi::monthly_retention& r) {
    return say_.ratio_of_money(
        kpi::cohort_net_revenue_retention(r.revenue),
        {"{} from the customers of a year before, then {}", "一年前的客户现支付 {}，当时支付 {}"});
  };
  const auto gross = [this](const kpi::monthly_retention& r) {
    return say_.ratio_of_money(kpi::cohort_gross_revenue_retention(r.revenue),
                               {"{} kept of what they paid, {}", "在其当时支付的 {1} 中保留 {0}"});
  };
  const auto customers = [this](const kpi::monthly_retention& r) {
    return say_.ratio(kpi::customer_retention_rate(r.customers),
                      {"{} of the {} of a year before", "一年前的 {1} 个客户中保留 {0} 个"});
  };
  using enum kpi::better;
  return {
      compare({"Monthly recurring revenue", "月度经常性收入"}, closing(period_), closing(before_), change_in::per_cent,
              higher),
      compare({"Net revenue retention", "净收入保留率"}, net(now), net(then), change_in::points, higher),
      compare({"Gross revenue retention", "毛收入保留率"}, gross(now), gross(then), change_in::points, higher),
      compare({"Customers kept", "客户保留率"}, customers(now), customers(then), change_in::points, higher),
  };
}

std::vector<tile> board_report::sales_tiles() const {
  const auto sold = [this](const kpi::deal_measures& m) {
    if (!deals_.has(field::value)) return say_.none({kpi::errc::undefined, "value"});
    return say_.money(m.sales.revenue, {"from {} won deals", "来自 {} 笔赢得的交易"}, m.sales.deals,
                      wording::number_of_deals);
  };
  const auto win_rate = [this](const kpi::deal_measures& m) {
    return say_.ratio(kpi::decided_win_rate(m.opportunities), {"{} won of {} decided", "已决 {1} 笔中赢得 {0} 笔"});
  };
  const auto size = [this](const kpi::deal_measures& m) {
    return say_.money(kpi::average_deal_size(m.sales), {"{} from {} won deals", "{1} 笔赢得的交易共 {0}"});
  };
  const auto cycle = [this](const kpi::deal_measures& m) {
    return say_.days(kpi::sales_cycle_length(m.cycle), {"{} days in {} closed deals", "{1} 笔结案交易共 {0} 天"});
  };
  using enum kpi::better;
  return {
      compare({"Sales won", "赢得的销售额"}, sold(now_), sold(then_), change_in::per_cent, higher),
      compare({"Decided win rate", "已决交易胜率"}, win_rate(now_), win_rate(then_), change_in::points, higher),
      compare({"Average deal size", "平均交易规模"}, size(now_), size(then_), change_in::per_cent, depends),
      compare({"Sales cycle", "销售周期"}, cycle(now_), cycle(then_), change_in::days, lower),
  };
}

// The charts: each is a table, and what stands above it.

chart board_report::trend() const {
  const date::sys_days first_start =
      std::min_element(periods_.begin(), periods_.end(), [](const auto& a, const auto& b) {
        return a.start < b.start;
      })->start;
  const date::year_month last = last_month(period_);
  const date::year_month first = std::max(kpi::month_of(first_start), last - (trend_length - date::months{1}));
  chart c{
      .kind = "trend",
      .title = say_({"Monthly recurring revenue by month", "各月的月度经常性收入"}),
      .headings = {say_({"Month", "月份"}), say_({"Revenue at its end", "月末收入"}), say_({"Customers", "客户数"})}};
  for (const auto& m : kpi::monthly_movements(periods_, first, last)) {
    const bool inside = m.month >= first_month(period_);
    c.rows.push_back({{text_of(m.month), inside ? "1" : "0"},
                      {amount(m.revenue.closing()), number(m.revenue.closing().to_double())},
                      {kpi::to_text(m.customers.closing())}});
  }
  if (c.rows.empty()) return without(c, {"No subscription had begun.", "尚无订阅开始。"});
  c.summary =
      say_({"At the end of each month; {} is highlighted.", "各月月末；突出显示的是 {}。"}, say_.period(period_));
  return c;
}

chart board_report::waterfall() const {
  chart c{.kind = "waterfall",
          .title = say_({"How it changed", "变动构成"}),
          .headings = {say_({"Step", "项目"}), say_({"Amount a month", "月度金额"})}};
  const auto bridge = kpi::revenue_over(kpi::monthly_movements(periods_, first_month(period_), last_month(period_)));
  if (!bridge) return without(c, {say_.reason(bridge.error()), say_.reason(bridge.error())});
  const auto step = [&](const bilingual& name, const kpi::money& m) {
    c.rows.push_back({{say_(name)}, {amount(m), number(m.to_double())}});
  };
  step({"Opening", "期初"}, bridge->opening);
  step({"New business", "新业务"}, bridge->new_business);
  step({"Expansion", "扩展"}, bridge->expansion);
  step({"Reactivated", "重新激活"}, bridge->reactivated);
  step({"Contraction", "收缩"}, -bridge->contraction);
  step({"Churned", "流失"}, -bridge->churned);
  step({"Closing", "期末"}, bridge->closing());
  c.summary = say_({"Monthly recurring revenue from {} to {} in {}.", "{2}，月度经常性收入从 {0} 到 {1}。"},
                   amount(bridge->opening), amount(bridge->closing()), say_.period(period_));
  return c;
}

/// Customers by the quarter in which they first paid: the months' cohorts added up, as far as the youngest has come.
chart board_report::cohorts() const {
  chart c{.kind = "cohorts",
          .title = say_({"Customers who still pay", "仍在付费的客户"}),
          .headings = {say_({"First paid in", "首次付费"}), say_({"Customers", "客户数"})},
          .wide = true};
  const date::year_month last = last_month(period_);
  const kpi::period span = kpi::period::trailing_months(period_.until(), 3 * most_cohorts);
  std::size_t ages = 0;
  const auto quarters = kpi::quarters_of(span);
  const auto months = kpi::cohorts(periods_, kpi::month_of(quarters[quarters.size() - most_cohorts].from()), last);
  for (const auto& quarter : quarters) {
    std::vector<kpi::count> still;
    bool any = false;
    for (const auto& cohort : months) {
      if (!quarter.contains(kpi::period::month(cohort.month).from())) continue;
      if (!any || cohort.ends.size() < still.size()) still.resize(cohort.ends.size());
      for (std::size_t age = 0; age < still.size(); ++age) still[age] += cohort.ends[age].accounts;
      any = true;
    }
    if (!any || still.front() == 0) continue;
    auto& row = c.rows.emplace_back();
    row.push_back({say_.period(quarter)});
    row.push_back({kpi::to_text(still.front())});
    for (std::size_t age = 0; age < still.size(); age += cohort_step) {
      const auto share = kpi::ratio::of(still[age], still.front());
      if (!share) continue;
      row.push_back({say_({"{} ({} of {})", "{}（{} / {}）"}, kpi::to_text(*share, 0), still[age], still.front()),
                     number(share->to_double())});
    }
    ages = std::max(ages, row.size() - 2);
  }
  if (c.rows.empty()) return without(c, {"No customer first paid in these quarters.", "这些季度没有首次付费的客户。"});
  for (std::size_t age = 0; age < ages; ++age)
    c.headings.push_back(age == 0 ? say_({"at first", "起初"})
                                  : say_({"{} months", "{} 个月"}, age * static_cast<std::size_t>(cohort_step)));
  for (auto& row : c.rows) row.resize(ages + 2);
  c.summary = say_({"Of the customers who first paid in a quarter, those who pay so many months later, in per cent.",
                    "各季度首次付费的客户在若干个月后仍在付费的百分比。"});
  return c;
}

chart board_report::funnel() const {
  const stages reached = kpi::tally(all_, [this](const owned_deal& row) {
    const kpi::deal_as_of d(row.deal, as_of_);
    if (!d.opened_in(period_)) return stages{};
    const auto so_far = [](bool has) { return kpi::count(has ? 1 : 0); };
    const bool had_demo = row.deal.demo && *row.deal.demo <= as_of_;
    return stages{.opened = 1,
                  .demo = so_far(had_demo || d.was_sent() || d.won()),
                  .contract_sent = so_far(d.was_sent() || d.won()),
                  .won = so_far(d.won()),
                  .open = so_far(!d.closed())};
  });
  chart c{.kind = "bars",
          .title = say_({"How far the deals opened in {} have come", "{} 开立的交易进展"}, say_.period(period_)),
          .headings = {say_({"Stage", "阶段"}), say_({"Share of opened", "占开立"}), say_({"Deals", "交易数"})}};
  const auto stage = [&](const bilingual& name, const kpi::count& n) {
    if (const auto share = kpi::ratio::of(n, reached.opened))
      c.rows.push_back({{say_(name)},
                        {kpi::to_text(*share), number(share->to_double())},
                        {say_(wording::part_of_whole, n, reached.opened)}});
  };
  stage({"Opened", "开立"}, reached.opened);
  if (deals_.has(field::demo)) stage({"Demo", "演示"}, reached.demo);
  if (deals_.has(field::contract_sent)) stage({"Contract sent", "发出合同"}, reached.contract_sent);
  stage({"Won", "赢得"}, reached.won);
  if (c.rows.empty()) return without(c, {"No deal was opened in the period.", "本期没有开立交易。"});
  c.summary = say_({"By {}; {} of them are still open. Each counts in every stage up to the last it reached.",
                    "截至 {}，其中 {} 笔仍未结案。每笔交易计入其到达过的每个阶段。"},
                   kpi::to_text(as_of_), reached.open);
  return c;
}

chart board_report::cycles() const {
  chart c{.kind = "histogram",
          .title = say_({"Sales cycle, from opened to closed", "销售周期：从开立到结案"}),
          .headings = {say_({"Days", "天数"}), say_({"Deals", "交易数"}), say_({"Share", "占比"})}};
  const auto days = kpi::tally<kpi::distribution<kpi::days>>(all_, [this](auto& total, const owned_deal& row) {
    const kpi::cycle_time cycle = kpi::cycle_of(row.deal, period_, as_of_);
    if (cycle.deals != 0) total.add(cycle.total);
  });
  const auto median = days.median();
  if (!median) return without(c, {"No deal was closed in the period.", "本期没有结案的交易。"});

  // As many whole weeks a bin as keep the longest cycle but one in twenty on the chart.
  const auto cells = days.cells();
  const auto most = static_cast<std::int64_t>(days.quantile(kpi::ratio::percent(95)).value_or(0));
  std::int64_t width = 7;
  for (const std::int64_t next : {14, 28, 56, 91, 182, 364})
    if (most / width >= static_cast<std::int64_t>(most_bins) - 1) width = next;
  const auto last = static_cast<std::size_t>(
      std::min<std::int64_t>(cells.back().first.value() / width, static_cast<std::int64_t>(most_bins) - 1));
  std::vector<kpi::count> bins(last + 1);
  for (const auto& [length, n] : cells) bins[std::min(static_cast<std::size_t>(length.value() / width), last)] += n;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const std::int64_t from = static_cast<std::int64_t>(i) * width;
    const bool open_ended = i == last && cells.back().first.value() >= from + width;
    const auto share = kpi::ratio::of(bins[i], days.count());
    c.rows.push_back(
        {{open_ended ? fmt::format("≥ {}", from) : fmt::format("{}–{}", from, from + width - 1), fmt::to_string(from)},
         {kpi::to_text(bins[i]), number(static_cast<double>(bins[i].value()))},
         {share ? kpi::to_text(*share) : std::string()}});
  }
  const auto upper = days.quantile(kpi::ratio::percent(75));
  // Where the line stands, in bins from the first one's left edge.
  c.marks.push_back({say_({"Median", "中位数"}), {say_.days(*median), number(*median / static_cast<double>(width))}});
  c.summary = say_(
      {"{} deals closed: half within {}, three quarters within {}.", "{} 笔交易结案：一半在 {}内，四分之三在 {}内。"},
      days.count(), say_.days(*median), say_.days(upper.value_or(*median)));
  return c;
}

/// Those of whom there is something to say; beyond twenty, the ones who had less to decide are added up as one.
std::vector<named_rep> board_report::reps(bool (*counts)(const rep_result&)) const {
  std::vector<named_rep> reps;
  for (std::size_t i = 0; i < owners_.size(); ++i) {
    rep_result result = by_owner_[i];
    if (quotas_) result.quota = quotas_->quota(period_, owners_[i]);
    if (counts(result)) reps.emplace_back(name(owners_[i]), result);
  }
  if (quotas_)
    for (const auto& rep : quotas_->reps())
      if (std::find(owners_.begin(), owners_.end(), rep.name) == owners_.end()) {
        const rep_result idle{{}, {}, quotas_->quota(period_, rep.name)};
        if (counts(idle)) reps.emplace_back(name(rep.name), idle);
      }
  const auto decided = [](const named_rep& r) { return r.second.opportunities.won + r.second.opportunities.lost; };
  std::sort(reps.begin(), reps.end(), [&](const named_rep& a, const named_rep& b) {
    return decided(a) != decided(b) ? decided(a) > decided(b) : a.first < b.first;
  });
  if (reps.size() > most_reps) {
    rep_result others;
    for (std::size_t i = most_reps - 1; i < reps.size(); ++i) others += reps[i].second;
    const kpi::count n(reps.size() - most_reps + 1);
    reps.resize(most_reps - 1);
    reps.emplace_back(say_({"{} others", "其他 {} 人"}, n), others);
  }
  return reps;
}

/// Names with their figures: the highest first, those without one last, equal ones as they came.
using ranking = std::multimap<std::optional<double>, std::pair<std::string, shown>, std::greater<>>;
void add_to(ranking& rows, const std::string& name, const shown& figure) {
  rows.emplace(figure.value, std::pair(name, figure));
}

/// One row a rep: the figure, and what it was made of or why there is none.
void add_rows(chart& c, const ranking& rows) {
  for (const auto& [value, row] : rows) {
    const auto& [name, figure] = row;
    c.rows.push_back({{name}, {figure.text, value ? number(*value) : std::string()}, {figure.basis}});
  }
}

chart board_report::win_rates() const {
  chart c{.kind = "bars",
          .title = say_({"Decided win rate by rep", "各销售人员的已决交易胜率"}),
          .headings = {say_({"Rep", "销售人员"}), say_({"Win rate", "胜率"}), say_({"Won of decided", "赢得 / 已决"})}};
  if (!deals_.has(field::owner))
    return without(c, {"The deals have no column with the owner.", "交易文件中没有负责人列。"});
  ranking rows;
  for (const auto& [rep, result] : reps([](const rep_result& r) { return r.opportunities != kpi::opportunities{}; })) {
    add_to(rows, rep, say_.ratio(kpi::decided_win_rate(result.opportunities), wording::part_of_whole));
  }
  if (rows.empty()) return without(c, {"Nothing happened in the period.", "本期没有任何变动。"});
  add_rows(c, rows);
  const shown all = say_.ratio(kpi::decided_win_rate(now_.opportunities), wording::part_of_whole);
  if (all.value) c.marks.push_back({say_({"All", "全体"}), {all.text, number(*all.value)}});
  c.summary = say_({"All together: {} ({}).", "全体：{}（{}）。"}, all.text, all.basis);
  return c;
}

chart board_report::quotas() const {
  chart c{.kind = "bars",
          .title = say_({"Quota attainment by rep", "各销售人员的配额达成率"}),
          .headings = {say_({"Rep", "销售人员"}), say_({"Attainment", "达成率"}),
                       say_({"Sold of quota", "销售额 / 配额"})}};
  if (!quotas_) return without(c, {"No quotas were given (--reps).", "未提供配额（--reps）。"});
  if (!deals_.has(field::value))
    return without(c, {"The deals have no column with a value.", "交易文件中没有金额列。"});
  ranking rows;
  const auto attainment = [this](const rep_result& r) {
    return say_.ratio_of_money(kpi::quota_attainment({.sales = r.sales.revenue, .quota = r.quota}),
                               wording::part_of_whole);
  };
  rep_result total;
  for (const auto& [rep, result] : reps([](const rep_result& r) { return r.quota != kpi::money{}; })) {
    total += result;
    add_to(rows, rep, attainment(result));
  }
  if (rows.empty()) return without(c, {"Nobody had a quota in the period.", "本期没有人有配额。"});
  add_rows(c, rows);
  const shown all = attainment(total);
  c.marks.push_back({say_({"Quota", "配额"}), {"100 %", "1"}});
  c.summary = say_({"All together: {} ({}).", "全体：{}（{}）。"}, all.text, all.basis);
  return c;
}

// What stands at the end.

/// The catalogue's own words for the figures of the report.
std::vector<std::pair<std::string, std::string>> board_report::terms() const {
  std::vector<std::pair<std::string, std::string>> terms;
  for (const auto name : {"cohort_net_revenue_retention", "cohort_gross_revenue_retention", "customer_retention_rate",
                          "decided_win_rate", "average_deal_size", "sales_cycle_length", "quota_attainment"}) {
    const kpi::metric* m = kpi::find(name);
    if (m == nullptr) continue;
    const std::string title = say_(m->title);
    terms.emplace_back(title.substr(0, title.find(" / ")),
                       say_(m->definition) + (options_.language == kpi::language::english ? " " : "") + say_(m->omits));
  }
  return terms;
}

std::vector<std::string> board_report::notes() const {
  std::vector<std::string> notes;
  const kpi::coverage& c = now_.coverage;
  std::string deals = say_({"{}: {} deals taken, {} rows refused", "{}：计入 {} 笔交易，拒绝 {} 行"},
                           printable(deals_.file().path(), 60), c.taken, deals_.refused());
  const auto count = [this](std::string& text, const kpi::count& n, const bilingual& what) {
    if (n != 0) text += say_({", {} {}", "，{} {}"}, n, say_(what));
  };
  count(deals, deals_.without_data(), {"lines without data", "行没有数据"});
  count(deals, c.not_opened, {"not opened yet", "笔尚未开立"});
  deals += say_({"; in the period", "；本期"});
  count(deals, c.without_value, {"closed without a value", "笔结案但没有金额"});
  count(deals, c.without_opening, {"closed without an opening day", "笔结案但没有开立日"});
  if (c.without_value == 0 && c.without_opening == 0)
    deals += say_({" none without a day or a value", "均有日期和金额"});
  notes.push_back(deals + say_({".", "。"}));

  const auto s = kpi::coverage_of(periods_);
  std::string subscriptions = say_(
      {"{}: {} subscriptions of {} customers taken, {} rows refused", "{}：计入 {} 条订阅，涉及 {} 个客户，拒绝 {} 行"},
      printable(options_.subscriptions_file, 60), s.taken, s.customers, subscriptions_.refused());
  count(subscriptions, subscriptions_.never_paid(), {"in trial or never paid", "条处于试用或从未付费"});
  count(subscriptions, s.between, {"between two months' ends", "条未覆盖任何月末"});
  count(subscriptions, s.never_seen, {"of the customers seen at no month's end", "个客户未出现在任何月末"});
  notes.push_back(subscriptions + say_({".", "。"}));

  std::string open;
  for (const auto& stage : deals_.taken_as_open())
    open +=
        say_({"{}{} {}", "{}{} {}"}, open.empty() ? "" : say_({", ", "，"}), printable(stage.name, 40), stage.deals);
  if (!open.empty()) notes.push_back(say_({"Taken as open: {}.", "视为未结案：{}。"}, open));
  if (quotas_) {
    kpi::closed_sales apart;
    for (std::size_t i = 0; i < owners_.size(); ++i)
      if (!quotas_->has_quota(owners_[i])) apart += by_owner_[i].sales;
    if (apart.deals != 0)
      notes.push_back(say_({"Owners without a quota won {} deals of {}, in no attainment.",
                            "没有配额的负责人赢得 {} 笔交易，共 {}，不计入达成率。"},
                           apart.deals, amount(apart.revenue)));
  }
  return notes;
}

std::string board_report::html() const {
  const auto currency = [this] {
    const std::string deals(deals_.currency()), subscriptions(subscriptions_.currency());
    if (deals.empty() && subscriptions.empty()) return say_({"amounts in whole units of the currency", "金额取整"});
    if (deals == subscriptions || subscriptions.empty() || deals.empty())
      return say_({"amounts in {}, whole units", "金额单位 {}，取整"},
                  printable(deals.empty() ? subscriptions : deals, 10));
    return say_({"sales in {}, recurring revenue in {}, whole units", "销售额单位 {}，经常性收入单位 {}，取整"},
                printable(deals, 10), printable(subscriptions, 10));
  };
  page page(options_.language, say_({"Board report, {}", "董事会报告，{}"}, say_.period(period_)),
            say_({"Against {} · deals as of {} · {}", "对比 {} · 交易截至 {} · {}"}, say_.period(before_),
                 kpi::to_text(as_of_), currency()));
  if (as_of_ < period_.until() - date::days{1})
    page.warn(say_({"{} is not over: sales are those up to {}, and the period before is whole.",
                    "{} 尚未结束：销售数据截至 {}，而上期是完整的。"},
                   say_.period(period_), kpi::to_text(as_of_)));
  page.begin_section(say_({"Recurring revenue", "经常性收入"}));
  page.add(revenue_tiles());
  page.add(trend());
  page.add(waterfall());
  page.add(cohorts());
  page.begin_section(say_({"Sales", "销售"}));
  page.add(sales_tiles());
  page.add(funnel());
  page.add(cycles());
  page.add(win_rates());
  page.add(quotas());
  page.begin_section(say_({"What the figures mean", "指标含义"}));
  page.add_terms(terms());
  page.begin_section(say_({"What was counted", "统计范围"}));
  page.add_notes(notes());
  return std::move(page).finish();
}

}  // namespace

int main(int argc, char** argv) {
  const auto parsed = parse_board_report_options(argc, argv);
  if (const int* code = std::get_if<int>(&parsed)) return *code;
  const auto& o = std::get<board_report_options>(parsed);
  try {
    end_on_interrupt();
    const board_report report(o);
    if (o.verbose) print_note(report.matches());
    if (!print_text(report.html())) throw unusable("The report cannot be written.");
    return o.strict && report.refused() != 0 ? 1 : 0;
  } catch (const unusable& e) {
    print_note(e.what());
    return 2;
  }
}
