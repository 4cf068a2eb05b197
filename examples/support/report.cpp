// SPDX-License-Identifier: MIT
#include "report.hpp"

#include "csv.hpp"
#include "terminal.hpp"

#include <kpi/format.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace examples {
namespace {

constexpr std::size_t page_width = 120;
constexpr std::size_t key_width = 26;
constexpr std::string_view gap = "  ";

/// An amount in units, exactly: 12.5, not 12.5000.
std::string units(const kpi::money& m) {
  constexpr std::int64_t scale = kpi::money::per_unit;
  std::string text = fmt::format("{}{}", m.value() < 0 ? "-" : "", std::abs(m.value() / scale));
  if (std::int64_t rest = std::abs(m.value() % scale); rest != 0) {
    text += fmt::format(".{:04}", rest);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string whole_units(const kpi::money& m) { return kpi::to_text(m, 0); }

std::string padded(std::string_view text, std::size_t width, bool left) {
  const std::size_t used = width_of(text);
  const std::string space(used < width ? width - used : 0, ' ');
  return left ? std::string(text) + space : space + std::string(text);
}

std::string in_column(const report_column& c, const figure& f) {
  const bool ranked_out = f.undefined == "too_few" && f.field != "count";  // a median of none at all is just undefined
  if (f.value.empty()) return ranked_out ? "too few" : "–";
  if (c.short_basis.empty()) return f.text;
  return f.text + fmt::format(fmt::runtime(c.short_basis), f.part_text, f.whole_text);
}

/// A column of text: heading lines, cells, and how they stand.
struct text_column {
  std::vector<std::string> lines;
  bool left = false;
  std::size_t width = 0;
};

void add(text_column& column, std::string line) {
  column.width = std::max(column.width, width_of(line));
  column.lines.push_back(std::move(line));
}

void trim_end(std::string& text) { text.erase(text.find_last_not_of(' ') + 1); }

/// The columns side by side; with a rule below the heading and above the total.
void print(std::string& out, const std::vector<const text_column*>& columns, std::size_t rows, const report& r) {
  std::size_t width = 0;
  for (const auto* c : columns) width += c->width + (width == 0 ? 0 : gap.size());
  std::string rule;
  for (std::size_t i = 0; i < width; ++i) rule += "─";
  for (std::size_t i = 0; i < rows; ++i) {
    const bool total = r.total && i + 1 == rows;
    if (total && r.left_out > 0) out += fmt::format("… and {} more\n", kpi::count(r.left_out));
    if (i == 2 || total) out += rule + '\n';
    std::string line;
    for (const auto* c : columns) {
      if (!line.empty()) line += gap;
      line += padded(c->lines[i], c->width, c->left);
    }
    trim_end(line);
    out += line + '\n';
  }
}

std::string table_of_groups(const report& r) {
  std::vector<const report_row*> rows;
  for (const auto& row : r.rows) rows.push_back(&row);
  if (r.total) rows.push_back(&*r.total);

  std::vector<text_column> keys;
  for (std::size_t i = 0; i < r.key_names.size(); ++i) {
    text_column& column = keys.emplace_back();
    column.left = true;
    add(column, "");
    add(column, printable(r.key_names[i], key_width));
    for (const auto* row : rows)
      add(column, row->keys.size() <= i  ? std::string()
                  : row->keys[i].empty() ? "(blank)"
                                         : printable(row->keys[i], key_width));
  }
  std::vector<text_column> columns;
  for (std::size_t i = 0; i < r.columns.size(); ++i) {
    const auto missing = [&](const report_row* row) { return row->figures[i].undefined == "no such column"; };
    if (std::all_of(rows.begin(), rows.end(), missing)) continue;
    text_column& column = columns.emplace_back();
    const std::string_view heading = r.columns[i].heading;
    const std::size_t cut = heading.find('\n');
    add(column, std::string(heading.substr(0, cut)));
    add(column, std::string(heading.empty() ? r.columns[i].name : heading.substr(cut + 1)));
    for (const auto* row : rows) add(column, in_column(r.columns[i], row->figures[i]));
  }

  std::string out;
  for (auto next = columns.begin(); next != columns.end();) {
    std::vector<const text_column*> block;
    std::size_t width = 0;
    for (const auto& key : keys) {
      block.push_back(&key);
      width += key.width + gap.size();
    }
    do {
      width += next->width + gap.size();
      block.push_back(&*next++);
    } while (next != columns.end() && width + next->width <= page_width);
    if (!out.empty()) out += '\n';
    print(out, block, rows.size() + 2, r);
  }
  return out;
}

std::string table_of_metrics(const report& r) {
  text_column names, numbers, basis;
  names.left = basis.left = true;
  for (std::size_t i = 0; i < r.columns.size(); ++i) {
    const figure& f = r.rows.front().figures[i];
    std::string heading(r.columns[i].name);
    std::replace(heading.begin(), heading.end(), '_', ' ');
    add(names, heading);
    const bool none = f.value.empty();
    add(numbers, none ? "–" : f.text);
    add(basis, none ? f.undefined + (f.field.empty() ? "" : " (" + f.field + ")")
                    : fmt::format(fmt::runtime(r.columns[i].basis), f.part_text, f.whole_text));
  }
  std::string out;
  for (std::size_t i = 0; i < names.lines.size(); ++i) {
    std::string line = padded(names.lines[i], names.width, true) + std::string(gap) +
                       padded(numbers.lines[i], numbers.width, false) + std::string(gap) + basis.lines[i];
    trim_end(line);
    out += line + '\n';
  }
  return out;
}

std::string metrics_json(const report& r, const report_row& row) {
  std::string out = "{";
  for (std::size_t i = 0; i < r.columns.size(); ++i) {
    const report_column& c = r.columns[i];
    const figure& f = row.figures[i];
    out += fmt::format("{}{}: ", i == 0 ? "" : ", ", json_string(c.name));
    if (f.value.empty()) {
      out += "{\"undefined\": " + json_string(f.undefined);
      if (!f.field.empty()) out += ", \"field\": " + json_string(f.field);
    } else {
      out += "{\"value\": " + f.value;
      if (!c.part_name.empty()) out += fmt::format(", {}: {}", json_string(c.part_name), f.part);
      if (!c.whole_name.empty()) out += fmt::format(", {}: {}", json_string(c.whole_name), f.whole);
    }
    out += '}';
  }
  return out + '}';
}

/// The key of one level is a string, that of two an array of strings.
std::string key_json(const std::vector<std::string>& keys) {
  if (keys.size() == 1) return json_string(keys.front());
  std::string out = "[";
  for (const auto& key : keys) out += (out.size() == 1 ? "" : ", ") + json_string(key);
  return out + ']';
}

}  // namespace

figure figure::of(const kpi::count& n) {
  if (n.overflowed()) return of(kpi::error{kpi::errc::overflow, "count"});
  figure f;
  f.value = fmt::format("{}", n.value());
  f.text = kpi::to_text(n);
  f.rank = static_cast<double>(n.value());
  return f;
}

figure figure::of(const kpi::money& m) {
  if (m.overflowed()) return of(kpi::error{kpi::errc::overflow, "amount"});
  figure f;
  f.value = units(m);
  f.text = kpi::to_text(m, 2);
  f.rank = m.to_double();
  return f;
}

figure figure::of(const kpi::ratio& r) {
  figure f;
  f.value = fmt::format("{}", r.to_double());
  f.part = fmt::format("{}", r.numerator());
  f.whole = fmt::format("{}", r.denominator());
  f.text = kpi::to_text(r);
  f.part_text = kpi::to_text(kpi::count(r.numerator()));
  f.whole_text = kpi::to_text(kpi::count(r.denominator()));
  f.rank = r.to_double();
  return f;
}

figure figure::of_money(const kpi::ratio& r) {
  figure f = of(r);
  const auto part = kpi::money::ten_thousandths(r.numerator());
  const auto whole = kpi::money::ten_thousandths(r.denominator());
  f.part = units(part);
  f.whole = units(whole);
  f.part_text = whole_units(part);
  f.whole_text = whole_units(whole);
  return f;
}

figure figure::of(const kpi::average<kpi::money>& a) {
  figure f;
  f.value = fmt::format("{}", a.to_double());
  f.part = units(a.total());
  f.whole = fmt::format("{}", a.count().value());
  f.text = kpi::to_text(a);
  f.part_text = whole_units(a.total());
  f.whole_text = kpi::to_text(a.count());
  f.rank = a.to_double();
  return f;
}

figure figure::of(const kpi::average<kpi::days>& a) {
  figure f;
  f.value = fmt::format("{}", a.to_double());
  f.part = fmt::format("{}", a.total().value());
  f.whole = fmt::format("{}", a.count().value());
  f.text = kpi::to_text(a);
  f.part_text = kpi::to_text(kpi::count(a.total().value()));
  f.whole_text = kpi::to_text(a.count());
  f.rank = a.to_double();
  return f;
}

figure figure::of_median(double days, const kpi::count& cases) {
  figure f;
  f.value = fmt::format("{}", days);
  f.whole = fmt::format("{}", cases.value());
  f.text = fmt::format("{:.1f} days", days);
  f.whole_text = kpi::to_text(cases);
  f.rank = days;
  return f;
}

figure figure::of(const kpi::error& e) {
  figure f;
  f.undefined = kpi::to_string(e.code);
  f.field = e.field;
  return f;
}

figure figure::without(std::string_view reason) {
  figure f;
  f.undefined = reason;
  return f;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : valid_utf8(text)) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + '"';
}

std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t width = width_of(word);
    if (used > 0 && used + 1 + width > page_width) {
      out += '\n';
      used = 0;
    }
    if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
  }
  return out + '\n';
}

std::string to_table(const report& r) {
  std::string out = r.title.empty() ? std::string() : r.title + "\n\n";
  if (r.key_names.empty()) return out + table_of_metrics(r);
  return out + table_of_groups(r);
}

std::string to_json(const report& r) {
  std::string out = json_string(r.name) + ": [";
  for (const auto& row : r.rows)
    out += fmt::format("{}\n  {{\"key\": {}, \"metrics\": {}}}", &row == &r.rows.front() ? "" : ",", key_json(row.keys),
                       metrics_json(r, row));
  out += r.rows.empty() ? "]" : "\n]";
  if (r.total) out += ",\n\"total\": {\"metrics\": " + metrics_json(r, *r.total) + "}";
  return out;
}

std::string to_csv(const report& r) {
  std::string out;
  bool first = true;
  const auto cell = [&](std::string_view text) {
    if (!first) out += ',';
    out += text;
    first = false;
  };
  const auto end_line = [&] {
    out += '\n';
    first = true;
  };
  for (const auto& name : r.key_names) cell(csv_cell(name));
  for (const auto& c : r.columns) {
    cell(c.name);
    if (!c.part_name.empty()) cell(fmt::format("{}_{}", c.name, c.part_name));
    if (!c.whole_name.empty()) cell(fmt::format("{}_{}", c.name, c.whole_name));
  }
  end_line();
  for (const auto& row : r.rows) {
    for (std::size_t i = 0; i < r.key_names.size(); ++i) cell(csv_cell(row.keys[i]));
    for (std::size_t i = 0; i < r.columns.size(); ++i) {
      cell(row.figures[i].value);
      if (!r.columns[i].part_name.empty()) cell(row.figures[i].part);
      if (!r.columns[i].whole_name.empty()) cell(row.figures[i].whole);
    }
    end_line();
  }
  return out;
}

}  // namespace examples
