// SPDX-License-Identifier: MIT
#include "../../examples/support/csv.hpp"

#include "../catch.hpp"

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace {

using examples::csv_reader;
using examples::csv_row;

/// A file that is there as long as the object.
class file_with {
 public:
  explicit file_with(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("csv_test." + std::to_string(std::random_device{}()))) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~file_with() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  file_with(const file_with&) = delete;
  file_with& operator=(const file_with&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

using table = std::vector<std::vector<std::string>>;

/// Every row, a malformed one as its reason alone.
table read(const std::string& text) {
  const file_with file(text);
  csv_reader reader(file.path());
  table rows;
  for (csv_row row; reader.next(row);) {
    auto& cells = rows.emplace_back();
    if (!row.malformed().empty()) {
      cells.emplace_back(row.malformed());
      continue;
    }
    for (std::size_t i = 0; i < row.size(); ++i) cells.emplace_back(row[i]);
  }
  return rows;
}

std::vector<std::size_t> lines(const std::string& text) {
  const file_with file(text);
  csv_reader reader(file.path());
  std::vector<std::size_t> numbers;
  for (csv_row row; reader.next(row);) numbers.push_back(row.line());
  return numbers;
}

}  // namespace

TEST_CASE("cells are what stands between the delimiters", "[csv]") {
  CHECK(read("a,b\n1,2\n") == table{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\n1,2") == table{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\n,\n") == table{{"a", "b"}, {"", ""}});
  CHECK(read("a,b\n1\n1,2,3\n") == table{{"a", "b"}, {"1"}, {"1", "2", "3"}});
  CHECK(read("a,b\n  1\t, \t2  \n , \n") == table{{"a", "b"}, {"1", "2"}, {"", ""}});
}

TEST_CASE("quotes hold delimiters, line breaks and doubled quotes", "[csv]") {
  CHECK(read("a,b\n\"1,5\",\"x \"\"y\"\" z\"\n") == table{{"a", "b"}, {"1,5", "x \"y\" z"}});
  CHECK(read("a,b\n\"1\n2\r\n3\",4\n5,6\n") == table{{"a", "b"}, {"1\n2\r\n3", "4"}, {"5", "6"}});
  CHECK(read("a,b\n\"\",\" 1 \"\n") == table{{"a", "b"}, {"", " 1 "}});
  CHECK(read("\"a\",\"b\"\n\"1\",\"2\"") == table{{"a", "b"}, {"1", "2"}});
}

TEST_CASE("lines end with LF, CRLF or CR, and blank ones are no rows", "[csv]") {
  const table expected{{"a", "b"}, {"1", "2"}, {"3", "4"}};
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CHECK(read("a,b" + end + "1,2" + end + "3,4" + end) == expected);
    CHECK(read("a,b" + end + "1,2" + end + end + "  " + end + "3,4") == expected);
    CHECK(read(end + "a,b" + end + "1,2" + end + "3,4" + end + end) == expected);
  }
  CHECK(lines("a,b\n\n\"1\n\",2\n3,4\n") == std::vector<std::size_t>{1, 3, 5});
  CHECK(lines("a,b\r\r1,2\r3,4\r") == std::vector<std::size_t>{1, 3, 4});
}

TEST_CASE("the delimiter is the most frequent one of the first line, outside of quotes", "[csv]") {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::string d(1, delimiter);
    CHECK(read("a" + d + "b" + d + "\"c,;|,;|,;|\"\n1" + d + "2" + d + "3\n") ==
          table{{"a", "b", "c,;|,;|,;|"}, {"1", "2", "3"}});
  }
}

TEST_CASE("a malformed row costs its first line only", "[csv]") {
  const std::string inside = "a quote inside a cell, not doubled";
  const std::string open = "a quote is never closed";
  CHECK(read("a,b\n1\",2\n3,4\n") == table{{"a", "b"}, {inside}, {"3", "4"}});
  CHECK(read("a,b\n\"1\"x,2\n3,4\n") == table{{"a", "b"}, {inside}, {"3", "4"}});
  CHECK(read("a,b\n\"1,2\n3,4\n") == table{{"a", "b"}, {open}, {"3", "4"}});
  CHECK(read("a,b\n\"1,2\n3,4\n\"5,6\n7,8") == table{{"a", "b"}, {inside}, {"3", "4"}, {open}, {"7", "8"}});
  CHECK(read("a,b\n1,2\n\"") == table{{"a", "b"}, {"1", "2"}, {open}});
  CHECK(lines("a,b\n\"1,2\n3,4\n") == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("a cell may be longer than what is read at once, within limits", "[csv]") {
  const std::string cell(700'000, 'x');
  CHECK(read("a,b\n" + cell + ",2\n3,4\n") == table{{"a", "b"}, {cell, "2"}, {"3", "4"}});
  CHECK(read("a,b\n\"" + cell + "\n\",2\n3,4\n") == table{{"a", "b"}, {cell + "\n", "2"}, {"3", "4"}});
  std::string many = "a,b\n\"1,2\n";
  for (int i = 0; i < 300'000; ++i) many += "3,4\n";
  const table rows = read(many);
  REQUIRE(rows.size() == 300'002);
  CHECK(rows[1].front().find("1 MiB") != std::string::npos);
}

TEST_CASE("rows are the same wherever the blocks of the file end", "[csv]") {
  std::mt19937 random(1);
  const std::string pieces[] = {"a", "bc", " ", "\t", "\u00e9", "1.5", "-"};
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    std::string plain, quoted;
    table expected;
    while (plain.size() < 600'000) {
      auto& row = expected.emplace_back();
      for (int i = 0; i < 4; ++i) {
        std::string cell;
        for (auto n = random() % 6; n > 0; --n) cell += pieces[random() % std::size(pieces)];
        cell.erase(0, std::min(cell.size(), cell.find_first_not_of(" \t")));
        cell.erase(cell.find_last_not_of(" \t") + 1);
        row.push_back(i == 0 && cell.empty() ? "x" : cell);
      }
      for (std::size_t i = 0; i < row.size(); ++i) {
        plain += (i == 0 ? "" : ",") + std::string(random() % 3, ' ') + row[i] + std::string(random() % 2, ' ');
        quoted += (i == 0 ? "\"" : ",\"") + row[i] + "\"";
      }
      plain += end;
      quoted += end;
    }
    // Lines with quotes go through libcsv, the others are split here: both give the same.
    CHECK(read(plain) == expected);
    CHECK(read(quoted) == expected);
  }
}

TEST_CASE("what is not text is refused in one sentence", "[csv]") {
  const auto sentence = [](const std::string& text) -> std::string {
    try {
      static_cast<void>(read(text));
    } catch (const examples::unusable& e) {
      return e.what();
    }
    return "";
  };
  CHECK(sentence("").find("is empty.") != std::string::npos);
  CHECK(sentence(" \r\n").find("is empty.") != std::string::npos);
  CHECK(sentence(std::string("a,b\0c", 5)).find("not a text file.") != std::string::npos);
  CHECK(sentence("\xff\xfe").find("UTF-16") != std::string::npos);
  CHECK(read("\xef\xbb\xbf"
             "a,b\n") == table{{"a", "b"}});
  CHECK_THROWS_AS(csv_reader("/nowhere/to/be/found.csv"), examples::unusable);
  CHECK_THROWS_AS(csv_reader("/"), examples::unusable);
}

TEST_CASE("text written to CSV reads back, and is no formula", "[csv]") {
  for (const std::string text : {"plain", "a,b", "a;b", "say \"x\"", "two\nlines", " padded ", "", "\u00e9"})
    CHECK(read("x," + examples::csv_cell(text) + ",y\n") == table{{"x", text, "y"}});
  for (const std::string text : {"=1+1", "+1", "-1", "@x", "\tx", "=a,b"})
    CHECK(read("x," + examples::csv_cell(text) + ",y\n") == table{{"x", "'" + text, "y"}});
}
