// SPDX-License-Identifier: MIT
#include <kpi/metrics/enablement.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::coaching;
using kpi::content;
using kpi::count;
using kpi::days;
using kpi::process_change;
using kpi::processes;
using kpi::search_ranking;
using kpi::seconds;
using kpi::training;

namespace {

constexpr seconds minutes(int n) { return seconds(n * 60); }
constexpr seconds hours(int n) { return seconds(n * 3600); }
constexpr seconds too_long(INT64_MAX);

constexpr training course{.invited = 40,
                          .attended = 34,
                          .enrolled = 40,
                          .completed = 30,
                          .passed = 27,
                          .reps = 40,
                          .materials = 3,
                          .time = hours(60)};
constexpr coaching coached{.reps = 40, .coached = 28, .managers = 5, .coaching_managers = 4, .time = hours(20)};
constexpr content library{.available = 240,
                          .used = 72,
                          .created = 12,
                          .shares = 600,
                          .views = 4'800,
                          .recipients = 1'200,
                          .engaged = 420,
                          .reviews = 80,
                          .updates = 40,
                          .age_total = days(43'200),
                          .observed = days(90)};
constexpr process_change quoting{.before = minutes(50), .expected_after = minutes(25), .after = minutes(30)};

/// What every part of a whole keeps: the refusals in their order, and that nothing else is read.
template <class M>
void check_share(kpi::result<kpi::ratio> (*metric)(const M&) noexcept, count M::*part, std::string_view part_name,
                 count M::*whole, std::string_view whole_name) {
  const auto of = [&](count p, count w) {
    M m;
    M::fields([](std::string_view, auto& field) { field = std::remove_reference_t<decltype(field)>(-1); }, m);
    m.*part = p;
    m.*whole = w;
    return metric(m);
  };
  CHECK(of(1, 4) == kpi::ratio::percent(25));
  CHECK(of(4, 4) == kpi::ratio::percent(100));
  CHECK(metric(M{}).error() == undefined(whole_name));
  CHECK(of(0, 0).error() == undefined(whole_name));
  CHECK(of(1, 0).error() == inconsistent(part_name));
  CHECK(of(5, 4).error() == inconsistent(part_name));
  CHECK(of(-1, 0).error() == negative(part_name));
  CHECK(of(1, -1).error() == negative(whole_name));
  CHECK(of(-1, too_many).error() == overflow(whole_name));
  CHECK(of(too_many, -1).error() == overflow(part_name));
}

/// Likewise for a total over a count.
template <class M, class T>
void check_mean(kpi::result<kpi::average<T>> (*metric)(const M&) noexcept, T M::*total, std::string_view total_name,
                count M::*divisor, std::string_view divisor_name) {
  const auto of = [&](T t, count d) {
    M m;
    M::fields([](std::string_view, auto& field) { field = std::remove_reference_t<decltype(field)>(-1); }, m);
    m.*total = t;
    m.*divisor = d;
    return metric(m);
  };
  REQUIRE(of(T(3), 2));
  CHECK(of(T(3), 2)->total() == T(3));
  CHECK(of(T(3), 2)->count() == 2);
  CHECK(metric(M{}).error() == undefined(divisor_name));
  CHECK(of(T(1), 0).error() == undefined(divisor_name));
  CHECK(of(T(-1), 0).error() == negative(total_name));
  CHECK(of(T(1), -1).error() == negative(divisor_name));
  CHECK(of(T(-1), too_many).error() == overflow(divisor_name));
  CHECK(of(T(INT64_MAX), -1).error() == overflow(total_name));
}

static_assert(*kpi::attendance_rate(course) == kpi::ratio::percent(85), "usable at compile time");
static_assert(*kpi::content_review_interval(library) == kpi::average<days>{days(180), 1});
static_assert(*kpi::saving_realised(quoting) == kpi::ratio::percent(80));

}  // namespace

TEST_CASE("training rates are attended over invited, completed and passed over enrolled", "[enablement]") {
  CHECK(kpi::attendance_rate(course) == kpi::ratio::percent(85));
  CHECK(kpi::completion_rate(course) == kpi::ratio::percent(75));
  CHECK(kpi::pass_rate(course) == kpi::ratio::of(675, 1000));
  check_share(kpi::attendance_rate, &training::attended, "attended", &training::invited, "invited");
  check_share(kpi::completion_rate, &training::completed, "completed", &training::enrolled, "enrolled");
  check_share(kpi::pass_rate, &training::passed, "passed", &training::enrolled, "enrolled");
}

TEST_CASE("training and coaching time are spread over all sellers", "[enablement]") {
  CHECK(kpi::training_time_per_rep(course) == kpi::average<seconds>{minutes(90), 1});
  CHECK(kpi::coaching_time_per_rep(coached) == kpi::average<seconds>{minutes(30), 1});
  check_mean(kpi::training_time_per_rep, &training::time, "time", &training::reps, "reps");
  check_mean(kpi::coaching_time_per_rep, &coaching::time, "time", &coaching::reps, "reps");
}

TEST_CASE("coaching shares are the coached over sellers, and those who coached over managers", "[enablement]") {
  CHECK(kpi::coached_share(coached) == kpi::ratio::percent(70));
  CHECK(kpi::coaching_manager_share(coached) == kpi::ratio::percent(80));
  check_share(kpi::coached_share, &coaching::coached, "coached", &coaching::reps, "reps");
  check_share(kpi::coaching_manager_share, &coaching::coaching_managers, "coaching_managers", &coaching::managers,
              "managers");
}

TEST_CASE("content utilisation and engagement are shares of the items and of the recipients", "[enablement]") {
  CHECK(kpi::content_utilisation(library) == kpi::ratio::percent(30));
  CHECK(kpi::content_engagement_rate(library) == kpi::ratio::percent(35));
  check_share(kpi::content_utilisation, &content::used, "used", &content::available, "available");
  check_share(kpi::content_engagement_rate, &content::engaged, "engaged", &content::recipients, "recipients");
}

TEST_CASE("content age, shares and views are spread over the available items", "[enablement]") {
  CHECK(kpi::average_content_age(library) == kpi::average<days>{days(180), 1});
  CHECK(kpi::shares_per_item(library) == kpi::average<count>{25, 10});
  CHECK(kpi::views_per_item(library) == kpi::average<count>{20, 1});
  check_mean(kpi::average_content_age, &content::age_total, "age_total", &content::available, "available");
  check_mean(kpi::shares_per_item, &content::shares, "shares", &content::available, "available");
  check_mean(kpi::views_per_item, &content::views, "views", &content::available, "available");
}

TEST_CASE("content review interval is item days over reviews and updates", "[enablement]") {
  const auto interval = kpi::content_review_interval(library);
  REQUIRE(interval);
  CHECK(interval->total() == days(240 * 90));
  CHECK(interval->count() == 80 + 40);
  CHECK(interval->to_double() == 180.0);
}

TEST_CASE("content review interval is undefined when nobody looked at an item", "[enablement]") {
  CHECK(kpi::content_review_interval({}).error() == undefined("reviews + updates"));
  CHECK(kpi::content_review_interval({.available = 5, .observed = days(30)}).error() == undefined("reviews + updates"));
}

TEST_CASE("content review interval refuses overflow before a negative field, in the order of declaration",
          "[enablement]") {
  const days too_many_days(INT64_MAX);
  CHECK(kpi::content_review_interval({.available = -1, .observed = too_many_days}).error() == overflow("observed"));
  CHECK(kpi::content_review_interval({.available = -1, .updates = too_many, .observed = too_many_days}).error() ==
        overflow("updates"));
  CHECK(kpi::content_review_interval({.available = -1, .reviews = -1, .observed = days(-1)}).error() ==
        negative("available"));
  CHECK(kpi::content_review_interval({.reviews = -1, .updates = -1}).error() == negative("reviews"));
  CHECK(kpi::content_review_interval({.reviews = 2, .updates = -1}).error() == negative("updates"));
  CHECK(kpi::content_review_interval({.reviews = 2, .observed = days(-1)}).error() == negative("observed"));
}

TEST_CASE("content review interval reports what leaves the range on the way", "[enablement]") {
  CHECK(kpi::content_review_interval({.available = count::limit, .reviews = 1, .observed = days(2)}).error() ==
        overflow("available * observed"));
  CHECK(
      kpi::content_review_interval({.available = count::limit, .reviews = 1, .observed = days(days::limit)}).error() ==
      overflow("available * observed"));
  CHECK(kpi::content_review_interval({.reviews = count::limit, .updates = 1}).error() == overflow("reviews + updates"));
  CHECK(kpi::content_review_interval({.available = count::limit, .reviews = 1, .observed = days(1)})->total() ==
        days(days::limit));
}

TEST_CASE("content review interval reads only its own fields", "[enablement]") {
  CHECK(kpi::content_review_interval({6, -1, -1, -1, -1, -1, too_many, 1, 2, days(-1), days(10)}) ==
        kpi::average<days>{days(20), 1});
}

TEST_CASE("average search rank is positions over terms", "[enablement]") {
  CHECK(kpi::average_search_rank({.terms = 3, .positions = 1 + 4 + 10}) == kpi::average<count>{5, 1});
  check_mean(kpi::average_search_rank, &search_ranking::positions, "positions", &search_ranking::terms, "terms");
}

TEST_CASE("time saved is over the time before, as it came out and as it was expected", "[enablement]") {
  CHECK(kpi::time_saved_rate(quoting) == kpi::ratio::percent(40));
  CHECK(kpi::expected_time_saved_rate(quoting) == kpi::ratio::percent(50));
  const auto rate = kpi::time_saved_rate(quoting);
  REQUIRE(rate);
  CHECK(rate->numerator() == 20 * 60);
  CHECK(rate->denominator() == 50 * 60);
}

TEST_CASE("time saved is negative when the process became slower", "[enablement]") {
  CHECK(kpi::time_saved_rate({.before = hours(2), .after = hours(3)}) == kpi::ratio::percent(-50));
  CHECK(kpi::expected_time_saved_rate({.before = hours(2), .expected_after = hours(3)}) == kpi::ratio::percent(-50));
  CHECK(kpi::saving_realised({.before = hours(2), .expected_after = hours(1), .after = hours(3)}) ==
        kpi::ratio::percent(-100));
}

TEST_CASE("saving realised is what was saved over what was to be saved", "[enablement]") {
  CHECK(kpi::saving_realised(quoting) == kpi::ratio::percent(80));
  CHECK(kpi::saving_realised({.before = hours(4), .expected_after = hours(3), .after = hours(2)}) ==
        kpi::ratio::percent(200));
}

TEST_CASE("time saved is undefined without a time before, and a saving where none was expected", "[enablement]") {
  CHECK(kpi::time_saved_rate({}).error() == undefined("before"));
  CHECK(kpi::time_saved_rate({.after = hours(1)}).error() == undefined("before"));
  CHECK(kpi::expected_time_saved_rate({}).error() == undefined("before"));
  CHECK(kpi::saving_realised({}).error() == undefined("before - expected_after"));
  CHECK(kpi::saving_realised({.before = hours(1), .expected_after = hours(2)}).error() ==
        undefined("before - expected_after"));
}

TEST_CASE("time saved refuses overflow before a negative time, and reads only its own fields", "[enablement]") {
  CHECK(kpi::time_saved_rate({.before = hours(-1), .after = too_long}).error() == overflow("after"));
  CHECK(kpi::time_saved_rate({.before = hours(-1), .after = hours(-1)}).error() == negative("before"));
  CHECK(kpi::time_saved_rate({.after = hours(-1)}).error() == negative("after"));
  CHECK(kpi::time_saved_rate({.before = hours(2), .expected_after = too_long, .after = hours(1)}) ==
        kpi::ratio::percent(50));
  CHECK(kpi::expected_time_saved_rate({.before = too_long, .expected_after = hours(-1)}).error() == overflow("before"));
  CHECK(kpi::expected_time_saved_rate({.expected_after = hours(-1)}).error() == negative("expected_after"));
  CHECK(kpi::expected_time_saved_rate({.before = hours(2), .expected_after = hours(1), .after = hours(-1)}) ==
        kpi::ratio::percent(50));
  CHECK(kpi::saving_realised({.before = hours(-1), .expected_after = too_long, .after = too_long}).error() ==
        overflow("expected_after"));
  CHECK(kpi::saving_realised({.expected_after = hours(-1), .after = hours(-1)}).error() == negative("expected_after"));
}

TEST_CASE("process coverage is evaluated over all processes", "[enablement]") {
  CHECK(kpi::process_coverage({.evaluated = 9, .total = 12}) == kpi::ratio::percent(75));
  check_share(kpi::process_coverage, &processes::evaluated, "evaluated", &processes::total, "total");
}

TEST_CASE("enablement near the limit divides, and a sum beyond it is reported", "[enablement]") {
  const process_change most{.before = seconds(seconds::limit)};
  CHECK(kpi::time_saved_rate(most) == kpi::ratio::percent(100));
  CHECK(kpi::time_saved_rate(most + quoting).error() == overflow("before"));
  CHECK(kpi::attendance_rate(training{.invited = count::limit} + course).error() == overflow("invited"));
}

TEST_CASE("enablement keeps its laws", "[enablement][laws]") {
  check_measure_laws(course, training{.passed = 1, .materials = 2}, training{.time = seconds(1)});
  check_measure_laws(coached, coaching{.managers = 2}, coaching{.time = seconds(1)});
  check_measure_laws(library, content{.engaged = 3, .observed = days(1)}, content{.age_total = days(2)});
  check_measure_laws(search_ranking{3, 15}, search_ranking{1, 2}, search_ranking{.terms = 1});
  check_measure_laws(quoting, process_change{.after = seconds(1)}, process_change{.expected_after = seconds(2)});
  check_measure_laws(processes{9, 12}, processes{1, 2}, processes{.total = 1});
  CHECK(*kpi::pass_rate(course) <= *kpi::attendance_rate(course));
  CHECK(*kpi::time_saved_rate(quoting + quoting) == *kpi::time_saved_rate(quoting));
  CHECK(*kpi::time_saved_rate(quoting) <= *kpi::expected_time_saved_rate(quoting));
}

TEST_CASE("a saving is of times that are not negative", "[enablement]") {
  CHECK(kpi::saving_realised({.before = kpi::seconds(-1)}).error() == negative("before"));
  CHECK(kpi::saving_realised({.before = kpi::seconds(5), .after = kpi::seconds(-1)}).error() == negative("after"));
}
