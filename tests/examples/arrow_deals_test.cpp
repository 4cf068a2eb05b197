// SPDX-License-Identifier: MIT
#include "../../examples/support/arrow.hpp"
#include "../../examples/support/arrow_made.hpp"
#include "../../examples/support/csv.hpp"
#include "../catch.hpp"

#include <kpi/tally/tally.hpp>

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace date::literals;
using examples::arrow::made_batch;
using examples::arrow::made_column;
using examples::arrow::make_cents;
using examples::arrow::make_days;
using examples::arrow::make_text;
using examples::arrow::make_values;
namespace arrow = examples::arrow;
using day = std::optional<date::sys_days>;

const kpi::period first_quarter = kpi::period::quarter(2024, 1);
const date::sys_days as_of = 2024_y / 3 / 31;

std::vector<made_column> five_deals() {
  return {
      make_text("owner", {"Ann", {}, "Bo", "Ann", "Zoë"}),
      make_text("outcome", {"won", "lost", "open", "no_decision", "won"}),
      make_days("opened", {day{2024_y / 1 / 2}, day{2024_y / 1 / 3}, day{2024_y / 1 / 4}, day{}, day{2023_y / 12 / 1}}),
      make_days("closed", {day{2024_y / 2 / 1}, day{2024_y / 2 / 2}, day{}, day{2024_y / 3 / 1}, day{2024_y / 3 / 31}}),
      make_cents("value", {100'050, 7, {}, {}, 123'456}),
      make_values<std::int32_t>("term", "i", {{12}, {}, {}, {}, {24}})};
}

kpi::deal_measures tally(const arrow::batch& b) {
  return kpi::tally(arrow::deals(b),
                    [](const auto& row) { return kpi::deal_measures_of(row.deal, first_quarter, as_of); });
}

kpi::deal_measures tally(const made_batch& made, std::int64_t offset = 0, std::optional<std::int64_t> length = {}) {
  const auto schema = made.schema();
  const auto array = made.array(offset, length);
  return tally(arrow::batch(schema.get(), array.get()));
}

/// Why a batch is refused, after its structs were changed.
std::string refusal(
    std::vector<made_column> columns,
    const std::function<void(ArrowSchema&, ArrowArray&)>& change = [](auto&, auto&) {}) {
  const made_batch made(std::move(columns));
  auto schema = made.schema();
  auto array = made.array();
  change(*schema.out(), *array.out());
  try {
    static_cast<void>(tally(arrow::batch(schema.get(), array.get())));
  } catch (const examples::unusable& e) {
    return e.what();
  }
  return "not refused";
}

/// One cell, read back.
std::string cell(made_column c, std::size_t row = 0) {
  c.name = "it";
  const made_batch made({std::move(c)});
  const auto schema = made.schema();
  const auto array = made.array();
  return examples::to_text(arrow::batch(schema.get(), array.get())["it"][row]);
}

}  // namespace

TEST_CASE("deals are read where the batch has them", "[arrow]") {
  const made_batch made(five_deals());
  const auto schema = made.schema();
  const auto array = made.array();
  const arrow::batch batch(schema.get(), array.get());
  const auto deals = arrow::deals(batch);
  REQUIRE(deals.size() == 5);

  const kpi::deal first = deals[0].deal;
  CHECK(first.state == kpi::deal_state::won);
  CHECK(first.opened == day{2024_y / 1 / 2});
  CHECK(first.closed == day{2024_y / 2 / 1});
  CHECK(first.value == kpi::money::cents(100'050));
  CHECK(first.term == date::months{12});
  CHECK(first.one_time == kpi::money{});
  CHECK_FALSE(first.list);
  CHECK_FALSE(deals[2].deal.value);
  CHECK_FALSE(deals[2].deal.closed);
  CHECK(deals[3].deal.state == kpi::deal_state::no_decision);
  CHECK_FALSE(deals[3].deal.opened);

  const auto& owner = batch["owner"];
  CHECK(owner.text(4) == "Zoë");
  CHECK(owner.is_null(1));
  const auto* text = static_cast<const char*>(array.get().children[0]->buffers[2]);
  CHECK(owner.text(0).data() == text);  // not a copy

  const kpi::deal_measures m = tally(batch);
  CHECK(m.opportunities == kpi::opportunities{.opened = 3, .won = 2, .lost = 1, .no_decision = 1});
  CHECK(m.sales == kpi::closed_sales{.revenue = kpi::money::cents(100'050 + 123'456), .deals = 2});
  CHECK(m.cycle.total == kpi::days(30 + 30 + 121));  // 2 Jan … 1 Feb, 3 Jan … 2 Feb, 1 Dec … 31 Mar
}

TEST_CASE("a slice is its rows, wherever the offset stands", "[arrow]") {
  const made_batch made(five_deals());
  const kpi::deal_measures whole = tally(made);
  for (std::int64_t cut = 0; cut <= 5; ++cut) CHECK(tally(made, 0, cut) + tally(made, cut) == whole);

  // Columns with offsets of their own: the same rows behind others.
  std::vector<made_column> shifted{
      make_text("outcome", {"lost", "lost", "won", "lost", "open"}),
      make_days("opened", {day{}, day{2024_y / 1 / 2}, day{2024_y / 1 / 3}, day{2024_y / 1 / 4}}),
      make_days("closed", {day{2024_y / 2 / 1}, day{2024_y / 2 / 2}, day{}})};
  shifted[0].offset = 2;
  shifted[1].offset = 1;
  for (auto& c : shifted) c.length = 3;
  const kpi::deal_measures m = tally(made_batch(shifted));
  CHECK(m.opportunities == kpi::opportunities{.opened = 3, .won = 1, .lost = 1});
  CHECK(tally(made_batch(shifted), 1, 1).opportunities == kpi::opportunities{.opened = 1, .lost = 1});
}

TEST_CASE("nulls are found in every byte of the bitmap", "[arrow]") {
  std::vector<std::optional<std::int32_t>> values(20);
  for (const std::size_t i : {0U, 7U, 8U, 15U, 19U}) values[i] = static_cast<std::int32_t>(i);
  const made_batch made({make_values("it", "i", values)});
  const auto schema = made.schema();
  for (const std::int64_t offset : {0, 1, 7, 8, 9}) {
    const auto array = made.array(offset);
    const arrow::batch batch(schema.get(), array.get());
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      const auto i = row + static_cast<std::size_t>(offset);
      CHECK(batch["it"].is_null(row) == !values[i]);
      if (values[i]) CHECK(std::get<std::int64_t>(batch["it"][row]) == *values[i]);
    }
  }
}

TEST_CASE("an empty batch is the empty measure", "[arrow]") {
  CHECK(tally(made_batch({make_text("outcome", {}), make_days("closed", {})})) == kpi::deal_measures{});
  // A producer need not give any buffers then.
  CHECK(refusal({make_text("outcome", {}), make_days("closed", {})}, [](ArrowSchema&, ArrowArray& a) {
          for (std::int64_t i = 0; i < 2; ++i)
            for (std::int64_t b = 0; b < a.children[i]->n_buffers; ++b) a.children[i]->buffers[b] = nullptr;
        }) == "not refused");
  CHECK(tally(made_batch(five_deals()), 5) == kpi::deal_measures{});
}

TEST_CASE("every type that is read, at its ends", "[arrow]") {
  CHECK(cell(make_values<std::int8_t>("", "c", {{std::int8_t{-128}}})) == "-128");
  CHECK(cell(make_values<std::uint8_t>("", "C", {{std::uint8_t{255}}})) == "255");
  CHECK(cell(make_values<std::int16_t>("", "s", {{std::int16_t{-32768}}})) == "-32768");
  CHECK(cell(make_values<std::uint16_t>("", "S", {{std::uint16_t{65535}}})) == "65535");
  CHECK(cell(make_values<std::int32_t>("", "i", {{INT32_MIN}})) == "-2147483648");
  CHECK(cell(make_values<std::uint32_t>("", "I", {{UINT32_MAX}})) == "4294967295");
  CHECK(cell(make_values<std::int64_t>("", "l", {{INT64_MIN}})) == "-9223372036854775808");
  CHECK(cell(make_values<std::uint64_t>("", "L", {{static_cast<std::uint64_t>(INT64_MAX)}})) == "9223372036854775807");
  CHECK(cell(make_values<std::uint64_t>("", "L", {{UINT64_MAX}})) == "a number above 2^63");
  CHECK(cell(make_values<double>("", "g", {{0.1}})) == "0.1");
  CHECK(cell(make_days("", {day{2024_y / 2 / 29}})) == "2024-02-29");
  CHECK(cell(make_days("", {day{1969_y / 12 / 31}})) == "1969-12-31");
  CHECK(cell(make_text<std::int64_t>("", {"a", "bc"}), 1) == "'bc'");
  CHECK(cell(make_text("", {{}, ""}), 1) == "''");
  CHECK(cell(make_cents("", {-12'345})) == "-123.4500");

  struct wide {
    std::int64_t low, high;
  };
  const auto decimal = [](const char* format, std::int64_t low, std::int64_t high) {
    return cell(make_values<wide>("", format, {{wide{low, high}}}));
  };
  CHECK(decimal("d:38,0", 380'000, 0) == "380,000.0000");
  CHECK(decimal("d:18,4", 1, 0) == "0.0001");
  CHECK(decimal("d:19,2", -1, -1) == "-0.0100");
  CHECK(decimal("d:18,2,128", 1, 0) == "0.0100");
  CHECK(decimal("d:38,4", 1, 1) == "more than 230 trillion");   // 2^64 + 1
  CHECK(decimal("d:38,4", -1, 0) == "more than 230 trillion");  // 2^64 - 1
  CHECK(decimal("d:38,4", 1, -1) == "more than 230 trillion");  // 1 - 2^64
  CHECK(decimal("d:38,0", INT64_MAX, 0) == "more than 230 trillion");
}

TEST_CASE("types that are not read are refused by name", "[arrow]") {
  const auto with_closed = [](const char* format) {
    auto columns = five_deals();
    columns[3].format = format;
    return refusal(columns);
  };
  CHECK(with_closed("tsu:UTC") == "Column closed is a timestamp; cast it to a date in the zone of the report.");
  CHECK(with_closed("tdm") == "Column closed is a date of 64 bits; cast it to date32.");
  CHECK(with_closed("f") == "Column closed is a float of 32 bits, which holds no exact amounts; cast it to decimal.");
  CHECK(with_closed("d:18,5") ==
        "Column closed is a decimal of the kind d:18,5; cast it to decimal128 with at most four decimals.");
  CHECK(with_closed("d:18,2,256") ==
        "Column closed is a decimal of the kind d:18,2,256; cast it to decimal128 with at most four decimals.");
  CHECK(with_closed("d:18,2,64") ==
        "Column closed is a decimal of the kind d:18,2,64; cast it to decimal128 with at most four decimals.");
  CHECK(with_closed("d:18,-2") ==
        "Column closed is a decimal of the kind d:18,-2; cast it to decimal128 with at most four decimals.");
  CHECK(with_closed("vu") == "Column closed is a string view; cast it to utf8.");
  CHECK(with_closed("+l") == "Column closed is nested.");
  CHECK(with_closed("z") == "Column closed is of the format \"z\".");
  CHECK(with_closed("") == "Column closed is of the format \"\".");
  CHECK(refusal(five_deals(), [](ArrowSchema& s, ArrowArray&) { s.children[1]->format = nullptr; }) ==
        "Column outcome is of the format \"\".");
  CHECK(refusal(five_deals(), [](ArrowSchema& s, ArrowArray&) { s.children[1]->dictionary = s.children[0]; }) ==
        "Column outcome is dictionary-encoded, as an enum or a category is; cast it to utf8.");
  CHECK(refusal(five_deals(), [](ArrowSchema& s, ArrowArray&) { s.format = "i"; }) ==
        "The batch is of the format \"i\", and not a struct of columns.");

  // A type that is read, but not in this column.
  CHECK(with_closed("i") == "Row 1: closed: 19754 is not a day such as 2024-02-29.");
}

TEST_CASE("an array that contradicts its schema or itself is refused", "[arrow]") {
  using schema = ArrowSchema;
  using array = ArrowArray;
  const auto refused = [](auto change) { return refusal(five_deals(), change); };
  CHECK(refused([](schema&, array&) {}) == "not refused");
  CHECK(refused([](schema& s, array&) { s.n_children = 4; }) == "The batch has 6 columns, and its schema 4.");
  CHECK(refused([](schema&, array& a) { a.children = nullptr; }) == "The batch has 6 columns, and its schema 6.");
  CHECK(refused([](schema&, array& a) { a.length = -1; }) == "The batch: a length or offset below zero.");
  CHECK(refused([](schema&, array& a) { a.offset = -1; }) == "The batch: a length or offset below zero.");
  CHECK(refused([](schema&, array& a) { a.null_count = 6; }) == "The batch: 6 nulls in 5 rows.");
  CHECK(refused([](schema&, array& a) { a.length = 6; }) == "Column owner has fewer rows than its batch.");
  CHECK(refused([](schema&, array& a) { a.offset = INT64_MAX; }) == "The batch: a length or offset below zero.");
  CHECK(refused([](schema&, array& a) { a.children[2]->length = 4; }) ==
        "Column opened has fewer rows than its batch.");
  CHECK(refused([](schema&, array& a) { a.children[0]->n_buffers = 2; }) == "Column owner has 2 buffers.");
  CHECK(refused([](schema&, array& a) { a.children[2]->n_buffers = 3; }) == "Column opened has 3 buffers.");
  CHECK(refused([](schema&, array& a) { a.children[2]->buffers = nullptr; }) == "Column opened has no buffers.");
  CHECK(refused([](schema&, array& a) { a.children[2]->buffers[1] = nullptr; }) == "Column opened has no values.");
  CHECK(refused([](schema&, array& a) { a.children[0]->buffers[2] = nullptr; }) == "Column owner has no text.");
  CHECK(refused([](schema&, array& a) { a.children[2]->buffers[0] = nullptr; }) ==
        "Column opened has nulls, but does not say where.");
  CHECK(refused([](schema&, array& a) { a.children[2]->release = nullptr; }) ==
        "opened: the array was released already.");
  CHECK(refused([](schema& s, array&) { std::swap(s.children[2], s.children[3]); }) == "not refused");

  auto backwards = five_deals();
  const std::int32_t offset = 1'000'000;
  std::memcpy(backwards[0].buffers[1].data() + 2 * sizeof offset, &offset, sizeof offset);
  CHECK(refusal(backwards) == "Column owner has offsets that run backwards.");
  auto negative = five_deals();
  const std::int32_t below = -1;
  std::memcpy(negative[0].buffers[1].data(), &below, sizeof below);
  CHECK(refusal(negative) == "Column owner has offsets that run backwards.");

  // A batch has no rows that are null as a whole, whether it says how many or not.
  const unsigned char bitmap = 0b1'1011;
  const void* bitmaps[] = {&bitmap};
  CHECK(refused([&](schema&, array& a) {
          a.buffers = bitmaps;
          a.null_count = -1;
        }) == "Row 3 of the batch is null as a whole.");
}

TEST_CASE("columns of a deal that are missing or there twice are named", "[arrow]") {
  auto columns = five_deals();
  columns.erase(columns.begin() + 1);
  CHECK(refusal(columns) == "There is no column named outcome: a deal needs its outcome and its closing day.");
  columns = five_deals();
  columns[0].name = "closed";
  CHECK(refusal(columns) == "There are two columns named closed.");
  columns = five_deals();
  columns[1] = make_text("outcome", {"won", "lost", "maybe", "open", "open"});
  CHECK(refusal(columns) == "Row 3: outcome: 'maybe' is not open, won, lost, no_decision or disqualified.");
}

TEST_CASE("every struct is given back once", "[arrow]") {
  const made_batch made(five_deals());
  CHECK(made.in_use() == 0);
  {
    auto schema = made.schema();
    auto array = made.array();
    CHECK(made.in_use() == 2);
    auto moved = std::move(array);
    CHECK(moved.get().length == 5);
    CHECK(array.get().release == nullptr);
    arrow::owned_schema other;
    other = std::move(schema);
    CHECK(made.in_use() == 2);
    CHECK_THROWS_AS(arrow::batch(schema.get(), moved.get()), examples::unusable);
    CHECK_THROWS_AS(arrow::batch(other.get(), array.get()), examples::unusable);
  }
  CHECK(made.in_use() == 0);
}
