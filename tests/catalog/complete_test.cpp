// SPDX-License-Identifier: MIT
// The catalogue against the tree: the headers' functions, the rows' sources, the tests' files.
#include <kpi/catalog.hpp>

#include "../support.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> none;

/// The texts of the files of a folder, one after the other.
std::string text_of(const fs::path& folder, std::string_view end) {
  std::string text;
  for (const auto& entry : fs::directory_iterator(fs::path(KPI_SOURCE_DIR) / folder)) {
    if (!entry.path().string().ends_with(end)) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    text.append(std::istreambuf_iterator<char>(file), {});
  }
  REQUIRE(!text.empty());
  return text;
}

/// The text without what lies between `namespace detail {` and the end of it.
std::string without_details(std::string text) {
  constexpr std::string_view begin = "\nnamespace detail {\n";
  constexpr std::string_view end = "\n}  // namespace detail\n";
  for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin)) {
    const auto until = text.find(end, at);
    REQUIRE(until != std::string::npos);
    text.erase(at, until - at);
  }
  return text;
}

/// What the expression's group finds, everywhere in the text.
std::set<std::string> all_of(const std::string& text, const std::string& expression, std::size_t group = 1) {
  const std::regex pattern(expression);
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) found.insert((*at)[group]);
  return found;
}

std::set<std::string> catalogued() {
  std::set<std::string> names;
  for (const auto& m : kpi::catalog()) names.insert(std::string(m.name));
  REQUIRE(names.size() == kpi::catalog().size());
  return names;
}

std::vector<std::string> missing_from(const std::set<std::string>& whole, const std::set<std::string>& part) {
  std::vector<std::string> missing;
  std::ranges::set_difference(part, whole, std::back_inserter(missing));
  return missing;
}

}  // namespace

TEST_CASE("every metric of the headers has a row in the catalogue, and every row has its function", "[catalog]") {
  // A metric is a public function with a figure for its result; what gives a measure back, as `chain` does, is none.
  const auto functions =
      all_of(without_details(text_of("include/kpi/metrics", ".hpp")),
             "\n\\[\\[nodiscard\\]\\] (?:constexpr|inline|KPI_EXPORT) "
             "result<(?:ratio|money|count|double|streak|average<[a-z]+>|std::vector<[a-z:_]+>)>\\s+([a-z_]+)\\(");
  CHECK(functions.size() > 200);
  CHECK(missing_from(catalogued(), functions) == none);
  CHECK(missing_from(functions, catalogued()) == none);
}

TEST_CASE("every field is called what its struct calls it", "[catalog]") {
  const auto headers = text_of("include/kpi/metrics", ".hpp");
  const std::regex visited("f\\(\"([a-z_.]+)\", [a-z]\\.([a-z_.]+)\\.\\.\\.\\)");
  std::size_t fields = 0;
  for (std::sregex_iterator at(headers.begin(), headers.end(), visited), end; at != end; ++at, ++fields)
    CHECK((*at)[1] == (*at)[2]);
  CHECK(fields > 290);
}

TEST_CASE("every row is bound to the function that it is named after", "[catalog]") {
  std::size_t rows = 0;
  const auto sources = text_of("src/catalog", ".hpp");
  const std::regex row("\\.name = \"([a-z_]+)\",\\s+\\.function = bind<&?([a-z_]+)");
  for (std::sregex_iterator at(sources.begin(), sources.end(), row), end; at != end; ++at, ++rows) {
    const std::string name = (*at)[1];
    if (name == "median_sales_cycle") continue;  // of a distribution that the row builds from single spans
    CHECK(name == (*at)[2]);
  }
  CHECK(rows == kpi::catalog().size());
}

TEST_CASE("every metric has a test that calls it by name", "[catalog]") {
  const auto called = all_of(text_of("tests/metrics", "_test.cpp"), "kpi::([a-z_]+)");
  CHECK(missing_from(called, catalogued()) == none);
}
