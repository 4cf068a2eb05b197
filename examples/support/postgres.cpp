// SPDX-License-Identifier: MIT
#include "postgres.hpp"

#include "csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <vector>

namespace examples::postgres {

bool result::has(const std::string& column) const noexcept { return PQfnumber(result_.get(), column.c_str()) >= 0; }

std::optional<std::string_view> result::text(std::size_t row, const std::string& column) const {
  const int c = PQfnumber(result_.get(), column.c_str());
  if (c < 0) throw unusable(fmt::format("The query has no column {}.", column));
  const int r = static_cast<int>(row);
  if (PQgetisnull(result_.get(), r, c) != 0) return {};
  return std::string_view(PQgetvalue(result_.get(), r, c), static_cast<std::size_t>(PQgetlength(result_.get(), r, c)));
}

std::int64_t result::number(std::size_t row, const std::string& column) const {
  const auto digits = text(row, column);
  if (!digits) throw unusable(fmt::format("Row {}: {} is NULL, and not a whole number.", row + 1, column));
  std::int64_t n = 0;
  const char* end = digits->data() + digits->size();
  const auto [at, error] = std::from_chars(digits->data(), end, n);
  if (error != std::errc{} || at != end)
    throw unusable(fmt::format("Row {}: {} is {}, and not a whole number of 64 bits.", row + 1, column, *digits));
  return n;
}

connection::connection(const std::string& parameters) : connection_(PQconnectdb(parameters.c_str())) {
  if (!connection_) throw std::bad_alloc();
  if (PQstatus(connection_.get()) != CONNECTION_OK) fail();
  if (PQsetClientEncoding(connection_.get(), "UTF8") != 0) fail();
}

void connection::fail() const {
  std::string_view message = PQerrorMessage(connection_.get());
  while (message.ends_with('\n')) message.remove_suffix(1);
  throw unusable(fmt::format("PostgreSQL: {}", message));
}

PGresult* connection::checked(PGresult* r) const {
  const auto status = PQresultStatus(r);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_COPY_IN) return r;
  PQclear(r);
  fail();
}

result connection::query(const std::string& sql, std::initializer_list<std::string> parameters) {
  std::vector<const char*> values;
  for (const auto& p : parameters) values.push_back(p.c_str());
  return result(checked(PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr,
                                     values.data(), nullptr, nullptr, 0)));
}

void connection::copy(const std::string& sql, std::string_view data) {
  const result begun(checked(PQexec(connection_.get(), sql.c_str())));
  constexpr std::size_t most = 1U << 20;  // a piece, since the size of one is an int
  for (; !data.empty(); data.remove_prefix(std::min(most, data.size())))
    if (PQputCopyData(connection_.get(), data.data(), static_cast<int>(std::min(most, data.size()))) != 1) fail();
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) fail();
  const result ended(checked(PQgetResult(connection_.get())));
  while (PGresult* rest = PQgetResult(connection_.get())) PQclear(rest);
}

}  // namespace examples::postgres
