// SPDX-License-Identifier: MIT
// How do we sell? Win rates, deal sizes, sales cycles and velocity from a CRM's export.
#include "scorecard_options.hpp"

#include "support/deal_metrics.hpp"
#include "support/deal_tally.hpp"
#include "support/deals.hpp"
#include "support/quotas.hpp"
#include "support/report.hpp"
#include "support/terminal.hpp"

#include <kpi/format.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace examples;

/// The periods that `--by` asks for, cut to the one of `--period`.
std::vector<kpi::period> spine(const scorecard_options& o) {
  const kpi::period whole = o.period.value_or(*kpi::period::between(first_deal_day, last_deal_day + date::days{1}));
  std::vector<kpi::period> parts{whole};
  if (std::count_if(o.by.begin(), o.by.end(), is_period) > 1)
    throw unusable("--by takes one of month, quarter and year.");
  for (const auto& level : o.by) {
    if (level == "month") parts = kpi::months_of(whole);
    if (level == "quarter") parts = kpi::quarters_of(whole);
    if (level == "year") parts = kpi::years_of(whole);
  }
  for (auto& part : parts)
    part = *kpi::period::between(std::max(part.from(), whole.from()), std::min(part.until(), whole.until()));
  return parts;
}

/// The program's work, from the options to the report.
class scorecard {
 public:
  explicit scorecard(const scorecard_options& o) : options_(o), deals_(o.file, o.deals), tally_(spine(o), o.as_of) {
    if (!o.reps.empty()) {
      if (!deals_.has(field::owner))
        throw unusable("--reps needs a column with the owner; --map owner=COLUMN names it.");
      quotas_.emplace(o.reps);
    }
    for (const auto& level : o.by)
      if (!is_period(level)) columns_.push_back(deals_.column(level));
  }

  void read();
  /// The report, in the format asked for.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const deal_source& deals() const noexcept { return deals_; }

 private:
  [[nodiscard]] bool by_owner() const {
    return columns_.size() == 1 && columns_.front() == deals_.column(field::owner);
  }
  [[nodiscard]] kpi::period whole() const {
    return *kpi::period::between(tally_.periods().front().from(), tally_.periods().back().until());
  }
  [[nodiscard]] std::vector<figure> ask(const deal_card& card, std::optional<kpi::money> quota) const;
  [[nodiscard]] report groups() const;
  void rank(report& r) const;
  [[nodiscard]] report reps() const;
  [[nodiscard]] report tenure() const;
  [[nodiscard]] std::vector<std::string> notes() const;
  [[nodiscard]] std::string notes_json() const;

  const scorecard_options& options_;
  deal_source deals_;
  deal_tally tally_;
  std::optional<quota_book> quotas_;
  std::vector<std::size_t> columns_;  // of --by
};

void scorecard::read() {
  progress progress;
  std::vector<std::string_view> keys(columns_.size());
  std::size_t n = 0;
  while (const kpi::deal* deal = deals_.next()) {
    progress.show(++n, deals_.file().bytes_read(), deals_.file().bytes_total());
    std::transform(columns_.begin(), columns_.end(), keys.begin(), [&](std::size_t c) { return deals_.cell(c); });
    const std::string_view owner = deals_.cell(field::owner);
    tally_.add(*deal, keys, quotas_ && quotas_->has_quota(owner));
    if (quotas_ && deal->closed)
      quotas_->add(owner, *deal->closed, kpi::sales_of(*deal, whole(), options_.as_of.value_or(last_deal_day)));
  }
  tally_.finish();
  if (quotas_ && tally_.span()) quotas_->count_months_of(*tally_.span(), whole());
}

/// Every metric of a group. One without a quota, such as a product, has no attainment.
std::vector<figure> scorecard::ask(const deal_card& card, std::optional<kpi::money> quota) const {
  const deal_inputs in = deal_inputs::of(deals_, quotas_.has_value());
  const bool too_few = card.totals.opportunities.won + card.totals.opportunities.lost < options_.min_count;
  std::vector<figure> figures;
  for (const deal_metric& m : deal_metrics()) {
    const bool of_something = !m.column.heading.empty();
    if (!m.has_columns(in))
      figures.push_back(figure::without("no such column"));
    else if (m.of == nullptr && !quota)
      figures.push_back(figure::without("quotas are by rep"));
    else if (too_few && of_something)
      figures.push_back(figure::of(kpi::error{kpi::errc::too_few, "won + lost"}));
    else if (m.of == nullptr)
      figures.push_back(figure::of_money(kpi::quota_attainment({.sales = card.totals.quota_sales, .quota = *quota})));
    else
      figures.push_back(m.of(card));
  }
  return figures;
}

report scorecard::groups() const {
  report r;
  r.name = "groups";
  for (const deal_metric& m : deal_metrics()) r.columns.push_back(m.column);
  for (std::size_t i = 0, column = 0; i < options_.by.size(); ++i)
    r.key_names.emplace_back(is_period(options_.by[i]) ? options_.by[i] : deals_.heading(columns_[column++]));

  const auto quota_of_all = [&](const kpi::period& p) {
    return quotas_ ? std::optional(quotas_->quota(p)) : std::nullopt;
  };
  report_row everything{{options_.by.empty() && options_.period ? kpi::to_text(*options_.period) : "all"},
                        ask(tally_.total(), quota_of_all(whole()))};
  if (r.key_names.empty()) {
    r.rows.push_back(std::move(everything));
    return r;
  }
  r.total = std::move(everything);

  const bool only_periods = columns_.empty();
  const bool by_period = columns_.size() < options_.by.size();
  auto rows = tally_.rows();
  if (by_period) std::erase_if(rows, [](const auto& row) { return row.card->totals == deal_totals{}; });
  const auto sort = [&] {
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
      const auto level = is_period(options_.by.front()) ? a.period <=> b.period : std::strong_ordering::equal;
      if (level != 0) return level < 0;
      if (const auto keys =
              std::lexicographical_compare_three_way(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end());
          keys != 0)
        return keys < 0;
      return a.period < b.period;
    });
  };
  sort();
  // The months between two others are part of the picture, though nothing happened in them.
  constexpr std::size_t most_gaps = 100;
  if (only_periods && !rows.empty() && rows.back().period - rows.front().period + 1 - rows.size() <= most_gaps) {
    const std::size_t n = rows.size();
    for (std::size_t i = 0; i + 1 < n; ++i)
      for (std::size_t gap = rows[i].period + 1; gap < rows[i + 1].period; ++gap)
        rows.push_back({{}, gap, &deal_tally::empty()});
    sort();
  }

  for (const auto& row : rows) {
    const kpi::period& p = tally_.periods()[row.period];
    std::optional<kpi::money> quota;
    if (quotas_ && only_periods) quota = quotas_->quota(p);
    if (quotas_ && by_owner()) quota = quotas_->quota(p, row.keys.front());
    report_row& shown = r.rows.emplace_back();
    for (std::size_t i = 0, column = 0; i < options_.by.size(); ++i)
      shown.keys.push_back(is_period(options_.by[i]) ? kpi::to_text(p) : row.keys[column++]);
    shown.figures = ask(*row.card, quota);
  }
  rank(r);
  return r;
}

/// Those with the highest figure first; those without one last, in order of their keys.
void scorecard::rank(report& r) const {
  if (options_.sort.empty()) return;
  const auto by =
      static_cast<std::size_t>(std::find_if(deal_metrics().begin(), deal_metrics().end(),
                                            [&](const deal_metric& m) { return m.column.name == options_.sort; }) -
                               deal_metrics().begin());
  const auto too_few = [](const report_row& row) {
    return std::any_of(row.figures.begin(), row.figures.end(),
                       [](const figure& f) { return f.undefined == "too_few"; });
  };
  const auto figure_of = [&](const report_row& row) { return too_few(row) ? std::nullopt : row.figures[by].rank; };
  std::sort(r.rows.begin(), r.rows.end(), [&](const report_row& a, const report_row& b) {
    const auto x = figure_of(a);
    const auto y = figure_of(b);
    if (x.has_value() != y.has_value()) return x.has_value();
    if (x == y) return a.keys < b.keys;
    return (*x < *y) == options_.ascending;
  });
  if (options_.top == 0 || options_.top >= r.rows.size()) return;
  r.left_out = r.rows.size() - options_.top;
  r.rows.resize(options_.top);
}

report scorecard::reps() const {
  report r;
  r.name = "reps";
  r.title = "Quota by rep";
  r.key_names = {"rep"};
  r.columns = {{.name = "quota_attainment",
                .heading = "quota\nattainment",
                .part_name = "numerator",
                .whole_name = "denominator",
                .short_basis = " ({} of {})"},
               {.name = "months_with_quota", .heading = "months\nwith quota"},
               {.name = "months_attained", .heading = "months\nattained"},
               {.name = "streak", .heading = "in a row\nnow"},
               {.name = "longest_streak", .heading = "in a row\nat most"},
               {.name = "missed_streak", .heading = "missed in\na row now"},
               {.name = "longest_missed_streak", .heading = "missed in a\nrow at most"}};
  for (std::size_t rep = 0; rep < quotas_->reps().size(); ++rep) {
    const auto months = quotas_->months_of(rep);
    kpi::quota_result all;
    for (const auto& month : months) all += month;
    report_row& row = r.rows.emplace_back();
    row.keys = {quotas_->reps()[rep].name};
    row.figures = {figure::of_money(kpi::quota_attainment(all))};
    const auto streak = kpi::quota_consistency(months);
    for (const kpi::count kpi::streak::*member :
         {&kpi::streak::months, &kpi::streak::attained, &kpi::streak::current, &kpi::streak::longest,
          &kpi::streak::missed_current, &kpi::streak::missed_longest})
      row.figures.push_back(streak ? figure::of((*streak).*member) : figure::of(streak.error()));
  }
  return r;
}

report scorecard::tenure() const {
  const date::sys_days day = std::min(tally_.as_of(), whole().until() - date::days{1});
  report r;
  r.name = "productivity_by_tenure";
  r.title = "Productivity by tenure, on " + kpi::to_text(day);
  r.key_names = {"months since hired"};
  r.columns = {{.name = "reps"},
               {.name = "sales_productivity", .heading = "sales\na rep", .part_name = "total", .whole_name = "count"},
               {.name = "quota_attainment",
                .heading = "quota\nattainment",
                .part_name = "numerator",
                .whole_name = "denominator",
                .short_basis = " ({} of {})"}};
  std::vector<date::months> bounds;
  for (const int bound : options_.tenure) bounds.emplace_back(bound);
  const auto bands = kpi::productivity_by_tenure(quotas_->hired_by(day), day, bounds);
  if (!bands) throw unusable("--tenure: " + kpi::to_text(bands.error()) + ": months, each more than the one before.");
  for (const auto& band : *bands) {
    report_row& row = r.rows.emplace_back();
    row.keys = {band.to ? fmt::format("{} to {}", band.from.count(), band.to->count() - 1)
                        : fmt::format("{} and more", band.from.count())};
    row.figures = {figure::of(band.both.sellers), figure::of(kpi::sales_productivity(band.both)),
                   figure::of_money(kpi::quota_attainment(band.quota))};
  }
  return r;
}

/// `1 row`, `2 rows`.
std::string counted(const kpi::count& n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& names, std::size_t most = 12) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) text += fmt::format(" and {} more", kpi::count(names.size() - most));
  return text;
}

/// What a reader has to know to take the figures for what they are.
std::vector<std::string> scorecard::notes() const {
  std::vector<std::string> notes;
  const kpi::coverage& c = tally_.coverage();
  std::vector<std::string> parts{counted(c.taken, "deal") + " taken"};
  const auto count = [&parts](const kpi::count& n, std::string_view what) {
    if (n != 0) parts.push_back(fmt::format("{} {}", n, what));
  };
  count(c.not_opened, "of them not opened yet");
  if (deals_.has(field::value)) count(c.without_value, "closed without a value");
  if (deals_.has_list()) count(c.without_list, "won without a list price");
  if (deals_.has(field::term)) count(c.without_term, "won without a term");
  if (deals_.has(field::opened)) count(c.without_opening, "closed without an opening day");
  parts.push_back(counted(deals_.refused(), "row") + " refused");
  if (deals_.without_data() != 0) parts.push_back(counted(deals_.without_data(), "line") + " without data");
  notes.push_back("Coverage: " + listed(parts) + ".");

  std::vector<std::string> open;
  for (const auto& stage : deals_.taken_as_open())
    open.push_back(fmt::format("{} {}", printable(stage.name, 40), stage.deals));
  if (!open.empty()) notes.push_back("Taken as open, unless --stage says otherwise: " + listed(open) + ".");

  if (const auto times = deals_.times_as_written(); !times.empty() && options_.deals.zone == nullptr)
    notes.push_back("Days taken as written, whatever their time of day and zone (--zone converts): " + listed(times) +
                    ".");
  constexpr std::size_t most = 12;
  std::size_t n = 0;
  for (const auto& [product, sales] : deals_.unlisted()) {
    if (++n > most) continue;
    const auto like = deals_.listed_as(product);
    notes.push_back(
        fmt::format("Not on the price list: {}, {} of {}{}.", product.empty() ? "(blank)" : printable(product, 40),
                    counted(sales.deals, "won deal"), sales.revenue,
                    like.empty() ? std::string()
                                 : fmt::format("; the same as {}? --same \"{}={}\" joins them", like, product, like)));
  }
  if (n > most) notes.push_back("Not on the price list either: " + counted(n - most, "more product") + ".");
  if (quotas_ && quotas_->without_quota().deals != 0)
    notes.push_back(fmt::format("Owners without a quota won {} of {}, in no attainment.",
                                counted(quotas_->without_quota().deals, "deal"), quotas_->without_quota().revenue));
  return notes;
}

std::string scorecard::notes_json() const {
  std::string text = "\"coverage\": {";
  kpi::coverage::fields(
      [&](std::string_view name, const kpi::count& n) {
        text += fmt::format("{}: {}, ", json_string(name), (name == "refused" ? deals_.refused() : n).value());
      },
      tally_.coverage());
  text += fmt::format("\"without_data\": {}}}", deals_.without_data().value());

  std::string open;
  for (const auto& stage : deals_.taken_as_open())
    open += fmt::format("{}{}: {}", open.empty() ? "" : ", ", json_string(stage.name), stage.deals.value());
  text += ",\n\"taken_as_open\": {" + open + "}";

  std::string unlisted;
  for (const auto& [product, sales] : deals_.unlisted())
    unlisted += fmt::format("{}{{\"product\": {}, \"deals\": {}, \"revenue\": {}, \"listed_as\": {}}}",
                            unlisted.empty() ? "" : ", ", json_string(product), sales.deals.value(),
                            figure::of(sales.revenue).value, json_string(deals_.listed_as(product)));
  if (!unlisted.empty()) text += ",\n\"not_on_price_list\": [" + unlisted + "]";
  return text;
}

std::string scorecard::text() const {
  std::vector<report> reports;
  reports.push_back(groups());
  if (quotas_) {
    reports.push_back(reps());
    reports.push_back(tenure());
  }
  const report& main = reports.front();
  const bool dated = options_.as_of || tally_.span();

  if (options_.format == "csv") {
    for (const auto& note : notes()) print_note(note);
    return to_csv(main);
  }
  std::string out;
  if (options_.format == "json") {
    out = "{\"file\": " + json_string(deals_.file().path());
    if (dated) out += ",\n\"as_of\": " + json_string(kpi::to_text(tally_.as_of()));
    if (options_.period) out += ",\n\"period\": " + json_string(kpi::to_text(*options_.period));
    if (!deals_.currency().empty()) out += ",\n\"currency\": " + json_string(deals_.currency());
    for (const auto& r : reports) out += ",\n" + to_json(r);
    return out + ",\n" + notes_json() + "}\n";
  }

  out = printable(deals_.file().path(), 60);
  if (options_.period) out += ", " + kpi::to_text(*options_.period);
  if (dated) out += ", as of " + kpi::to_text(tally_.as_of());
  if (!deals_.currency().empty()) out += ", amounts in " + printable(deals_.currency(), 10);
  out += "\n\n";
  for (const auto& r : reports) out += to_table(r) + '\n';
  std::vector<std::string> missing;
  if (main.total)
    for (std::size_t i = 0; i < main.columns.size(); ++i)
      if (main.total->figures[i].undefined == "no such column") missing.emplace_back(main.columns[i].name);
  if (!missing.empty()) out += wrapped("No such column: " + listed(missing, missing.size()) + ".");
  for (const auto& note : notes()) out += wrapped(note);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> names;
  for (const deal_metric& m : deal_metrics()) names.emplace_back(m.column.name);
  const auto parsed = parse_scorecard_options(argc, argv, names);
  if (const int* code = std::get_if<int>(&parsed)) return *code;
  const auto& o = std::get<scorecard_options>(parsed);
  try {
    end_on_interrupt();
    scorecard card(o);
    if (o.verbose) print_note(card.deals().matches());
    card.read();
    if (const kpi::count more = card.deals().refused() - reported_rows; more > 0)
      print_note(fmt::format("… and {} refused.", counted(more, "more row")));
    if (!print_text(card.text())) throw unusable("The report cannot be written.");
    return o.strict && card.deals().refused() != 0 ? 1 : 0;
  } catch (const unusable& e) {
    print_note(e.what());
    return 2;
  }
}
