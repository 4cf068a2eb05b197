// SPDX-License-Identifier: MIT
// CSV as CRMs export it, read with libcsv: any delimiter, any line end, quoted cells with line breaks inside.
#pragma once

#include <csv.h>

#include <cstddef>
#include <cstdio>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// What keeps a program from giving any answer, in one sentence for the person who called it.
struct unusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a file may ask for. What goes beyond is said in one sentence, or costs its row.
inline constexpr std::size_t longest_row = std::size_t{1} << 20;  ///< bytes: a quote never closed swallows no file
inline constexpr std::size_t most_columns = 10'000;
inline constexpr std::size_t sample_rows = 20'000;  ///< from which a program learns how columns are written
inline constexpr std::size_t sample_bytes = std::size_t{64} << 20;  ///< or fewer rows, when they are long
inline constexpr int reported_rows = 20;                            ///< that were refused; the others are counted

/// One row. Its memory is used again for the next one, so that reading allocates nothing.
class csv_row {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
    return {text_.data() + cells_[i].begin, cells_[i].size};
  }
  /// How many cells are not empty.
  [[nodiscard]] std::size_t filled() const noexcept { return filled_; }
  /// What it takes up.
  [[nodiscard]] std::size_t bytes() const noexcept { return text_.size() + sizeof(place) * cells_.size(); }
  /// The line of the file on which it begins, from 1.
  [[nodiscard]] std::size_t line() const noexcept { return line_; }
  /// Why it is no row; empty when it is one.
  [[nodiscard]] std::string_view malformed() const noexcept { return malformed_; }

 private:
  friend class csv_reader;

  struct place {
    std::size_t begin, size;
  };

  void clear() noexcept;
  void add(std::string_view cell);
  void split(std::string_view line, char delimiter, std::vector<std::size_t>& ends);

  std::string text_;
  std::vector<place> cells_;
  std::size_t filled_ = 0;
  std::size_t line_ = 0;
  std::string_view malformed_;
};

/// Reads a file row by row in one pass, in memory that does not depend on its size.
///
/// A row that breaks the rules of quoting is reported and costs its first line only: reading goes on with the next one.
class csv_reader {
 public:
  /// `-` is standard input. The delimiter (`,` `;` tab `|`) is the one most frequent in the first line. Throws
  /// `unusable` for what cannot be read or is not text.
  explicit csv_reader(const std::string& path);
  ~csv_reader();
  csv_reader(const csv_reader&) = delete;
  csv_reader& operator=(const csv_reader&) = delete;

  /// The next row that is not blank; false at the end.
  bool next(csv_row& row);

  [[nodiscard]] char delimiter() const noexcept { return delimiter_; }
  /// How much has been read, for a progress bar, and how much there is; 0 when that is unknown.
  [[nodiscard]] std::size_t bytes_read() const noexcept { return bytes_read_; }
  [[nodiscard]] std::size_t bytes_total() const noexcept { return bytes_total_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  struct close_file {
    void operator()(std::FILE* file) const noexcept {
      if (file != stdin) static_cast<void>(std::fclose(file));
    }
  };

  void reset_parser();
  bool fill();
  std::string_view next_line();
  void skip_line();
  void skip_byte_order_mark();
  void find_delimiter();

  std::string path_;
  std::unique_ptr<std::FILE, close_file> file_;
  csv_parser parser_{};
  char delimiter_ = ',';

  std::vector<std::size_t> ends_;  // of the cells of a line; only kept for its memory
  std::string buffer_;             // [row_, filled_) are the bytes of the row being read and what follows
  std::size_t row_ = 0;
  std::size_t position_ = 0;  // of the next line
  std::size_t lf_ = 0;        // none lies between there and here
  std::size_t filled_ = 0;
  std::size_t line_ = 1;  // its number
  bool at_end_ = false;
  std::size_t bytes_read_ = 0;
  std::size_t bytes_total_ = 0;
};

/// The first rows, as many as a sample has.
[[nodiscard]] std::deque<csv_row> read_sample(csv_reader& reader);

/// Throws `unusable` for more columns than a file may have, and for two of one name.
void check_headings(const std::string& path, const csv_row& headings);

/// What a note about a cell calls its column: its heading, its number where that is blank; `row` where there is none.
[[nodiscard]] std::string name_of_column(const csv_row& headings, std::size_t column);

/// A file that fits into memory: its headings and its rows, all as long as the headings.
struct csv_file {
  std::string path;
  char delimiter;
  csv_row headings;
  std::vector<csv_row> rows;
};
/// Throws `unusable` also for a row that is malformed or of another length.
[[nodiscard]] csv_file read_csv_file(const std::string& path);

/// A cell as written to CSV. Text from outside never becomes a formula: a spreadsheet shows what begins with = + - @
/// as the text it is.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace examples
