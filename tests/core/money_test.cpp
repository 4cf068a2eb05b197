// SPDX-License-Identifier: MIT
#include <kpi/core/money.hpp>

#include "../support.hpp"

#include <memory>
#include <string>

using namespace kpi_test;
using kpi::decimal_mark;
using kpi::money;

namespace {

/// Parses from a heap block of exactly the text's size, so that a read beyond it is seen by the sanitizers.
kpi::result<money> parse(std::string_view text, decimal_mark mark = decimal_mark::point) {
  const auto block = std::make_unique<char[]>(text.size());
  text.copy(block.get(), text.size());
  return money::parse({block.get(), text.size()}, mark);
}

}  // namespace

TEST_CASE("money counts ten-thousandths of a unit", "[money]") {
  CHECK(money::of(12).value() == 120'000);
  CHECK(money::cents(1250).value() == 125'000);
  CHECK(money::cents(1250).to_double() == 12.5);
  CHECK(money::of(-3).to_double() == -3.0);
  CHECK(money::ten_thousandths(1).to_double() == 0.0001);
}

TEST_CASE("minor units follow the currency's exponent", "[money]") {
  CHECK(money::from_minor(500, 0) == money::of(500));                   // yen
  CHECK(money::from_minor(1250, 2) == money::cents(1250));              // euro
  CHECK(money::from_minor(1234, 3) == money::ten_thousandths(12'340));  // dinar
  CHECK(money::from_minor(1234, 4) == money::ten_thousandths(1234));    // unidad de fomento
  CHECK(money::from_minor(1, 5).error() == invalid("exponent"));
  CHECK(money::from_minor(1, -1).error() == invalid("exponent"));
}

TEST_CASE("money reaches beyond 230 trillion units and marks what is more", "[money]") {
  CHECK(!money::of(230'000'000'000'000).overflowed());
  CHECK(!money::of(-230'000'000'000'000).overflowed());
  CHECK(money::of(231'000'000'000'000).overflowed());
  CHECK(money::of(INT64_MIN).overflowed());
  CHECK(money::cents(UINT64_MAX).overflowed());
  CHECK(money::ten_thousandths(money::limit + 1).overflowed());
}

TEST_CASE("money times a count is money", "[money]") {
  CHECK(money::cents(1999) * 3 == money::cents(5997));
  CHECK(-4 * money::of(2) == money::of(-8));
  CHECK(money::of(5) * 0 == money{});
  CHECK((money::of(200'000'000'000'000) * 2).overflowed());
  CHECK((money::ten_thousandths(money::limit) * kpi::count::limit).overflowed());
  CHECK((money::ten_thousandths(money::limit) * 4).overflowed());
  CHECK((too_much * 0).overflowed());
  CHECK((money::of(1) * too_many).overflowed());
  CHECK((money{} * too_many).overflowed());
}

TEST_CASE("money is read as exports write it", "[money][parse]") {
  CHECK(parse("1234.5") == money::cents(123'450));
  CHECK(parse("$1,234.50") == money::cents(123'450));
  CHECK(parse("(12.00)") == money::of(-12));
  CHECK(parse("($1,234.50)") == money::cents(-123'450));
  CHECK(parse("$(12)").error() == invalid("amount"));
  CHECK(parse(" (5) ") == money::of(-5));
  CHECK(parse("(5 \u20ac )") == money::of(-5));
  CHECK(parse("  7 ") == money::of(7));
  CHECK(parse("-3.25") == money::cents(-325));
  CHECK(parse("+3.25") == money::cents(325));
  CHECK(parse("-$3") == money::of(-3));
  CHECK(parse("$-3") == money::of(-3));
  CHECK(parse("- 3") == money::of(-3));
  CHECK(parse("\u22123") == money::of(-3));  // Unicode minus
  CHECK(parse("\u20ac 5") == money::of(5));  // euro sign
  CHECK(parse("5 \u20ac") == money::of(5));
  CHECK(parse("\u00a3.50") == money::cents(50));
  CHECK(parse("0.0001") == money::ten_thousandths(1));
  CHECK(parse("00012") == money::of(12));
  CHECK(parse("1,234,567") == money::of(1'234'567));
  CHECK(parse("123,456") == money::of(123'456));
  CHECK(parse("1 234 567.89") == money::cents(123'456'789));
  CHECK(parse("1'234.50") == money::cents(123'450));
  CHECK(parse("1\u00a0234") == money::of(1234));  // no-break space
  CHECK(parse("1\u202f234") == money::of(1234));  // narrow no-break space
  CHECK(parse("-0") == money{});
}

TEST_CASE("money is read with a decimal comma when told so", "[money][parse]") {
  CHECK(parse("1.234,50", decimal_mark::comma) == money::cents(123'450));
  CHECK(parse("1234,5", decimal_mark::comma) == money::cents(123'450));
  CHECK(parse("1.234", decimal_mark::comma) == money::of(1234));
  CHECK(parse("1 234,50 \u20ac", decimal_mark::comma) == money::cents(123'450));
  CHECK(parse("1,234.50", decimal_mark::comma).error() == invalid("amount"));
  CHECK(parse("1.234,50").error() == invalid("amount"));
}

TEST_CASE("money refuses what is not an amount", "[money][parse]") {
  for (const std::string_view text :
       {"",          " ",       "-",      "$",         "()",       ".",      "1.",        "1..2",
        "1.2.3",     "1,23",    "1,2345", "12,34,567", "1234,567", ",123",   "1,,234",    "1,234 567",
        "1 234,567", "12 34",   "1e3",    "nan",       "inf",      "0x10",   "(5.00",     "5.00)",
        "(-5)",      "--5",     "-+5",    "5-",        "$$5",      "$5$",    "\u20ac5 $", "5 USD",
        "1.00001",   "1.50000", "abc",    "1a",        "1,2.5",    "1,23.5", ",123.5",    "1,.23",
        "1,23x",     "null",    "5%",     "1/2",       "\xff",     "1\xc2"})
    CHECK(parse(text).error() == invalid("amount"));
  CHECK(parse(std::string_view("1\0", 2)).error() == invalid("amount"));
}

TEST_CASE("money refuses what is too large, without wrapping", "[money][parse]") {
  CHECK(parse("230584300921369.3951") == money::ten_thousandths(money::limit));
  CHECK(parse("230584300921369.3952").error() == overflow("amount"));
  CHECK(parse("-230584300921369.3952").error() == overflow("amount"));
  CHECK(parse("950000000000000").error() == overflow("amount"));
  CHECK(parse("99999999999999999999").error() == overflow("amount"));
  CHECK(parse(std::string(1000, '9')).error() == overflow("amount"));
  CHECK(parse(std::string(1000, '0') + "1") == money::of(1));
}
