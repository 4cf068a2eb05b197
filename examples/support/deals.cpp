// SPDX-License-Identifier: MIT
#include "deals.hpp"

#include "terminal.hpp"

#include <kpi/format.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <tuple>

namespace examples {
namespace {

constexpr std::size_t most_stages = 1'000;
constexpr std::size_t most_unlisted = 10'000;

// Salesforce, HubSpot and Pipedrive call them so, and so do the data sets that circulate.
const known_field known_fields[] = {
    {"id", "what tells deals apart", {"dealid", "opportunityid", "recordid", "hsobjectid", "id"}},
    {"owner",
     "whose deal it is",
     {"owner", "salesagent", "dealowner", "opportunityowner", "salesrep", "rep", "ownername", "opportunityowneralias",
      "owneralias", "ownerid", "hubspotownerid"}},
    {"product", "what is sold", {"product", "productname", "primaryproduct"}},
    {"stage",
     "how far it is, and how it ended",
     {"dealstatus", "dealstage", "stage", "stagename", "opportunitystage", "salesstage", "status"}},
    {"opened",
     "the day it was opened",
     {"createddate", "createdate", "created", "createdon", "createdat", "creationdate", "dealdealcreated",
      "dealcreated", "dealaddtime", "addtime", "engagedate", "opened", "openeddate", "openedon", "opendate"}},
    {"demo",
     "the day of the demo",
     {"demodate", "demo", "demoheld", "demobooked", "demoon", "firstmeetingdate", "firstmeeting"}},
    {"contract_sent",
     "the day a contract was sent",
     {"contractsentdate", "contractsent", "contractsenton", "dateenteredcontractsentsalespipeline"}},
    {"expected_close",
     "the day it was expected to close",
     {"expectedclosedate", "dealexpectedclosedate", "expectedclose", "expectedcloseon", "expectedclosingdate"}},
    {"close", "expected while open, closing day once decided", {"closedate", "dealclosedate", "closingdate"}},
    {"closed",
     "the day it was decided",
     {"closeddate", "dealdealclosedon", "dealclosedon", "closedon", "closedat", "dealclosetime", "closetime",
      "actualclosedate"}},
    {"won_on", "the day it was won", {"dealwontime", "wontime", "wondate", "wonon"}},
    {"lost_on", "the day it was lost", {"deallosttime", "losttime", "lostdate", "loston"}},
    {"value",
     "what it is worth over its whole term",
     {"closevalue", "amount", "dealvalue", "dealamount", "value", "totalcontractvalue", "tcv", "contractvalue",
      "opportunityamount", "totalamount"}},
    {"one_time",
     "the part of the value that does not recur",
     {"onetimeamount", "onetime", "onetimefee", "onetimefees", "onetimevalue"}},
    {"list", "its list price", {"listprice", "totallistprice", "listamount", "listvalue"}},
    {"term", "the months of its term", {"termmonths", "term", "contracttermmonths", "contractterm"}},
    {"currency",
     "of its amounts",
     {"currency", "amountcurrency", "dealcurrency", "opportunitycurrency", "currencyisocode", "currencycode",
      "dealcurrencyofvalue"}},
};
static_assert(std::size(known_fields) == number_of_fields);

constexpr std::size_t index(field f) noexcept { return static_cast<std::size_t>(f); }

constexpr std::string_view state_names[] = {"open", "won", "lost", "no_decision", "disqualified"};
const std::initializer_list<std::string_view> ends[] = {
    {},
    {"won", "closed won", "won closed"},
    {"lost", "closed lost", "lost closed"},
    {"no decision", "closed no decision"},
    {"disqualified", "closed disqualified", "unqualified", "closed unqualified"},
};

/// HubSpot writes `Closed Won (Sales Pipeline)` where there are several pipelines.
std::string_view without_pipeline(std::string_view stage) noexcept {
  const std::size_t at = stage.ends_with(')') ? stage.rfind(" (") : std::string_view::npos;
  return at == std::string_view::npos || at == 0 ? stage : stage.substr(0, at);
}

stage_count known_stage(std::string_view name) {
  for (std::size_t state = 1; state < std::size(ends); ++state)
    for (const auto end : ends[state])
      if (same_name(without_pipeline(name), end)) return {std::string(name), static_cast<kpi::deal_state>(state), true};
  return {std::string(name), kpi::deal_state::open, false};
}

/// `36`, and `36.0` as spreadsheets write it.
std::optional<int> whole_number(std::string_view text) noexcept {
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc{} || (!rest.empty() && rest != ".0" && rest != ".00")) return {};
  return n;
}

constexpr field day_fields[] = {field::opened, field::demo,   field::contract_sent, field::expected_close,
                                field::close,  field::closed, field::won_on,        field::lost_on};
constexpr field amount_fields[] = {field::value, field::one_time, field::list};

std::string names_of(const csv_row& headings) {
  constexpr std::size_t most = 40;
  std::string names;
  for (std::size_t i = 0; i < std::min(headings.size(), most); ++i)
    names += (i == 0 ? "" : ", ") + printable(headings[i], 40);
  return headings.size() > most ? fmt::format("{} and {} more", names, headings.size() - most) : names;
}

}  // namespace

std::string_view name_of(field f) noexcept { return known_fields[index(f)].name; }
std::string_view meaning_of(field f) noexcept { return known_fields[index(f)].meaning; }

deal_source::deal_source(const std::string& path, const deal_options& options) : reader_(path) {
  if (!reader_.next(headings_)) throw unusable(reader_.path() + " is empty.");
  if (!headings_.malformed().empty())
    throw unusable(reader_.path() + ": the heading is malformed: " + std::string(headings_.malformed()) + ".");
  check_headings(reader_.path(), headings_);
  find_columns(options.map);

  for (const auto& lesson : options.stages) {
    const auto [stage, state] = split_pair(lesson, "--stage");
    const auto at = std::find(std::begin(state_names), std::end(state_names), state);
    if (at == std::end(state_names))
      throw unusable("--stage " + lesson + ": a stage is open, won, lost, no_decision or disqualified.");
    stages_.push_back({stage, static_cast<kpi::deal_state>(at - std::begin(state_names)), true});
    stage_by_name_.emplace(stages_.back().name, &stages_.back());
  }

  const auto usual = options.decimal              ? *options.decimal
                     : reader_.delimiter() == ';' ? kpi::decimal_mark::comma
                                                  : kpi::decimal_mark::point;
  amounts_.fill(amount_column(usual));
  for (auto& days : days_) days.in_zone(options.zone);
  currency_ = options.currency;
  if (!options.rates.empty()) rates_.emplace(options.rates, options.currency);
  if (!options.price_list.empty()) {
    if (!has(field::product)) throw unusable("--price-list needs a column with the product; --map product=COLUMN.");
    prices_.emplace(options.price_list, options.same);
  } else if (!options.same.empty()) {
    throw unusable("--same needs --price-list.");
  }
  sample_ = read_sample(reader_);
  if (options.check_ids && has(field::id)) {
    // As many to a byte as so far; of the sample alone where the size is not known.
    const double share = static_cast<double>(reader_.bytes_total()) / static_cast<double>(reader_.bytes_read());
    ids_.emplace(static_cast<std::size_t>(static_cast<double>(sample_.size()) * std::clamp(share, 1.0, 1e5)));
  }
  settle(options);
}

void deal_source::find_columns(const std::vector<std::string>& maps) {
  match_headings(columns_, known_fields, headings_);
  // Salesforce has a Closed beside the Close Date: a tick, and not a day.
  if (!has(field::closed) && !has(field::close) && !has(field::won_on))
    columns_[index(field::closed)] = column_named(headings_, "closed");
  // Pipedrive has a stage, which stays as it was, and a status, which says how the deal ended.
  if (const std::size_t status = column_named(headings_, "status"); has(field::won_on) && status != no_column)
    columns_[index(field::stage)] = status;

  map_columns(columns_, known_fields, reader_.path(), headings_, maps);

  std::string missing;
  if (!has(field::stage))
    missing += reader_.path() + " has no column that says what became of a deal; --map stage=COLUMN names it.\n";
  if (!has(field::closed) && !has(field::close) && !has(field::won_on))
    missing += reader_.path() + " has no column with the day a deal was decided; --map closed=COLUMN names it.\n";
  if (missing.empty()) return;
  throw unusable(missing + "Its columns: " + names_of(headings_) + ".");
}

std::size_t deal_source::column(const std::string& name) const {
  if (const std::size_t at = column_named(headings_, name); at != no_column) return at;
  for (std::size_t f = 0; f < number_of_fields; ++f)
    if (known_fields[f].name == name && columns_[f] != no_column) return columns_[f];
  throw unusable(reader_.path() + " has no column " + quoted(name) + "; it has " + names_of(headings_) + ".");
}

std::string deal_source::matches() const {
  std::string text;
  for (std::size_t i = 0; i < number_of_fields; ++i) {
    const auto f = static_cast<field>(i);
    fmt::format_to(std::back_inserter(text), "{:<15}{}", name_of(f),
                   has(f) ? printable(headings_[column(f)], 60) : "-");
    if (has(f) && std::find(std::begin(day_fields), std::end(day_fields), f) != std::end(day_fields))
      fmt::format_to(std::back_inserter(text), ", {}", name_of(days_[i].order()));
    if (has(f) && std::find(std::begin(amount_fields), std::end(amount_fields), f) != std::end(amount_fields))
      text += amounts_[i].mark() == kpi::decimal_mark::comma ? ", decimal comma" : "";
    text += '\n';
  }
  return text;
}

std::vector<std::string> deal_source::times_as_written() const {
  std::vector<std::string> names;
  for (const field f : day_fields)
    if (has(f) && days_[index(f)].has_times()) names.emplace_back(headings_[column(f)]);
  return names;
}

std::vector<stage_count> deal_source::taken_as_open() const {
  std::vector<stage_count> open;
  std::copy_if(stages_.begin(), stages_.end(), std::back_inserter(open),
               [](const stage_count& s) { return !s.known && s.deals != 0; });
  std::sort(open.begin(), open.end(), [](const stage_count& a, const stage_count& b) {
    return std::tie(b.deals, a.name) < std::tie(a.deals, b.name);
  });
  return open;
}

std::string_view deal_source::listed_as(std::string_view product) const noexcept {
  return prices_ ? prices_->like(product) : std::string_view();
}

void deal_source::settle(const deal_options& options) {
  std::map<std::string, std::size_t, std::less<>> currencies;
  for (const auto& row : sample_) {
    if (!row.malformed().empty() || row.size() < headings_.size()) continue;
    const auto each = [&](const auto& fields, auto& columns) {
      for (const field f : fields)
        if (has(f) && !is_blank(row[column(f)])) columns[index(f)].learn(row[column(f)]);
    };
    each(day_fields, days_);
    each(amount_fields, amounts_);
    if (has(field::currency) && !is_blank(row[column(field::currency)]))
      ++currencies[std::string(row[column(field::currency)])];
  }
  for (const field f : day_fields)
    if (has(f) && !days_[index(f)].settle(options.dates))
      throw unusable(reader_.path() + ": " + quoted(headings_[column(f)]) +
                     " could be day first or month first; say --dates dmy or --dates mdy.");
  for (const field f : amount_fields)
    if (!options.decimal) amounts_[index(f)].settle();

  if (!has(field::currency))
    for (const auto& row : sample_) {
      if (!row.malformed().empty() || row.size() < headings_.size() || !has(field::value)) continue;
      const auto amount = amounts_[index(field::value)].read(row[column(field::value)]);
      if (amount && !amount->currency.empty()) ++currencies[std::string(amount->currency)];
    }
  std::size_t most = 0;
  if (currency_.empty())
    for (const auto& [code, n] : currencies)
      if (n > most) {
        most = n;
        currency_ = code;
      }
}

const csv_row* deal_source::next_row() {
  if (row_ != nullptr && row_ != &current_) sample_.pop_front();
  if (!sample_.empty()) return &sample_.front();
  return reader_.next(current_) ? &current_ : nullptr;
}

const kpi::deal* deal_source::next() {
  while ((row_ = next_row()) != nullptr)
    if (read_deal()) return &deal_;
  return nullptr;
}

bool deal_source::refuse(std::size_t column, std::string_view reason) {
  refused_ += 1;
  if (refused_ <= reported_rows)
    print_note(fmt::format("{}:{}: {}: {}", reader_.path(), row_->line(), name_of_column(headings_, column), reason));
  return false;
}

stage_count& deal_source::stage_of(std::string_view name) {
  if (const auto at = stage_by_name_.find(name); at != stage_by_name_.end()) return *at->second;
  if (stages_.size() == most_stages)
    throw unusable(reader_.path() + ": " + quoted(headings_[column(field::stage)]) +
                   " has more than 1,000 values and is hardly the stage; --map stage=COLUMN names another column.");
  stages_.push_back(known_stage(name));
  return *stage_by_name_.emplace(stages_.back().name, &stages_.back()).first->second;
}

bool deal_source::read_day(field f, std::optional<date::sys_days>& day, bool open) {
  if (!has(f)) return true;
  const std::string_view text = cell(f);
  if (is_blank(text) || (open && text == "-1")) return true;
  const day_column& days = days_[index(f)];
  day = days.read(text);
  return day || refuse(column(f), quoted(text) + " is not a day (" + std::string(name_of(days.order())) + ")");
}

bool deal_source::read_amount(field f, std::optional<kpi::money>& amount, bool open) {
  if (!has(f)) return true;
  const std::string_view text = cell(f);
  if (is_blank(text) || (open && text == "-1")) return true;
  const auto written = amounts_[index(f)].read(text);
  if (!written)
    return refuse(column(f), quoted(text) + (written.error().code == kpi::errc::overflow ? " is beyond all amounts"
                                                                                         : " is not an amount"));
  amount = written->amount;
  written_currency_[index(f)] = written->currency;
  return true;
}

/// Amounts of open deals count for nothing yet, so that none of them needs a rate.
bool deal_source::into_currency(std::optional<kpi::money>& amount, std::string_view written, date::sys_days day,
                                std::size_t column) {
  if (!amount || written == currency_) return true;
  if (deal_.state == kpi::deal_state::open) {
    amount.reset();
    return true;
  }
  if (!rates_)
    return refuse(column, fmt::format("{} among amounts in {}: --rates gives the exchange rates", quoted(written),
                                      currency_.empty() ? "no currency" : currency_));
  const auto converted = rates_->convert(*amount, written, day);
  if (!converted)
    return refuse(column,
                  fmt::format("no rate from {} to {} on or before {}", quoted(written), currency_, kpi::to_text(day)));
  amount = *converted;
  return true;
}

bool deal_source::read_deal() {
  const csv_row& row = *row_;
  if (!row.malformed().empty()) return refuse(no_column, row.malformed());
  if (row.filled() <= 1) {
    without_data_ += 1;
    return false;
  }
  if (row.size() < headings_.size())
    return refuse(row.size(), fmt::format("missing: {} cells, but the heading has {}", row.size(), headings_.size()));
  for (std::size_t i = headings_.size(); i < row.size(); ++i)
    if (!row[i].empty())
      return refuse(no_column, fmt::format("{} cells, but the heading has {}", row.size(), headings_.size()));

  if (ids_) id_hash_ = ids_->hash_of(cell(field::id));
  const std::string_view stage_name = cell(field::stage);
  if (is_blank(stage_name)) return refuse(column(field::stage), "blank");
  stage_count& stage = stage_of(stage_name);
  const bool open = stage.state == kpi::deal_state::open;
  deal_ = {};
  deal_.state = stage.state;

  std::optional<date::sys_days> close, won_on, lost_on;
  std::optional<kpi::money> one_time;
  written_currency_.fill({});
  if (!read_day(field::opened, deal_.opened, open) || !read_day(field::demo, deal_.demo, open) ||
      !read_day(field::contract_sent, deal_.contract_sent, open) ||
      !read_day(field::expected_close, deal_.expected_close, open) || !read_day(field::close, close, open) ||
      !read_day(field::closed, deal_.closed, open) || !read_day(field::won_on, won_on, open) ||
      !read_day(field::lost_on, lost_on, open) || !read_amount(field::value, deal_.value, open) ||
      !read_amount(field::one_time, one_time, open) || !read_amount(field::list, deal_.list, open))
    return false;
  if (!open) {
    if (!deal_.closed) deal_.closed = deal_.state == kpi::deal_state::won ? won_on : lost_on;
    if (!deal_.closed) deal_.closed = close;
  }
  if (has(field::term) && !is_blank(cell(field::term)) && !(open && cell(field::term) == "-1")) {
    const auto months = whole_number(cell(field::term));
    if (!months || *months > 12'000)
      return refuse(column(field::term), quoted(cell(field::term)) + " is not a number of months");
    deal_.term = date::months{*months};
  }

  const bool one_currency = has(field::currency);
  const date::sys_days rate_day = deal_.closed.value_or(date::sys_days{});
  if (one_currency && deal_.value && !open && is_blank(cell(field::currency)))
    return refuse(column(field::currency), "blank, so that its amounts have no currency");
  for (const field f : amount_fields) {
    auto& amount = f == field::value ? deal_.value : f == field::one_time ? one_time : deal_.list;
    const std::string_view written = one_currency ? cell(field::currency) : written_currency_[index(f)];
    if (written.empty()) continue;
    if (!into_currency(amount, written, rate_day, one_currency ? column(field::currency) : column(f))) return false;
  }
  deal_.one_time = one_time.value_or(kpi::money{});
  if (prices_) deal_.list = prices_->price_of(cell(field::product));
  if (!check()) return false;

  stage.deals += 1;
  if (prices_ && !deal_.list && deal_.state == kpi::deal_state::won) {
    auto at = unlisted_.find(cell(field::product));
    if (unlisted_.size() == most_unlisted && at == unlisted_.end())
      throw unusable(reader_.path() +
                     " has more than 10,000 products that are not on the price list; --map product=COLUMN names "
                     "another column.");
    if (at == unlisted_.end()) at = unlisted_.emplace(cell(field::product), kpi::closed_sales{}).first;
    at->second += kpi::closed_sales{.revenue = deal_.value.value_or(kpi::money{}), .deals = 1};
  }
  return true;
}

/// What the library says of the deal, in words of the file.
bool deal_source::check() {
  for (const auto* day : {&deal_.opened, &deal_.demo, &deal_.contract_sent, &deal_.expected_close, &deal_.closed})
    if (*day && (**day < first_deal_day || **day > last_deal_day))
      return refuse(no_column, kpi::to_text(**day) + " is not a day of the years 1900 to 2199");

  if (const auto valid = kpi::validate(deal_); !valid) {
    const std::string_view what = valid.error().field;
    if (what == "closed") {
      const field f = has(field::closed) ? field::closed : has(field::close) ? field::close : field::won_on;
      return refuse(column(f), deal_.opened && deal_.closed
                                   ? "before the opening on " + kpi::to_text(*deal_.opened)
                                   : "blank, though the deal is " +
                                         std::string(state_names[static_cast<std::size_t>(deal_.state)]));
    }
    const field f = what == "list"    ? field::list
                    : what == "term"  ? field::term
                    : what == "value" ? field::value
                                      : field::one_time;
    return refuse(column(f), what == "one_time" && deal_.one_time >= kpi::money{} ? "above the value"
                             : what == "term"                                     ? "not above 0"
                                                                                  : "negative");
  }
  if (ids_ && !is_blank(cell(field::id)) && !ids_->insert(id_hash_))
    return refuse(column(field::id), quoted(cell(field::id)) + " stands on an earlier row");
  return true;
}

}  // namespace examples
