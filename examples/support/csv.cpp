// SPDX-License-Identifier: MIT
#include "csv.hpp"

#include "terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>

namespace examples {
namespace {

constexpr std::size_t block = std::size_t{1} << 16;

bool ends_line(std::string_view line) noexcept { return line.ends_with('\n') || line.ends_with('\r'); }

bool is_blank(std::string_view line) noexcept { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

/// A line without quotes, which is a row of its own: into what libcsv would make of it, in a fraction of the time.
void csv_row::split(std::string_view line, char delimiter, std::vector<std::size_t>& ends) {
  line = line.substr(0, line.find_last_not_of("\r\n") + 1);
  text_ = line;
  if (ends.size() <= line.size()) ends.resize(line.size() + 1);
  std::size_t n = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    ends[n] = i;  // without a branch, which would be mispredicted at each cell
    n += static_cast<std::size_t>(line[i] == delimiter);
  }
  ends[n] = line.size();

  const auto is_space = [&](std::size_t i) { return line[i] == ' ' || line[i] == '\t'; };
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= n; begin = ends[i++] + 1) {
    std::size_t end = ends[i];
    while (begin < end && is_space(begin)) ++begin;
    while (begin < end && is_space(end - 1)) --end;
    cells_.push_back({begin, end - begin});
    if (begin < end) ++filled_;
  }
}

void csv_row::clear() noexcept {
  text_.clear();
  cells_.clear();
  filled_ = 0;
  malformed_ = {};
}

void csv_row::add(std::string_view cell) {
  cells_.push_back({text_.size(), cell.size()});
  text_ += cell;
  if (!cell.empty()) ++filled_;
}

csv_reader::csv_reader(const std::string& path) : path_(path == "-" ? "standard input" : path) {
  if (path == "-") {
    file_.reset(stdin);
  } else {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) throw unusable(path_ + " is a directory, not a CSV file.");
    file_.reset(std::fopen(path.c_str(), "rb"));
    if (!file_) throw unusable("Cannot read " + path_ + ": " + std::strerror(errno) + ".");
    if (std::filesystem::is_regular_file(path, ignored)) {
      const auto size = std::filesystem::file_size(path, ignored);
      if (!ignored) bytes_total_ = size;
    }
  }
  reset_parser();
  fill();
  skip_byte_order_mark();
  if (is_blank(std::string_view(buffer_.data() + position_, filled_ - position_)) && at_end_)
    throw unusable(path_ + " is empty.");
  find_delimiter();
}

csv_reader::~csv_reader() { csv_free(&parser_); }

void csv_reader::reset_parser() {
  csv_free(&parser_);
  if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
  csv_set_blk_size(&parser_, block);  // its 128 bytes make long cells slow
}

/// Reads another block behind what is there. What lies before the row being read is given up.
bool csv_reader::fill() {
  if (at_end_) return false;
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(row_), buffer_.begin() + static_cast<std::ptrdiff_t>(filled_),
            buffer_.begin());
  position_ -= row_;
  lf_ = lf_ < row_ ? 0 : lf_ - row_;
  filled_ -= row_;
  row_ = 0;
  if (buffer_.size() < filled_ + block) buffer_.resize(filled_ + block);
  const std::size_t n = std::fread(buffer_.data() + filled_, 1, block, file_.get());
  if (n < block && std::ferror(file_.get()) != 0)
    throw unusable("Cannot read " + path_ + ": " + std::strerror(errno) + ".");
  filled_ += n;
  bytes_read_ += n;
  at_end_ = n < block;
  return n > 0;
}

void csv_reader::skip_byte_order_mark() {
  const auto start = std::string_view(buffer_.data(), filled_);
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff"))
    throw unusable(path_ + " is UTF-16 text; save it as CSV in UTF-8.");
  if (start.find('\0') != std::string_view::npos) throw unusable(path_ + " is not a text file.");
  if (start.starts_with("\xef\xbb\xbf")) position_ = row_ = 3;
}

void csv_reader::find_delimiter() {
  std::size_t most = 0;
  const auto all = std::string_view(buffer_.data() + position_, filled_ - position_);
  const auto start = all.find_first_not_of(" \t\r\n");
  for (const char candidate : {',', ';', '\t', '|'}) {
    std::size_t n = 0;
    bool quoted = false;
    for (const char c : all.substr(start == std::string_view::npos ? 0 : start)) {
      if (c == '"') quoted = !quoted;
      if (!quoted && (c == '\n' || c == '\r')) break;
      if (!quoted && c == candidate) ++n;
    }
    if (n > most) {
      most = n;
      delimiter_ = candidate;
    }
  }
  csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
}

/// Up to and with the next line end: LF, CRLF or a CR alone. Empty at the end of the file.
std::string_view csv_reader::next_line() {
  for (std::size_t from = position_;;) {
    const auto find = [this](char c, std::size_t begin, std::size_t end) {
      const auto* at = static_cast<const char*>(std::memchr(buffer_.data() + begin, c, end - begin));
      return at == nullptr ? end : static_cast<std::size_t>(at - buffer_.data());
    };
    // Where lines end with CR alone, the next LF is far away, and looked for once.
    lf_ = std::max(lf_, from);
    if (lf_ < filled_ && buffer_[lf_] != '\n') lf_ = find('\n', lf_, filled_);
    const std::size_t cr = find('\r', from, lf_);
    std::size_t end = 0;
    if (cr < lf_ && (cr + 1 < filled_ || at_end_))
      end = cr + 1 == lf_ && lf_ < filled_ ? lf_ + 1 : cr + 1;
    else if (cr == lf_ && lf_ < filled_)
      end = lf_ + 1;
    if (end != 0 || at_end_ || filled_ - row_ > 2 * longest_row) {
      const std::size_t begin = position_;
      position_ = end != 0 ? end : filled_;
      return {buffer_.data() + begin, position_ - begin};
    }
    from = cr - row_;
    fill();
  }
}

/// The rest of a line that is longer than what is held of it: its end could pass for a row.
void csv_reader::skip_line() {
  for (;;) {
    row_ = position_;
    const std::string_view rest = next_line();
    if (rest.empty() || ends_line(rest)) return;
  }
}

bool csv_reader::next(csv_row& row) {
  row.clear();
  std::size_t after_first_line = 0;
  bool first_line_ended = false;
  bool begun = false;
  struct {
    csv_row& row;
    bool complete;
  } state{row, false};
  using state_type = decltype(state);
  const auto on_cell = [](void* cell, std::size_t size, void* data) {
    static_cast<state_type*>(data)->row.add({static_cast<const char*>(cell), size});
  };
  const auto on_row = [](int, void* data) { static_cast<state_type*>(data)->complete = true; };

  for (;;) {
    if (!begun) row_ = position_;
    const std::string_view line = next_line();
    if (line.empty() && !begun) return false;
    if (!begun && is_blank(line)) {
      ++line_;
      continue;
    }
    const bool begins = !begun;
    if (begins) {
      begun = true;
      row.line_ = line_;
      after_first_line = position_ - row_;
      first_line_ended = ends_line(line);
    }
    ++line_;
    if (begins && line.size() <= longest_row && line.find('"') == std::string_view::npos) {
      row.split(line, delimiter_, ends_);
      return true;
    }
    if (line.empty() ? csv_fini(&parser_, on_cell, on_row, &state) != 0
                     : csv_parse(&parser_, line.data(), line.size(), on_cell, on_row, &state) != line.size()) {
      if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
      row.malformed_ = line.empty() ? "a quote is never closed" : "a quote inside a cell, not doubled";
    } else if (position_ - row_ > longest_row) {
      row.malformed_ = "longer than 1 MiB: is a quote never closed?";
    }
    if (!row.malformed_.empty()) {
      lf_ = position_ = row_ + after_first_line;
      if (!first_line_ended) skip_line();
      line_ = row.line_ + 1;
      reset_parser();
      return true;
    }
    if (state.complete || line.empty()) return state.complete;
  }
}

std::deque<csv_row> read_sample(csv_reader& reader) {
  std::deque<csv_row> sample;
  std::size_t bytes = 0;
  for (csv_row row; sample.size() < sample_rows && bytes < sample_bytes && reader.next(row); bytes += row.bytes())
    sample.push_back(row);
  return sample;
}

void check_headings(const std::string& path, const csv_row& headings) {
  if (headings.size() > most_columns) throw unusable(path + " has more than 10,000 columns.");
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (!headings[i].empty()) names.push_back(headings[i]);
  std::sort(names.begin(), names.end());
  if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
    throw unusable(path + " has two columns named \"" + printable(*twice, 40) + "\"; rename one of them.");
}

std::string name_of_column(const csv_row& headings, std::size_t column) {
  if (column >= headings.size()) return "row";
  return headings[column].empty() ? "column " + std::to_string(column + 1) : printable(headings[column], 60);
}

csv_file read_csv_file(const std::string& path) {
  csv_reader reader(path);
  csv_file file{reader.path(), reader.delimiter(), {}, {}};
  const auto refuse = [&](const csv_row& row, std::string_view why) {
    throw unusable(file.path + ":" + std::to_string(row.line()) + ": " + std::string(why) + ".");
  };
  bool first = true;
  for (csv_row row; reader.next(row);) {
    if (!row.malformed().empty()) refuse(row, row.malformed());
    if (first) {
      check_headings(file.path, row);
      file.headings = row;
    } else {
      if (row.size() != file.headings.size()) refuse(row, "the row has not as many cells as the heading");
      file.rows.push_back(row);
    }
    first = false;
  }
  return file;
}

std::string csv_cell(std::string_view text) {
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(",;\"\r\n\t|") == std::string::npos &&
      (safe.empty() || (safe.front() != ' ' && safe.back() != ' ')))
    return safe;
  std::string quoted(2 * safe.size() + 2, '\0');
  quoted.resize(csv_write(quoted.data(), quoted.size(), safe.data(), safe.size()));
  return quoted;
}

}  // namespace examples
