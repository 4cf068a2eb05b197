// SPDX-License-Identifier: MIT
#include "subscriptions.hpp"

#include "lists.hpp"
#include "terminal.hpp"

#include <kpi/format.hpp>
#include <kpi/records/customer_merges.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace examples {
namespace {

using field = subscription_field;

constexpr std::size_t most_keys = 10'000;
constexpr date::sys_days first_known_day = date::year{1900} / 1 / 1;
constexpr date::sys_days last_known_day = date::year{2199} / 12 / 31;

// Stripe, Chargebee, Recurly and Baremetrics call them so, and so do the data sets that circulate.
const known_field known_fields[] = {
    {"customer",
     "who pays",
     {"customerid", "customer", "accountid", "accountcode", "account", "companyid", "company", "customeroid",
      "clientid", "client", "customername", "customeremail", "userid"}},
    {"start",
     "the first day covered",
     {"startdate", "startdateutc", "startutc", "startedat", "startat", "start", "startedon", "activatedat",
      "subscriptionstartedat", "periodstart", "validfrom", "createdat", "createdutc"}},
    {"end",
     "the first day no longer covered; blank while no end is known",
     {"enddate", "enddateutc", "endutc", "endedatutc", "endedat", "endat", "end", "endedon", "expiresat", "expiredat",
      "periodend", "validto", "validuntil"}},
    {"canceled",
     "the same, where there is no end, or the status is canceled and the end blank",
     {"canceledat", "cancelledat", "canceledatutc", "canceledon", "cancelledon", "subscriptioncanceledat",
      "cancellationdate", "cancelleddate", "canceleddate"}},
    {"trial_until",
     "the first day that is paid for, after a trial",
     {"trialuntil", "trialendutc", "trialend", "trialendsat", "trialenddate", "trialendedat"}},
    {"monthly",
     "what recurs in a month",
     {"monthlyamount", "mrr", "monthlyrecurringrevenue", "monthlyrevenue", "monthly", "amountpermonth",
      "monthlyprice"}},
    {"price",
     "what recurs in an interval, of one unit",
     {"planamount", "planunitprice", "unitprice", "unitamount", "amount", "price", "planprice"}},
    {"quantity", "how many units", {"quantity", "planquantity", "subscriptionquantity", "seats"}},
    {"discount", "off every bill, for good", {"recurringdiscount", "foreverdiscount"}},
    {"interval",
     "day, week, month, quarter or year; also 3 months, weekly, annual",
     {"interval", "planinterval", "billinginterval", "billingperiodunit", "intervalunit", "planintervalunit",
      "billingcycle", "billingfrequency"}},
    {"interval_count", "how many of them", {"intervalcount", "planintervalcount", "billingperiod", "intervallength"}},
    {"currency", "of its amounts", {"currency", "currencycode", "plancurrency", "billingcurrencycode"}},
    {"status",
     "incomplete, and in trial without a trial_until, are left out",
     {"status", "subscriptionstatus", "state", "subscriptionstate"}},
};
static_assert(std::size(known_fields) == number_of_subscription_fields);

constexpr field day_fields[] = {field::start, field::end, field::canceled, field::trial_until};
constexpr field amount_fields[] = {field::monthly, field::price, field::discount};

std::size_t index(field f) noexcept { return static_cast<std::size_t>(f); }

constexpr std::int64_t most_units = 1'000'000;

/// A whole number up to a million at the front of the text, which is then without it and the spaces behind.
std::optional<std::int64_t> take_number(std::string_view& text) noexcept {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || n < 0 || n > most_units) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return n;
}

/// `year`, `annual`, `3 months`, `every 2 weeks`.
std::optional<kpi::billing> interval_in(std::string_view text) noexcept {
  using unit = kpi::billing_unit;
  struct word {
    unit billed;
    std::int64_t every;
    std::initializer_list<std::string_view> names;
  };
  static const word words[] = {
      {unit::day, 1, {"day", "days", "daily"}},
      {unit::week, 1, {"week", "weeks", "weekly"}},
      {unit::week, 2, {"biweekly", "fortnightly"}},
      {unit::month, 1, {"month", "months", "monthly"}},
      {unit::quarter, 1, {"quarter", "quarters", "quarterly"}},
      {unit::month, 6, {"halfyearly", "semiannual", "semiannually", "biannual"}},
      {unit::year, 1, {"year", "years", "yearly", "annual", "annually"}},
  };
  if (text.starts_with("every ")) text.remove_prefix(6);
  const std::int64_t count = take_number(text).value_or(1);
  for (const auto& [billed, every, names] : words)
    for (const auto name : names)
      if (same_name(text, name)) return kpi::billing{every * count, billed};
  return {};
}

}  // namespace

std::string_view name_of(subscription_field f) noexcept { return known_fields[index(f)].name; }
std::string_view meaning_of(subscription_field f) noexcept { return known_fields[index(f)].meaning; }

std::uint32_t subscription_list::name_list::number_of(std::string_view name) {
  const auto [at, is_new] = numbers.try_emplace(std::string(name), static_cast<std::uint32_t>(names.size()));
  if (is_new) names.emplace_back(name);
  return at->second;
}

subscription_list::subscription_list(const std::string& path, const subscription_options& options) : options_(options) {
  if (!options.currency.empty()) currency_ = options.currency;
  csv_reader reader(path);
  path_ = reader.path();
  if (!reader.next(headings_)) throw unusable(path_ + " is empty.");
  if (!headings_.malformed().empty())
    throw unusable(path_ + ": the headings are malformed: " + std::string(headings_.malformed()) + ".");
  check_headings(path_, headings_);
  find_columns();
  if (!options.by.empty()) {
    by_ = column_named(headings_, options.by);
    if (by_ == no_column) throw unusable(path_ + " has no column " + quoted(options.by) + ", named by --by.");
  }
  const auto usual = options.decimal             ? *options.decimal
                     : reader.delimiter() == ';' ? kpi::decimal_mark::comma
                                                 : kpi::decimal_mark::point;
  amounts_.fill(amount_column(usual));
  for (auto& days : days_) days.in_zone(options.zone);

  const auto sample = read_sample(reader);
  learn(sample);
  for (const auto& first : sample) {
    row_ = &first;
    read_row();
  }
  progress progress;
  csv_row row;
  row_ = &row;
  while (reader.next(row)) {
    progress.show(rows_.size(), reader.bytes_read(), reader.bytes_total());
    read_row();
  }
  row_ = nullptr;
  merge_customers();
}

void subscription_list::find_columns() {
  match_headings(columns_, known_fields, headings_);
  map_columns(columns_, known_fields, path_, headings_, options_.map);
  for (const field f : {field::customer, field::start})
    if (!has(f))
      throw unusable(path_ + " has no column with " + std::string(meaning_of(f)) + "; --map " +
                     std::string(name_of(f)) + "=COLUMN names it.");
  if (!has(field::monthly) && !has(field::price))
    throw unusable(path_ + " has no column with an amount; --map monthly=COLUMN or price=COLUMN names it.");
  if (!has(field::monthly) && !has(field::interval))
    throw unusable(path_ +
                   " has prices, but no column that says how often they are billed; --map interval=COLUMN, or "
                   "--map monthly=COLUMN where they are monthly.");
}

/// The order of days and the decimal mark of each column, from the rows at the front.
void subscription_list::learn(const std::deque<csv_row>& sample) {
  for (const auto& row : sample) {
    if (!row.malformed().empty() || row.size() < headings_.size()) continue;
    for (const field f : day_fields)
      if (has(f) && !is_blank(row[column(f)])) days_[index(f)].learn(row[column(f)]);
    for (const field f : amount_fields)
      if (has(f) && !is_blank(row[column(f)])) amounts_[index(f)].learn(row[column(f)]);
  }
  for (const field f : day_fields)
    if (has(f) && !days_[index(f)].settle(options_.dates))
      throw unusable(path_ + ": " + quoted(headings_[column(f)]) +
                     " could be day first or month first; say --dates dmy or --dates mdy.");
  for (const field f : amount_fields)
    if (!options_.decimal) amounts_[index(f)].settle();
}

bool subscription_list::refuse(std::size_t column, std::string_view reason) {
  refused_ += 1;
  if (refused_ <= reported_rows)
    print_note(fmt::format("{}:{}: {}: {}", path_, row_->line(), name_of_column(headings_, column), reason));
  return false;
}

bool subscription_list::read_day(field f, std::optional<date::sys_days>& day) {
  const std::string_view text = cell(f);
  if (is_blank(text)) return true;
  const day_column& days = days_[index(f)];
  day = days.read(text);
  return day || refuse(f, quoted(text) + " is not a day (" + std::string(name_of(days.order())) + ")");
}

/// A day from which something is paid: it has to be one that a ledger can begin with.
bool subscription_list::read_first_day(field f, std::optional<date::sys_days>& day) {
  if (!read_day(f, day)) return false;
  return !day || (*day >= first_known_day && *day <= last_known_day) ||
         refuse(f, kpi::to_text(*day) + " is not a day of the years 1900 to 2199");
}

bool subscription_list::read_amount(field f, std::optional<kpi::money>& amount) {
  const std::string_view text = cell(f);
  if (is_blank(text)) return true;
  const auto written = amounts_[index(f)].read(text);
  if (!written)
    return refuse(f, quoted(text) + (written.error().code == kpi::errc::overflow ? " is beyond all amounts"
                                                                                 : " is not an amount"));
  if (written->amount < kpi::money{}) return refuse(f, "negative");
  const bool apart = has(field::currency);
  const std::string currency(apart ? cell(field::currency) : written->currency);
  if (!currency_) currency_ = currency;
  if (is_blank(currency) != is_blank(*currency_) || !same_name(currency, *currency_))
    return refuse(apart ? column(field::currency) : column(f),
                  fmt::format("{} among amounts in {}; one ledger has one currency",
                              is_blank(currency) ? "no currency" : quoted(currency),
                              currency_->empty() ? "no currency" : *currency_));
  amount = written->amount;
  return true;
}

bool subscription_list::read_number(field f, kpi::count& number) {
  std::string_view text = cell(f);
  if (is_blank(text)) return true;
  const std::string_view whole = text;
  const auto n = take_number(text);
  if (!n || (!text.empty() && text != ".0" && text != ".00"))
    return refuse(f, quoted(whole) + " is not a number up to a million");
  number = *n;
  return true;
}

/// What recurs: by the month where the file says that, else the price of so many units in an interval.
bool subscription_list::read_price(kpi::billed_subscription& s) {
  std::optional<kpi::money> price, discount;
  kpi::count quantity = 1;
  if (has(field::monthly)) {
    if (!read_amount(field::monthly, price)) return false;
    if (!price) return refuse(field::monthly, "blank");
    s.price = *price;
    return true;
  }
  if (!read_amount(field::price, price) || !read_number(field::quantity, quantity) ||
      !read_amount(field::discount, discount))
    return false;
  if (!price) return refuse(field::price, "blank");
  s.price = *price * quantity;
  s.discount = discount.value_or(kpi::money{});

  const auto interval = interval_in(cell(field::interval));
  if (!interval) return refuse(field::interval, quoted(cell(field::interval)) + " is not an interval such as month");
  s.billed = *interval;
  kpi::count intervals = 1;
  if (!read_number(field::interval_count, intervals)) return false;
  if (intervals != 1 && s.billed.every != 1)
    return refuse(field::interval_count, "not 1, though the interval has a number of its own");
  if (intervals != 1) s.billed.every = intervals;
  return true;
}

/// The day a subscription ended. Where an end has its own column, that of the cancellation only says when it was asked
/// for, unless the status says that it has happened.
bool subscription_list::read_end(kpi::billed_subscription& s) {
  std::optional<date::sys_days> canceled;
  if (!read_day(field::end, s.end) || !read_day(field::canceled, canceled)) return false;
  const std::string_view status = cell(field::status);
  if (!s.end && (!has(field::end) || same_name(status, "canceled") || same_name(status, "cancelled"))) s.end = canceled;
  if (s.end && *s.end > last_known_day) s.end.reset();
  if (s.end && options_.end_is_covered) *s.end += date::days{1};
  if (s.end && s.end == options_.unknown_from()) {
    s.end.reset();
    cut_off_ += 1;
  }
  return true;
}

void subscription_list::read_row() {
  const csv_row& row = *row_;
  if (!row.malformed().empty()) return static_cast<void>(refuse(no_column, row.malformed()));
  if (row.filled() <= 1 && headings_.size() > 1) {
    without_data_ += 1;
    return;
  }
  if (row.size() < headings_.size())
    return static_cast<void>(
        refuse(row.size(), fmt::format("missing: {} cells, but the heading has {}", row.size(), headings_.size())));
  for (std::size_t i = headings_.size(); i < row.size(); ++i)
    if (!row[i].empty())
      return static_cast<void>(
          refuse(no_column, fmt::format("{} cells, but the heading has {}", row.size(), headings_.size())));

  kpi::billed_subscription s;
  std::optional<date::sys_days> start;
  if (!read_first_day(field::start, start) || !read_first_day(field::trial_until, s.trial_until)) return;
  const auto is = [status = cell(field::status)](std::string_view name) { return same_name(status, name); };
  if (is("incomplete") || is("incompleteexpired") || (!s.trial_until && (is("trialing") || is("intrial")))) {
    never_paid_ += 1;
    return;
  }
  if (is_blank(cell(field::customer))) return static_cast<void>(refuse(field::customer, "blank"));
  if (!start) return static_cast<void>(refuse(field::start, "blank"));
  s.start = *start;
  if (!read_end(s) || !read_price(s)) return;
  add(s);
}

void subscription_list::add(const kpi::billed_subscription& s) {
  const auto period = kpi::subscription_period_of(s);
  if (!period) {
    const std::string_view what = period.error().field;
    const field f = what == "end"         ? (has(field::end) ? field::end : field::canceled)
                    : what == "discount"  ? field::discount
                    : what == "every"     ? (has(field::interval_count) ? field::interval_count : field::interval)
                    : has(field::monthly) ? field::monthly
                                          : field::price;
    return static_cast<void>(refuse(f, what == "end"        ? "not after the start on " + kpi::to_text(s.start)
                                       : what == "discount" ? "above the price"
                                       : what == "every"    ? "not above 0"
                                                            : "is beyond all amounts"));
  }
  entry& r = rows_.emplace_back(entry{*period, 0});
  r.period.customer = customers_.number_of(cell(field::customer));
  if (by_ == no_column) return;
  r.key = keys_.number_of((*row_)[by_]);
  if (keys_.names.size() > most_keys)
    throw unusable(path_ + ": " + quoted(headings_[by_]) + " has more than 10,000 values, too many to compare.");
}

/// Customers of the file that are, by the file of --merge, one: under the number of the one that stands for them.
void subscription_list::merge_customers() {
  std::vector<kpi::customer_merge> merges;
  if (!options_.merge.empty()) {
    const csv_file file = read_csv_file(options_.merge);
    const auto find = [&](std::initializer_list<std::string_view> names) {
      const std::size_t at = column_named(file.headings, names);
      if (at == no_column)
        throw unusable(file.path + " has no column " + std::string(*names.begin()) + "; it takes from and into.");
      return at;
    };
    const std::size_t from = find({"from", "old", "oldcustomer", "merged", "duplicate"});
    const std::size_t into = find({"into", "to", "new", "newcustomer", "mergedinto", "master"});
    const auto known = customers_.names.size();
    for (const auto& row : file.rows) {
      merges.push_back({customers_.number_of(row[from]), customers_.number_of(row[into])});
      if (merges.back().from >= known) idle_merges_ += 1;
    }
  }
  const kpi::customer_merges stands_for(merges);
  for (std::uint64_t i = 0; i < customers_.names.size(); ++i) merged_.push_back(stands_for(i));
  for (auto& r : rows_) r.period.customer = merged_[r.period.customer];
}

std::vector<kpi::subscription_period> subscription_list::periods() const {
  std::vector<kpi::subscription_period> periods;
  periods.reserve(rows_.size());
  for (const auto& r : rows_) periods.push_back(r.period);
  return periods;
}

std::optional<std::uint64_t> subscription_list::customer(const std::string& name) const {
  const auto at = customers_.numbers.find(name);
  return at == customers_.numbers.end() ? std::nullopt : std::optional(merged_[at->second]);
}

std::vector<std::string_view> subscription_list::times_as_written() const {
  std::vector<std::string_view> names;
  if (options_.zone != nullptr) return names;
  for (const field f : day_fields)
    if (has(f) && days_[index(f)].has_times()) names.push_back(headings_[column(f)]);
  return names;
}

std::string subscription_list::matches() const {
  std::string text;
  for (std::size_t i = 0; i < number_of_subscription_fields; ++i) {
    const field f = static_cast<field>(i);
    fmt::format_to(std::back_inserter(text), "{:<15}{}", name_of(f),
                   has(f) ? printable(headings_[column(f)], 60) : "-");
    if (has(f) && std::find(std::begin(day_fields), std::end(day_fields), f) != std::end(day_fields))
      fmt::format_to(std::back_inserter(text), ", {}", name_of(days_[i].order()));
    text += '\n';
  }
  return text;
}

}  // namespace examples
