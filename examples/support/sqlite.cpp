// SPDX-License-Identifier: MIT
#include "sqlite.hpp"

#include "csv.hpp"

#include <kpi/format.hpp>

#include <array>
#include <new>
#include <type_traits>

namespace examples::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* db) { throw unusable(fmt::format("SQLite: {}.", sqlite3_errmsg(db))); }

std::string_view text_of(const unsigned char* text, int bytes) noexcept {
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes));
}

sql_value argument(sqlite3_value* v) noexcept {
  switch (sqlite3_value_type(v)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return std::int64_t{sqlite3_value_int64(v)};
    case SQLITE_FLOAT: return sqlite3_value_double(v);
    case SQLITE_TEXT: {
      const auto* text = sqlite3_value_text(v);  // before the size, which it may change
      return text_of(text, sqlite3_value_bytes(v));
    }
    default: return other_value{"a blob"};
  }
}

/// A name as SQL writes it, whatever it contains.
std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

/// Reports what was thrown, in a callback that SQLite made from C.
template <class F>
void guarded(sqlite3_context* c, F f) noexcept {
  try {
    f();
  } catch (const unusable& e) {
    sqlite3_result_error(c, e.what(), -1);
  } catch (...) {
    sqlite3_result_error_nomem(c);
  }
}

/// Reads arguments into the members of a deal, one for each column.
template <const deal_column&... Columns>
kpi::deal deal_of(sqlite3_value** arguments) {
  kpi::deal d;
  const auto read = [&d](const deal_column& c, sqlite3_value* cell) {
    if (const sql_value v = argument(cell); !c.set(d, v)) throw unusable(misfit(c.name, v, c.expects));
  };
  int i = 0;
  (read(Columns, arguments[i++]), ...);
  return d;
}

template <class T, class Parse>
T parsed(std::string_view name, sqlite3_value* cell, std::string_view expects, Parse parse) {
  const sql_value v = argument(cell);
  if (const auto* text = std::get_if<std::string_view>(&v))
    if (const kpi::result<T> t = parse(*text)) return *t;
  throw unusable(misfit(name, v, expects));
}

void put(sqlite3_context* c, const kpi::ratio& r) noexcept { sqlite3_result_double(c, r.to_double()); }
template <class T>
void put(sqlite3_context* c, const kpi::average<T>& a) noexcept {
  sqlite3_result_double(c, a.to_double());
}

std::int64_t part(const kpi::ratio& r) noexcept { return r.numerator(); }
std::int64_t whole(const kpi::ratio& r) noexcept { return r.denominator(); }
template <class T>
std::int64_t part(const kpi::average<T>& a) noexcept {
  return a.total().value();
}
template <class T>
std::int64_t whole(const kpi::average<T>& a) noexcept {
  return a.count().value();
}

/// One metric as aggregate functions. The state of a group is the measure: rows that enter a window are added to it,
/// and rows that leave are subtracted.
template <auto Attribution, auto Metric, const deal_column&... Columns>
struct aggregate {
  using measure = decltype(Attribution(kpi::deal{}, kpi::period{}, date::sys_days{}));
  using figure = typename decltype(Metric(measure{}))::value_type;
  static constexpr bool is_ratio = std::is_same_v<figure, kpi::ratio>;
  static constexpr int arguments = static_cast<int>(sizeof...(Columns)) + 2;

  struct group {
    bool begun;  // false in the zeroed memory that SQLite gives
    kpi::period period;
    date::sys_days as_of;
    measure total;
  };
  static_assert(std::is_trivially_copyable_v<group>);

  template <class Change>
  static void change(sqlite3_context* c, sqlite3_value** cells, Change by) noexcept {
    guarded(c, [&] {
      const kpi::deal d = deal_of<Columns...>(cells);
      const auto period = parsed<kpi::period>("period", cells[arguments - 2],
                                              "a period such as 2024, 2024-Q1 or 2024-02", kpi::parse_period);
      const auto as_of = parsed<date::sys_days>("as_of", cells[arguments - 1], column::a_day, kpi::parse_day);
      if (const auto valid = kpi::validate(d); !valid)
        throw unusable(fmt::format("a deal is {}; kpi_deal_error finds it", kpi::to_text(valid.error())));

      auto* g = static_cast<group*>(sqlite3_aggregate_context(c, sizeof(group)));
      if (g == nullptr) throw std::bad_alloc();
      if (!g->begun) g = new (g) group{true, period, as_of, measure{}};
      if (g->period != period || g->as_of != as_of)
        throw unusable("period, as_of: not the same for all rows of a group");
      by(g->total, Attribution(d, period, as_of));
    });
  }
  static void enter(sqlite3_context* c, int, sqlite3_value** cells) noexcept {
    change(c, cells, [](measure& total, const measure& m) { total += m; });
  }
  static void leave(sqlite3_context* c, int, sqlite3_value** cells) noexcept {
    change(c, cells, [](measure& total, const measure& m) { total -= m; });
  }

  static kpi::result<figure> of(sqlite3_context* c) noexcept {
    const auto* g = static_cast<const group*>(sqlite3_aggregate_context(c, 0));
    return g != nullptr && g->begun ? Metric(g->total) : Metric(measure{});
  }
  static void value(sqlite3_context* c) noexcept {
    if (const auto r = of(c)) put(c, *r);
  }
  static void part_of(sqlite3_context* c) noexcept {
    if (const auto r = of(c)) sqlite3_result_int64(c, part(*r));
  }
  static void whole_of(sqlite3_context* c) noexcept {
    if (const auto r = of(c)) sqlite3_result_int64(c, whole(*r));
  }
  static void reason(sqlite3_context* c) noexcept {
    guarded(c, [c] {
      if (const auto r = of(c); !r) sqlite3_result_text(c, kpi::to_text(r.error()).c_str(), -1, SQLITE_TRANSIENT);
    });
  }

  static void add(const database& db, std::string_view name) {
    const auto function = [&](std::string_view suffix, void (*result)(sqlite3_context*)) {
      const std::string full = fmt::format("{}{}", name, suffix);
      if (sqlite3_create_window_function(db.get(), full.c_str(), arguments,
                                         SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, enter, result,
                                         result, leave, nullptr) != SQLITE_OK)
        fail(db.get());
    };
    function("", value);
    function(is_ratio ? "_numerator" : "_total", part_of);
    function(is_ratio ? "_denominator" : "_count", whole_of);
    function("_reason", reason);
  }

  static std::string columns() {
    std::string text;
    ((text += (text.empty() ? "" : ", ") + std::string(Columns.name)), ...);
    return text;
  }
};

void deal_error(sqlite3_context* c, int, sqlite3_value** cells) noexcept {
  guarded(c, [&] {
    std::string problem;
    try {
      const kpi::deal d =
          deal_of<column::outcome, column::opened, column::demo, column::contract_sent, column::expected_close,
                  column::closed, column::value, column::list, column::one_time, column::term>(cells);
      if (const auto valid = kpi::validate(d); !valid) problem = kpi::to_text(valid.error());
    } catch (const unusable& e) {
      problem = e.what();
    }
    if (!problem.empty()) sqlite3_result_text(c, problem.c_str(), -1, SQLITE_TRANSIENT);
  });
}

struct entry {
  std::string_view name;
  void (*add)(const database&, std::string_view);
  std::string (*columns)();
};

template <auto Attribution, auto Metric, const deal_column&... Columns>
constexpr entry make(std::string_view name) {
  using functions = aggregate<Attribution, Metric, Columns...>;
  return {name, functions::add, functions::columns};
}

// Another metric of deals is another line here.
using namespace column;
constexpr entry entries[] = {
    make<kpi::opportunities_of, kpi::win_rate, outcome, opened, closed>("kpi_win_rate"),
    make<kpi::opportunities_of, kpi::decided_win_rate, outcome, opened, closed>("kpi_decided_win_rate"),
    make<kpi::cycle_of, kpi::sales_cycle_length, outcome, opened, closed>("kpi_sales_cycle_length"),
    make<kpi::sales_of, kpi::average_deal_size, outcome, opened, closed, column::value>("kpi_average_deal_size"),
    make<kpi::discounts_of, kpi::discount_rate, outcome, opened, closed, column::value, list>("kpi_discount_rate"),
    make<kpi::demos_of, kpi::acv_per_demo, outcome, opened, demo, closed, column::value, one_time, term>(
        "kpi_acv_per_demo"),
    make<kpi::contracts_of, kpi::win_per_contract_sent, outcome, opened, contract_sent, closed>(
        "kpi_win_per_contract_sent"),
    make<kpi::due_of, kpi::slippage_rate, outcome, opened, expected_close, closed>("kpi_slippage_rate"),
};

}  // namespace

database::database(const std::string& path) {
  sqlite3* db = nullptr;
  const int opened_with = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  db_.reset(db);  // to be closed even when it could not be opened
  if (db == nullptr) throw std::bad_alloc();
  if (opened_with != SQLITE_OK) fail(db);
  sqlite3_extended_result_codes(db, 1);
}

void database::execute(const std::string& sql) {
  if (sqlite3_exec(get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(get());
}

statement::statement(const database& db, std::string_view sql) : db_(db.get()) {
  sqlite3_stmt* s = nullptr;
  if (sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &s, nullptr) != SQLITE_OK) fail(db_);
  statement_.reset(s);
}

void statement::bind(std::size_t parameter, const sql_value& v) {
  const int i = static_cast<int>(parameter) + 1;
  const auto text = [&](std::string_view t) {
    return sqlite3_bind_text64(statement_.get(), i, t.data(), t.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  };
  int done = SQLITE_MISMATCH;
  if (std::holds_alternative<std::monostate>(v)) done = sqlite3_bind_null(statement_.get(), i);
  if (const auto* n = std::get_if<std::int64_t>(&v)) done = sqlite3_bind_int64(statement_.get(), i, *n);
  if (const auto* x = std::get_if<double>(&v)) done = sqlite3_bind_double(statement_.get(), i, *x);
  if (const auto* t = std::get_if<std::string_view>(&v)) done = text(*t);
  if (const auto* day = std::get_if<date::sys_days>(&v)) done = text(kpi::to_text(*day));
  if (done == SQLITE_MISMATCH) throw unusable(fmt::format("SQLite holds no such value: {}.", to_text(v)));
  if (done != SQLITE_OK) fail(db_);
}

bool statement::step() {
  switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: fail(db_);
  }
}

std::size_t statement::columns() const noexcept {
  return static_cast<std::size_t>(sqlite3_column_count(statement_.get()));
}

std::string_view statement::name(std::size_t column) const {
  const char* name = sqlite3_column_name(statement_.get(), static_cast<int>(column));
  if (name == nullptr) throw std::bad_alloc();
  return name;
}

sql_value statement::operator[](std::size_t column) const {
  const int i = static_cast<int>(column);
  switch (sqlite3_column_type(statement_.get(), i)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement_.get(), i)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement_.get(), i);
    case SQLITE_TEXT: {
      const auto* text = sqlite3_column_text(statement_.get(), i);
      return text_of(text, sqlite3_column_bytes(statement_.get(), i));
    }
    default: return other_value{"a blob"};
  }
}

std::string_view deals::row::text(std::size_t column) const {
  const sql_value v = (*cells)[column];
  const auto* text = std::get_if<std::string_view>(&v);
  return text == nullptr ? std::string_view() : *text;
}

deals::deals(statement& s)
    : statement_(s),
      binding_([&s] {
        std::vector<std::string_view> names;
        for (std::size_t i = 0; i < s.columns(); ++i) names.push_back(s.name(i));
        return deal_binding(names);
      }()),
      row_{{}, &s} {}

void deals::read() {
  at_end_ = !statement_.step();
  if (!at_end_) row_.deal = binding_.read(++rows_, [this](std::size_t i) { return statement_[i]; });
}

void import_csv(database& db, std::string_view table, const std::string& path) {
  csv_reader reader(path);
  csv_row row;
  if (!reader.next(row)) throw unusable(path + " is empty.");
  std::string columns, parameters;
  for (std::size_t i = 0; i < row.size(); ++i) {
    columns += fmt::format("{}{} TEXT", i == 0 ? "" : ", ", quoted(row[i]));
    parameters += i == 0 ? "?" : ", ?";
  }
  const std::size_t cells = row.size();
  db.execute(fmt::format("BEGIN; CREATE TABLE {} ({})", quoted(table), columns));
  statement insert(db, fmt::format("INSERT INTO {} VALUES ({})", quoted(table), parameters));
  while (reader.next(row)) {
    if (!row.malformed().empty() || row.size() != cells)
      throw unusable(fmt::format("{}:{}: {}.", path, row.line(),
                                 row.malformed().empty() ? "not as many cells as the heading" : row.malformed()));
    for (std::size_t i = 0; i < cells; ++i) insert.bind(i, row[i].empty() ? sql_value{} : sql_value{row[i]});
    insert.step();
    insert.reset();
  }
  db.execute("COMMIT");
}

void add_metrics(const database& db) {
  for (const entry& e : entries) e.add(db, e.name);
  constexpr int arguments = static_cast<int>(std::size(column::all));
  if (sqlite3_create_function_v2(db.get(), "kpi_deal_error", arguments,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, deal_error, nullptr,
                                 nullptr, nullptr) != SQLITE_OK)
    fail(db.get());
}

const std::vector<metric_function>& metric_functions() {
  static const std::vector<metric_function> functions = [] {
    std::vector<metric_function> f;
    for (const entry& e : entries) f.push_back({e.name, e.columns()});
    return f;
  }();
  return functions;
}

}  // namespace examples::sqlite
