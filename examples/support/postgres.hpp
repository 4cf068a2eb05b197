// SPDX-License-Identifier: MIT
// PostgreSQL: queries with parameters, and their rows by the names of the columns.
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace examples::postgres {

/// The rows of a query. What cannot be read is thrown as `unusable`, with the name of the column.
class result {
 public:
  explicit result(PGresult* r) noexcept : result_(r) {}

  [[nodiscard]] std::size_t rows() const noexcept { return static_cast<std::size_t>(PQntuples(result_.get())); }
  [[nodiscard]] bool has(const std::string& column) const noexcept;
  /// None for NULL.
  [[nodiscard]] std::optional<std::string_view> text(std::size_t row, const std::string& column) const;
  [[nodiscard]] std::int64_t number(std::size_t row, const std::string& column) const;

 private:
  struct clear {
    void operator()(PGresult* r) const noexcept { PQclear(r); }
  };
  std::unique_ptr<PGresult, clear> result_;
};

/// A connection. What goes wrong with it is thrown as `unusable`, in the server's own words.
class connection {
 public:
  /// `host=… dbname=…`, or a URI; what it leaves out comes from PGHOST, PGDATABASE and their like.
  explicit connection(const std::string& parameters);

  /// One statement, with values for $1, $2 …
  result query(const std::string& sql, std::initializer_list<std::string> parameters = {});
  /// Feeds the text of a file to a `COPY … FROM STDIN`.
  void copy(const std::string& sql, std::string_view data);

 private:
  [[noreturn]] void fail() const;
  PGresult* checked(PGresult* r) const;

  struct finish {
    void operator()(PGconn* c) const noexcept { PQfinish(c); }
  };
  std::unique_ptr<PGconn, finish> connection_;
};

}  // namespace examples::postgres
