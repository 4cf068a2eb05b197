// SPDX-License-Identifier: MIT
// How did recurring revenue come from month to month, and what became of the customers of each month?
#include "mrr_options.hpp"

#include "support/report.hpp"
#include "support/subscriptions.hpp"
#include "support/terminal.hpp"

#include <kpi/format.hpp>
#include <kpi/tally/ledger.hpp>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace examples;

using month_list = std::vector<kpi::monthly_movement>;

constexpr std::size_t most_months = 1'200;

std::string text_of(date::year_month month) { return kpi::to_text(kpi::period::month(month)); }

/// A number for JSON and CSV.
std::string number(const auto& total) {
  const figure f = figure::of(total);
  return f.value.empty() ? "null" : f.value;
}

/// `1 row`, `2 rows`.
std::string counted(const kpi::count& n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

/// Every part of a month's bridges, with the name it has in JSON: the fields, and the closing that they come to.
template <class Bridge>
void for_each_part(const Bridge& bridge, auto f) {
  Bridge::fields([&](std::string_view name, const auto& field) { f(name, field); }, bridge);
  f("closing", bridge.closing());
}

std::string json_of(const auto& bridge) {
  std::string out;
  for_each_part(bridge, [&](std::string_view name, const auto& part) {
    out += fmt::format("{}{}: {}", out.empty() ? "{" : ", ", json_string(name), number(part));
  });
  return out + '}';
}

std::string json_of(const month_list& months) {
  std::string out = "[";
  for (const auto& m : months)
    out += fmt::format("{}\n  {{\"month\": \"{}\", \"revenue\": {}, \"customers\": {}}}", out.size() == 1 ? "" : ",",
                       text_of(m.month), json_of(m.revenue), json_of(m.customers));
  return out + "]";
}

std::string json_of(const std::vector<kpi::cohort>& cohorts) {
  std::string out = "[";
  for (const auto& c : cohorts) {
    std::string customers, revenue;
    for (const auto& end : c.ends) {
      customers += (customers.empty() ? "" : ", ") + number(end.accounts);
      revenue += (revenue.empty() ? "" : ", ") + number(end.revenue);
    }
    out += fmt::format("{}\n  {{\"month\": \"{}\", \"customers\": [{}], \"revenue\": [{}]}}",
                       out.size() == 1 ? "" : ",", text_of(c.month), customers, revenue);
  }
  return out + "]";
}

/// The program's work, from the periods to what is printed.
class mrr {
 public:
  explicit mrr(const mrr_options& o);

  [[nodiscard]] const subscription_list& list() const noexcept { return list_; }
  [[nodiscard]] std::string answer() const;
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  [[nodiscard]] std::pair<date::year_month, date::year_month> span() const;
  [[nodiscard]] std::string table_of(const month_list& months, std::string title) const;
  [[nodiscard]] std::string triangle(std::string_view size_heading, auto part_of, auto text_of_size) const;
  [[nodiscard]] std::string table() const;
  [[nodiscard]] std::string json() const;
  [[nodiscard]] std::string csv() const;
  [[nodiscard]] std::string customer() const;
  [[nodiscard]] std::string retention_note() const;
  [[nodiscard]] std::string growth_note() const;

  const mrr_options& options_;
  subscription_list list_;
  std::vector<kpi::subscription_period> periods_;
  date::year_month first_, last_;
  month_list months_;
  std::vector<std::pair<std::string, month_list>> groups_;
  std::vector<kpi::cohort> cohorts_;
  int decimals_ = 0;
};

mrr::mrr(const mrr_options& o) : options_(o), list_(o.file, o.reading), periods_(list_.periods()) {
  if (periods_.empty()) throw unusable(list_.path() + " has no row that can be counted.");
  std::tie(first_, last_) = span();
  months_ = kpi::monthly_movements(periods_, first_, last_);
  if (!o.reading.by.empty()) {
    using row = subscription_list::entry;
    const auto key = [this](const row& r) { return list_.keys()[r.key]; };
    groups_ = kpi::monthly_movements_by(list_.rows(), key, first_, last_, &row::period);
  }
  if (o.cohorts) cohorts_ = kpi::cohorts(periods_, first_, last_);
  for (const auto& p : periods_)
    if (p.monthly.value() % kpi::money::per_unit != 0) decimals_ = 2;
}

/// The months from the first in which something happens to the last; up to a cut-off only those that are over by then.
std::pair<date::year_month, date::year_month> mrr::span() const {
  date::sys_days first = periods_.front().start;
  date::sys_days last = first;
  for (const auto& p : periods_) {
    first = std::min(first, p.start);
    last = std::max({last, p.start, p.end.value_or(p.start)});
  }
  auto from = kpi::month_of(first);
  auto to = kpi::month_of(last);
  if (const auto end = options_.reading.unknown_from()) to = std::min(to, kpi::month_of(*end) - date::months{1});
  if (options_.from) from = *options_.from;
  if (options_.to) to = *options_.to;
  if (to < from) throw unusable("There is no month between " + text_of(from) + " and " + text_of(to) + ".");
  if (static_cast<std::size_t>((to - from).count()) >= most_months)
    throw unusable("From " + text_of(from) + " to " + text_of(to) + " are more than 1,200 months; --from and --to " +
                   "choose some of them.");
  return {from, to};
}

/// The bridges as a waterfall: what is lost has a minus sign.
std::string mrr::table_of(const month_list& months, std::string title) const {
  report r;
  r.title = std::move(title);
  r.key_names = {"month"};
  r.columns = {{.name = "opening"},     {.name = "new", .heading = "new\nbusiness"},
               {.name = "expansion"},   {.name = "reactivated"},
               {.name = "contraction"}, {.name = "churned"},
               {.name = "closing"},     {.name = "new", .heading = "customers\nnew"},
               {.name = "back"},        {.name = "lost"},
               {.name = "closing"}};
  const auto row_of = [this](std::string key, const kpi::revenue_bridge& m, const kpi::customer_bridge& c) {
    report_row row{{std::move(key)}, {}};
    const auto amount = [&](const kpi::money& part) {
      row.figures.push_back(figure::of(part));
      if (!part.overflowed()) row.figures.back().text = kpi::to_text(part, decimals_);
    };
    for (const auto& part :
         {m.opening, m.new_business, m.expansion, m.reactivated, -m.contraction, -m.churned, m.closing()})
      amount(part);
    for (const auto& n : {c.acquired, c.reactivated, -c.lost, c.closing()}) row.figures.push_back(figure::of(n));
    return row;
  };
  for (const auto& m : months) r.rows.push_back(row_of(text_of(m.month), m.revenue, m.customers));
  const auto revenue = kpi::revenue_over(months);
  const auto customers = kpi::customers_over(months);
  if (revenue && customers) r.total = row_of("all", *revenue, *customers);
  return to_table(r);
}

/// One line of the triangle: a cohort, its size, and a share for each month since.
struct cohort_line {
  std::string key, size;
  std::vector<std::string> shares;
};

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = width_of(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

/// The months since the first side by side, as many as fit; the others below.
std::string side_by_side(const std::vector<cohort_line>& lines, std::string_view size_heading) {
  constexpr std::size_t page_width = 120;
  std::size_t size_width = size_heading.size();
  std::size_t share_width = 3;
  std::size_t ages = 0;
  for (const auto& line : lines) {
    size_width = std::max(size_width, line.size.size());
    for (const auto& share : line.shares) share_width = std::max(share_width, share.size());
    ages = std::max(ages, line.shares.size());
  }
  const std::size_t in_block = (page_width - 9 - size_width) / (share_width + 1);
  std::string out;
  for (std::size_t begin = 0; begin < ages; begin += in_block) {
    const std::size_t end = std::min(ages, begin + in_block);
    out += (begin == 0 ? "first    " : "\nfirst    ") + padded(size_heading, size_width);
    for (std::size_t k = begin; k < end; ++k) out += ' ' + padded(fmt::format("{}", k), share_width);
    out += '\n';
    for (const auto& line : lines) {
      if (line.shares.size() <= begin) continue;
      out += fmt::format("{:<9}", line.key) + padded(line.size, size_width);
      for (std::size_t k = begin; k < std::min(end, line.shares.size()); ++k)
        out += ' ' + padded(line.shares[k], share_width);
      out += '\n';
    }
  }
  return out;
}

/// Each cohort's months as shares of its first; what is not yet reached is blank. The last line is of all cohorts that
/// have come so far.
std::string mrr::triangle(std::string_view size_heading, auto part_of, auto text_of_size) const {
  using part = decltype(part_of(kpi::account_revenue{}));
  const auto percent = [](const part& now, const part& then) {
    const auto share = kpi::ratio::of(now, then);
    if (!share) return std::string("?");
    const std::string text = kpi::to_text(*share, 0);
    return text.substr(0, text.find(' '));
  };
  std::vector<part> now(cohorts_.size()), then(cohorts_.size());
  std::vector<cohort_line> lines;
  for (const auto& c : cohorts_) {
    const part size = part_of(c.ends.front());
    if (size == part{}) continue;
    auto& line = lines.emplace_back(cohort_line{text_of(c.month), text_of_size(size), {}});
    for (std::size_t k = 0; k < c.ends.size(); ++k) {
      line.shares.push_back(percent(part_of(c.ends[k]), size));
      now[k] += part_of(c.ends[k]);
      then[k] += size;
    }
  }
  if (lines.empty()) return "No customer first paid in these months.\n";
  auto& all = lines.emplace_back(cohort_line{"all", text_of_size(then.front()), {}});
  for (std::size_t k = 0; k < now.size() && then[k] != part{}; ++k) all.shares.push_back(percent(now[k], then[k]));
  return side_by_side(lines, size_heading);
}

std::string mrr::table() const {
  std::string out = fmt::format("{}, {} to {}", printable(list_.path(), 60), text_of(first_), text_of(last_));
  if (!list_.currency().empty()) out += ", amounts in " + printable(list_.currency(), 10);
  out += "\n\n";
  for (const auto& [key, months] : groups_)
    out += table_of(months, options_.reading.by + ": " + (key.empty() ? "(blank)" : printable(key, 60))) + '\n';
  out += table_of(months_, groups_.empty() ? "Monthly recurring revenue" : "All");
  if (!options_.cohorts) return out;
  out += "\nCustomers who still pay, in per cent of those who first paid in a month, by months since\n\n";
  out += triangle(
      "customers", [](const kpi::account_revenue& a) { return a.accounts; },
      [](const kpi::count& n) { return kpi::to_text(n); });
  out += "\nWhat they pay, in per cent of what they paid first\n\n";
  out += triangle(
      "revenue", [](const kpi::account_revenue& a) { return a.revenue; },
      [this](const kpi::money& m) { return kpi::to_text(m, decimals_); });
  return out;
}

std::string mrr::json() const {
  std::string out = "{\"file\": " + json_string(list_.path());
  if (!list_.currency().empty()) out += ",\n \"currency\": " + json_string(list_.currency());
  out += ",\n \"months\": " + json_of(months_);
  if (!options_.reading.by.empty()) {
    out += ",\n \"groups\": [";
    for (std::size_t i = 0; i < groups_.size(); ++i)
      out += fmt::format("{}\n {{\"key\": {}, \"months\": {}}}", i == 0 ? "" : ",", json_string(groups_[i].first),
                         json_of(groups_[i].second));
    out += ']';
  }
  if (options_.cohorts) out += ",\n \"cohorts\": " + json_of(cohorts_);
  const auto c = kpi::coverage_of(periods_);
  out += fmt::format(
      ",\n \"coverage\": {{\"taken\": {}, \"refused\": {}, \"never_paid\": {}, \"between\": {}, \"customers\": {}, "
      "\"never_seen\": {}}}",
      number(c.taken), number(list_.refused()), number(list_.never_paid()), number(c.between), number(c.customers),
      number(c.never_seen));
  return out + "}\n";
}

std::string mrr::csv() const {
  std::string out;
  if (options_.cohorts) {
    out = "cohort,months,customers,revenue\n";
    for (const auto& c : cohorts_)
      for (std::size_t k = 0; k < c.ends.size(); ++k)
        out += fmt::format("{},{},{},{}\n", text_of(c.month), k, number(c.ends[k].accounts), number(c.ends[k].revenue));
    return out;
  }
  const bool by = !options_.reading.by.empty();
  out = by ? csv_cell(options_.reading.by) + ",month" : "month";
  for_each_part(kpi::revenue_bridge{}, [&](std::string_view name, const auto&) { out += fmt::format(",{}", name); });
  for_each_part(kpi::customer_bridge{},
                [&](std::string_view name, const auto&) { out += fmt::format(",customers_{}", name); });
  out += '\n';
  const auto lines = [&](const std::string& key, const month_list& months) {
    for (const auto& m : months) {
      out += by ? csv_cell(key) + ',' + text_of(m.month) : text_of(m.month);
      for_each_part(m.revenue, [&](std::string_view, const auto& part) { out += ',' + number(part); });
      for_each_part(m.customers, [&](std::string_view, const auto& part) { out += ',' + number(part); });
      out += '\n';
    }
  };
  for (const auto& [key, months] : groups_) lines(key, months);
  if (!by) lines({}, months_);
  return out;
}

/// The detail view: what one customer did, in order.
std::string mrr::customer() const {
  const auto id = list_.customer(options_.customer);
  if (!id) throw unusable(list_.path() + " has no customer " + printable(options_.customer, 40) + ".");
  std::string out;
  for (const auto& [who, m] : kpi::customer_movements(periods_, first_, last_))
    if (who == *id)
      out += fmt::format("{}  {:<12}  {:>12}  {} to {}\n", text_of(m.month), to_string(m.kind),
                         kpi::to_text(m.amount(), decimals_), kpi::to_text(m.before, decimals_),
                         kpi::to_text(m.after, decimals_));
  return out.empty() ? "Nothing happened in these months.\n" : out;
}

std::string mrr::answer() const {
  if (!options_.customer.empty()) return customer();
  return options_.format == "json" ? json() : options_.format == "csv" ? csv() : table();
}

/// The closed cohort of a year ago, and what the movements of the same months would say of it.
std::string mrr::retention_note() const {
  constexpr date::months year{12};
  const auto trailing = kpi::trailing_retention(periods_, last_, last_, year).front();
  const auto net = kpi::cohort_net_revenue_retention(trailing.revenue);
  const auto gross = kpi::cohort_gross_revenue_retention(trailing.revenue);
  const auto customers = kpi::customer_retention_rate(trailing.customers);
  if (!net || !gross || !customers) return {};
  const auto amount = [this](const kpi::money& m) { return kpi::to_text(m, decimals_); };
  std::string note = fmt::format(
      "The customers of {}, a year later: net revenue retention {} ({} of {}), gross {} ({}), customers kept {} ({} of "
      "{}).",
      text_of(last_ - year), *net, amount(trailing.revenue.closing), amount(trailing.revenue.opening), *gross,
      amount(trailing.revenue.capped), *customers, trailing.customers.opening - trailing.customers.lost,
      trailing.customers.opening);
  const auto moved = kpi::revenue_over(kpi::monthly_movements(periods_, last_ - date::months{11}, last_));
  if (!moved) return note;
  if (const auto by_movements = kpi::net_revenue_retention(*moved))
    note += fmt::format(" The movements of these months, joiners' among them, would make {} net.", *by_movements);
  return note;
}

std::string mrr::growth_note() const {
  const std::size_t n = std::min<std::size_t>(12, months_.size());
  const std::span<const kpi::monthly_movement> window(months_.end() - static_cast<std::ptrdiff_t>(n), n);
  const auto inputs = kpi::growth_inputs_of(window);
  if (!inputs) return {};
  const auto amount = [this](const kpi::money& m) { return kpi::to_text(m, decimals_); };
  const kpi::money now = months_.back().revenue.closing();
  std::string note =
      fmt::format("From {} to {}, {} a month were gained and {} of the revenue lost", text_of(window.front().month),
                  text_of(last_), amount(inputs->new_per_month), inputs->monthly_churn);
  const auto ceiling = kpi::growth_ceiling(*inputs);
  const auto share = kpi::ceiling_share(now, *inputs);
  if (!ceiling || !share) return note + " a month.";
  note +=
      fmt::format(" a month. At that pace revenue would come to rest at {}, its growth ceiling; now it is {} of that",
                  amount(*ceiling), *share);
  for (const int percent : {60, 70}) {
    const auto months = kpi::months_to_ceiling_share(now, *inputs, kpi::ratio::percent(percent));
    if (months && *months > 0) note += fmt::format(", {} % in {}", percent, counted(*months, "month"));
  }
  return note + ".";
}

/// What a reader has to know to take the figures for what they are.
std::vector<std::string> mrr::notes() const {
  std::vector<std::string> notes;
  for (auto note : {retention_note(), growth_note()})
    if (!note.empty()) notes.push_back(std::move(note));
  const auto c = kpi::coverage_of(periods_);
  std::string coverage = counted(c.taken, "period") + " of " + counted(c.customers, "customer") + " taken, " +
                         counted(list_.refused(), "row") + " refused";
  const auto count = [&coverage](const kpi::count& n, std::string_view what) {
    if (n != 0) coverage += fmt::format(", {} {}", n, what);
  };
  count(list_.never_paid(), "in trial or never paid");
  count(list_.without_data(), "without data");
  count(c.between, "of them between two months' ends");
  count(c.never_seen, "of the customers seen at no month's end");
  count(list_.cut_off(), "going on past the cut-off");
  count(list_.idle_merges(), "of --merge not in the file");
  notes.push_back(coverage + ".");
  for (const auto name : list_.times_as_written())
    notes.push_back(fmt::format("{}: days taken as written; --zone takes those of a time zone.", printable(name, 60)));
  return notes;
}

}  // namespace

int main(int argc, char** argv) {
  const auto parsed = parse_mrr_options(argc, argv);
  if (const int* code = std::get_if<int>(&parsed)) return *code;
  const auto& o = std::get<mrr_options>(parsed);
  try {
    end_on_interrupt();
    const mrr ledger(o);
    if (o.verbose) print_note(ledger.list().matches());
    if (const kpi::count more = ledger.list().refused() - reported_rows; more > 0)
      print_note(fmt::format("… and {} refused.", counted(more, "more row")));
    std::string out = ledger.answer();
    if (o.customer.empty() && o.format == "table") {
      out += '\n';
      for (const auto& note : ledger.notes()) out += wrapped(note);
    }
    if (o.customer.empty() && o.format == "csv")
      for (const auto& note : ledger.notes()) print_note(note);
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0)
      throw unusable("The output could not be written.");
    return o.strict && ledger.list().refused() != 0 ? 1 : 0;
  } catch (const unusable& e) {
    print_note(e.what());
    return 2;
  }
}
