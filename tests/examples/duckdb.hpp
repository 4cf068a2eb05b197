// SPDX-License-Identifier: MIT
// The part of DuckDB's C interface that is needed here, written down from its documentation: the library on npm comes
// without a header.
#pragma once

#include "../../examples/support/arrow.hpp"
#include "../../examples/support/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

extern "C" {

using idx_t = std::uint64_t;
struct duckdb_handle;  // what the interface hands out is always a pointer to something private

struct duckdb_result {
  idx_t column_count, row_count, rows_changed;
  void* columns;
  char* error_message;
  void* internal_data;
};

const char* duckdb_library_version();
int duckdb_open(const char* path, duckdb_handle** database);  // 0 is success, here and below
void duckdb_close(duckdb_handle** database);
int duckdb_connect(duckdb_handle* database, duckdb_handle** connection);
void duckdb_disconnect(duckdb_handle** connection);
int duckdb_query(duckdb_handle* connection, const char* sql, duckdb_result* result);
const char* duckdb_result_error(duckdb_result* result);
void duckdb_destroy_result(duckdb_result* result);
idx_t duckdb_column_count(duckdb_result* result);
const char* duckdb_column_name(duckdb_result* result, idx_t column);
duckdb_handle* duckdb_column_logical_type(duckdb_result* result, idx_t column);
void duckdb_destroy_logical_type(duckdb_handle** type);
duckdb_handle* duckdb_fetch_chunk(duckdb_result result);
void duckdb_destroy_data_chunk(duckdb_handle** chunk);
duckdb_handle* duckdb_result_get_arrow_options(duckdb_result* result);
void duckdb_destroy_arrow_options(duckdb_handle** options);
duckdb_handle* duckdb_to_arrow_schema(duckdb_handle* options, duckdb_handle** types, const char** names, idx_t columns,
                                      ArrowSchema* schema);
duckdb_handle* duckdb_data_chunk_to_arrow(duckdb_handle* options, duckdb_handle* chunk, ArrowArray* array);
duckdb_handle* duckdb_create_logical_type(int type);
duckdb_handle* duckdb_create_data_chunk(duckdb_handle** types, idx_t columns);
void duckdb_data_chunk_reset(duckdb_handle* chunk);
void duckdb_data_chunk_set_size(duckdb_handle* chunk, idx_t rows);
idx_t duckdb_data_chunk_get_size(duckdb_handle* chunk);
duckdb_handle* duckdb_data_chunk_get_vector(duckdb_handle* chunk, idx_t column);
void* duckdb_vector_get_data(duckdb_handle* vector);
void duckdb_vector_ensure_validity_writable(duckdb_handle* vector);
std::uint64_t* duckdb_vector_get_validity(duckdb_handle* vector);
int duckdb_appender_create(duckdb_handle* connection, const char* schema, const char* table, duckdb_handle** appender);
int duckdb_append_data_chunk(duckdb_handle* appender, duckdb_handle* chunk);
int duckdb_appender_destroy(duckdb_handle** appender);
bool duckdb_error_data_has_error(duckdb_handle* error);
const char* duckdb_error_data_message(duckdb_handle* error);
void duckdb_destroy_error_data(duckdb_handle** error);
}

namespace kpi_test {

/// A database in memory, and the rows of its queries as Arrow record batches.
class duckdb {
 public:
  duckdb() {
    check(duckdb_open(nullptr, &database_) == 0, "it cannot be opened");
    check(duckdb_connect(database_, &connection_) == 0, "there is no connection");
  }
  ~duckdb() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  duckdb(const duckdb&) = delete;
  duckdb& operator=(const duckdb&) = delete;

  class result {
   public:
    result(duckdb_handle* connection, const std::string& sql) {
      const bool done = duckdb_query(connection, sql.c_str(), &rows_) == 0;
      const std::string why = done ? "" : duckdb_result_error(&rows_);
      if (!done) duckdb_destroy_result(&rows_);
      check(done, why);
      options_ = duckdb_result_get_arrow_options(&rows_);
    }
    ~result() {
      duckdb_destroy_arrow_options(&options_);
      duckdb_destroy_result(&rows_);
    }
    result(const result&) = delete;
    result& operator=(const result&) = delete;

    [[nodiscard]] examples::arrow::owned_schema schema() {
      std::vector<duckdb_handle*> types;
      std::vector<const char*> names;
      for (idx_t i = 0; i < duckdb_column_count(&rows_); ++i) {
        types.push_back(duckdb_column_logical_type(&rows_, i));
        names.push_back(duckdb_column_name(&rows_, i));
      }
      examples::arrow::owned_schema schema;
      auto* error = duckdb_to_arrow_schema(options_, types.data(), names.data(), types.size(), schema.out());
      for (auto& type : types) duckdb_destroy_logical_type(&type);
      check_and_destroy(error);
      return schema;
    }

    /// None after the last.
    [[nodiscard]] std::optional<examples::arrow::owned_array> next() {
      duckdb_handle* chunk = duckdb_fetch_chunk(rows_);
      if (chunk == nullptr) return {};
      examples::arrow::owned_array array;
      auto* error = duckdb_data_chunk_to_arrow(options_, chunk, array.out());
      duckdb_destroy_data_chunk(&chunk);
      check_and_destroy(error);
      return array;
    }

    [[nodiscard]] idx_t columns() { return duckdb_column_count(&rows_); }
    /// The same as the database holds it; to be destroyed by the caller. Null after the last.
    [[nodiscard]] duckdb_handle* next_chunk() { return duckdb_fetch_chunk(rows_); }

   private:
    duckdb_result rows_{};
    duckdb_handle* options_ = nullptr;
  };

  [[nodiscard]] std::unique_ptr<result> query(const std::string& sql) {
    return std::make_unique<result>(connection_, sql);
  }

  /// Appends to a table whose columns have these types; `fill(chunk, first, n)` writes n rows into a chunk.
  template <class Fill>
  void append(const char* table, const std::vector<int>& types, std::size_t rows, Fill fill) {
    std::vector<duckdb_handle*> logical;
    for (const int type : types) logical.push_back(duckdb_create_logical_type(type));
    duckdb_handle* chunk = duckdb_create_data_chunk(logical.data(), logical.size());
    for (auto& type : logical) duckdb_destroy_logical_type(&type);
    duckdb_handle* appender = nullptr;
    bool done = duckdb_appender_create(connection_, nullptr, table, &appender) == 0;
    constexpr std::size_t chunk_size = 2'048;
    for (std::size_t first = 0; done && first < rows; first += chunk_size) {
      const std::size_t n = std::min(chunk_size, rows - first);
      duckdb_data_chunk_reset(chunk);
      fill(chunk, first, n);
      duckdb_data_chunk_set_size(chunk, n);
      done = duckdb_append_data_chunk(appender, chunk) == 0;
    }
    done = duckdb_appender_destroy(&appender) == 0 && done;
    duckdb_destroy_data_chunk(&chunk);
    check(done, "the rows cannot be appended");
  }

 private:
  static void check(bool holds, const std::string& why) {
    if (!holds) throw examples::unusable("DuckDB: " + why);
  }
  static void check_and_destroy(duckdb_handle* error) {
    const bool failed = error != nullptr && duckdb_error_data_has_error(error);
    const std::string why = failed ? duckdb_error_data_message(error) : "";
    if (error != nullptr) duckdb_destroy_error_data(&error);
    check(!failed, why);
  }

  duckdb_handle* database_ = nullptr;
  duckdb_handle* connection_ = nullptr;
};

}  // namespace kpi_test
