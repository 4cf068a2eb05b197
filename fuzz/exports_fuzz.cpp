// SPDX-License-Identifier: MIT
// Any bytes as an export of deals or of subscriptions: every row is taken, has no data, or is refused by its line and a
// reason; what is taken can be counted, and is read again from its plainest form; the order of the rows and the quotes
// around their cells do not matter. The first byte chooses the headings, and what is read again.
#include "file.hpp"
#include "fuzz.hpp"

#include "../examples/support/deals.hpp"
#include "../examples/support/subscriptions.hpp"

#include <kpi/format.hpp>
#include <kpi/tally/ledger.hpp>

#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using examples::csv_row;

constexpr std::string_view headings[] = {
    "",
    "id,owner,product,stage,created,demo,closed,amount,list price,term,currency\n",
    "stage;opened;expected close date;close date;contract sent;amount;one time\n",
    "Deal - Status\tDeal - Won time\tDeal - Lost time\tDeal - Value\n",
    "customer,start,end,monthly,plan\n",
    "customer,plan amount,quantity,interval,interval count,start date,canceled at,trial end,status,currency\n",
};
constexpr std::size_t first_of_subscriptions = 4;

constexpr std::string_view plainest_deals =
    "id,stage,opened,demo,contract sent,expected close,closed,amount,one time,list price,term\n";
constexpr std::string_view plainest_subscriptions = "customer,start,end,monthly\n";

/// What was made of an export. The plainest form of what was taken is a line of CSV without its first cell.
struct reading {
  std::vector<std::string> taken;
  std::vector<std::string> first_cells;  ///< of the rows that were taken
  std::vector<std::uint64_t> customers;  ///< theirs, by number
  kpi::count refused{}, without_data{}, passed_over{};
  std::vector<std::pair<std::string, kpi::count>> open;  ///< deals by stage, where its meaning is not known
  std::optional<std::string> currency;                   ///< of a ledger, which has one
  std::string notes;
};

std::string text(const std::optional<date::sys_days>& day) { return day ? kpi::to_text(*day) : std::string(); }
std::string text(const kpi::money& m) { return examples::csv_cell(kpi::to_text(m, 4)); }
std::string text(const std::optional<kpi::money>& m) { return m ? text(*m) : std::string(); }

std::string plainest(const kpi::deal& d) {
  constexpr std::string_view stages[] = {"in progress", "won", "lost", "no decision", "disqualified"};
  std::string line(stages[static_cast<std::size_t>(d.state)]);
  for (const auto* day : {&d.opened, &d.demo, &d.contract_sent, &d.expected_close, &d.closed}) line += ',' + text(*day);
  line += ',' + text(d.value) + ',' + text(d.one_time) + ',' + text(d.list) + ',';
  return d.term ? line + std::to_string(d.term->count()) : line;
}

std::string plainest(const kpi::subscription_period& p) {
  return kpi::to_text(p.start) + ',' + text(p.end) + ',' + text(p.monthly);
}

reading read_deals(const std::string& path) {
  reading r;
  std::vector<kpi::deal> deals;
  std::map<std::string, kpi::count, std::less<>> open;
  std::vector<examples::stage_count> taken_as_open;
  {
    const heard said;
    examples::deal_source source(path, {});
    while (const kpi::deal* deal = source.next()) {
      deals.push_back(*deal);
      r.first_cells.emplace_back(source.cell(0));
      if (deal->state == kpi::deal_state::open) open[std::string(source.cell(examples::field::stage))] += 1;
    }
    r.refused = source.refused();
    r.without_data = source.without_data();
    taken_as_open = source.taken_as_open();
    r.notes = said.text();
  }
  for (const auto& d : deals) {
    require(kpi::validate(d).has_value());
    for (const auto* day : {&d.opened, &d.demo, &d.contract_sent, &d.expected_close, &d.closed})
      require(!*day || (**day >= examples::first_deal_day && **day <= examples::last_deal_day));
    r.taken.push_back(plainest(d));
  }
  for (const auto& [name, state, known, n] : taken_as_open) {
    require(!known && state == kpi::deal_state::open);
    r.open.emplace_back(name, n);
  }
  require(std::is_sorted(r.open.begin(), r.open.end(), [](auto& a, auto& b) { return b.second < a.second; }));
  require(std::map<std::string, kpi::count, std::less<>>(r.open.begin(), r.open.end()) == open);
  return r;
}

reading read_subscriptions(const std::string& path, const std::string& currency) {
  reading r;
  std::optional<examples::subscription_list> list;
  examples::subscription_options options;
  options.currency = currency;
  options.by = "customer";
  {
    const heard said;
    list.emplace(path, options);
    r.notes = said.text();
  }
  r.refused = list->refused();
  r.without_data = list->without_data();
  r.passed_over = list->never_paid();
  r.currency = list->currency();
  for (const auto& [period, key] : list->rows()) {
    require(kpi::validate(period).has_value());
    r.taken.push_back(plainest(period));
    r.customers.push_back(period.customer);
    r.first_cells.push_back(list->keys().at(key));
    require(list->customer(r.first_cells.back()) == period.customer);
  }
  return r;
}

/// The lines that the notes are about, each `file:line: column: reason`.
std::vector<std::size_t> lines_of(const reading& r) {
  std::vector<std::size_t> lines;
  for (std::string_view rest = r.notes; !rest.empty();) {
    constexpr std::string_view file = "standard input:";
    std::string_view note = rest.substr(0, rest.find('\n'));
    require(note.starts_with(file) && note.size() < rest.size());
    rest.remove_prefix(note.size() + 1);
    note.remove_prefix(file.size());
    std::size_t line = 0;
    const auto [end, error] = std::from_chars(note.data(), note.data() + note.size(), line);
    note.remove_prefix(static_cast<std::size_t>(end - note.data()));
    const auto reason = note.rfind(": ");
    require(error == std::errc{} && note.starts_with(": ") && reason > 2 && reason + 2 < note.size());
    require(lines.empty() || line > lines.back());
    lines.push_back(line);
  }
  return lines;
}

/// All that a file has, the headings among them.
struct table {
  std::vector<csv_row> rows{};
  char delimiter{};
  kpi::count malformed{};

  explicit table(const std::string& path) {
    examples::csv_reader reader(path);
    delimiter = reader.delimiter();
    for (csv_row row; reader.next(row); rows.push_back(row))
      if (!row.malformed().empty()) malformed += 1;
  }

  /// The headings, and then the rows from the last to the first, with quotes around all cells.
  [[nodiscard]] std::string from_behind() const {
    std::string text;
    const auto write = [&](const csv_row& row) {
      if (!row.malformed().empty()) return;
      for (std::size_t i = 0; i < row.size(); ++i) {
        text += i == 0 ? std::string{'"'} : std::string{'"', delimiter, '"'};
        for (const char c : row[i]) text.append(c == '"' ? 2 : 1, c);
      }
      text += "\"\n";
    };
    write(rows.front());
    std::for_each(rows.rbegin(), rows.rend() - 1, write);
    return text;
  }
};

/// Every row has come to one of the ends that there are, and to the right one as far as refusals were said.
void account(const reading& r, const table& all) {
  const kpi::count taken(r.taken.size());
  require(taken + r.refused + r.without_data + r.passed_over + 1 == kpi::count(all.rows.size()));
  const auto lines = lines_of(r);
  const kpi::count said(lines.size());
  require(said == std::min(r.refused, kpi::count(examples::reported_rows)));
  if (said != r.refused) return;

  auto line = lines.begin();
  auto cell = r.first_cells.begin();
  kpi::count without_data, passed_over;
  for (auto row = all.rows.begin() + 1; row != all.rows.end(); ++row) {
    if (line != lines.end() && *line == row->line())
      ++line;
    else if (row->filled() <= 1)
      without_data += 1;
    else if (cell != r.first_cells.end() && *cell == (*row)[0])
      ++cell;
    else
      passed_over += 1;
  }
  require(line == lines.end() && cell == r.first_cells.end());
  require(without_data == r.without_data && passed_over == r.passed_over);
}

/// What was taken of which customer or under which id, in any order.
std::vector<std::pair<std::string, std::string>> sorted(const reading& r) {
  std::vector<std::pair<std::string, std::string>> all;
  for (std::size_t i = 0; i < r.taken.size(); ++i) all.emplace_back(r.first_cells[i], r.taken[i]);
  std::sort(all.begin(), all.end());
  return all;
}

template <class Read>
void check(std::string_view text, std::string_view plainest_headings, bool plainly, Read read) {
  std::optional<reading> r;
  try {
    r = read(file_with(text), std::string());
  } catch (const examples::unusable& e) {
    require(std::string_view(e.what()).size() > 10);
    return;
  }
  const table all(file_with(text));
  account(*r, all);

  if (plainly) {
    std::string plain(plainest_headings);
    std::vector<std::string> first_cells;
    for (std::size_t i = 0; i < r->taken.size(); ++i) {
      first_cells.push_back(std::to_string(r->customers.empty() ? i : r->customers[i]));
      plain += first_cells.back() + ',' + r->taken[i] + '\n';
    }
    const auto again = read(file_with(plain), std::string());
    require(again.notes.empty() && again.taken == r->taken && again.first_cells == first_cells &&
            again.customers == r->customers);
    return;
  }
  // The first amount that is read decides on the currency of a ledger, and an id counts where it stands first.
  const std::string currency = r->currency.value_or("");
  if (r->currency && currency.empty() && r->refused != all.malformed) return;
  const std::string turned = all.from_behind();
  const auto again = read(file_with(turned), currency);
  require(again.taken.size() == r->taken.size() && again.refused + all.malformed == r->refused &&
          again.without_data == r->without_data && again.passed_over == r->passed_over);
  if (r->refused > examples::reported_rows || r->notes.find("stands on an earlier row") != std::string::npos) return;
  require(sorted(again) == sorted(*r) && again.open == r->open);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t which = data[0] % std::size(headings);
  const bool plainly = data[0] / std::size(headings) % 2 == 1;
  std::string text(headings[which]);
  text.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (which < first_of_subscriptions)
    check(text, plainest_deals, plainly, [](const std::string& path, const std::string&) { return read_deals(path); });
  else
    check(text, plainest_subscriptions, plainly,
          [](const std::string& path, const std::string& currency) { return read_subscriptions(path, currency); });
  return 0;
}
