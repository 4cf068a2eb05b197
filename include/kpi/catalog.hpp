// SPDX-License-Identifier: MIT
/// \file
/// Every metric by its name: what it means, what it reads, and its value from fields that are named at run time.
///
///     kpi::evaluate("win_rate", {{"opened", 100}, {"won", 47}});     // 47 of 100
///     kpi::evaluate("acv", "total=380,000 one_time=20000 term=36");  // 120,000
///     kpi::explain("nrr", "opening=100 expansion=20 contraction=5 churned=10", kpi::language::chinese);
///
/// Whoever knows at compile time which metric is wanted calls its function instead.
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>
#include <kpi/metrics/productivity.hpp>
#include <kpi/metrics/quota.hpp>
#include <kpi/metrics/recurring_revenue.hpp>

#include <date/date.h>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kpi::inline v0_1 {

/// In which texts are wanted.
enum class language : unsigned char { english, chinese };

/// A text in both languages.
struct bilingual {
  std::string_view english{};
  std::string_view chinese{};

  [[nodiscard]] constexpr std::string_view in(language l) const noexcept {
    return l == language::english ? english : chinese;
  }
};

/// The question that a metric helps to answer: the groups of kpi/kpi.hpp.
enum class area : unsigned char {
  sales,        ///< How well do we sell?
  sellers,      ///< Do the sellers reach their goals, and what do they do all day?
  outlook,      ///< What is coming, and how long does it take?
  acquisition,  ///< Where do customers come from, and at what cost?
  revenue,      ///< Does revenue recur, stay and grow?
  profit,       ///< Is it worth it?
  service       ///< Are customers and people well served?
};
/// In the order of the catalogue.
inline constexpr area all_areas[] = {area::sales,   area::sellers, area::outlook, area::acquisition,
                                     area::revenue, area::profit,  area::service};

[[nodiscard]] KPI_EXPORT std::string_view to_string(area a) noexcept;  ///< `sales`
[[nodiscard]] KPI_EXPORT bilingual question(area a) noexcept;          ///< `How well do we sell?`

/// In what a metric is counted. A ratio is printed as per cent or as times.
enum class unit : unsigned char { percent, times, money, money_per_day, days, seconds, count, points, months };
[[nodiscard]] KPI_EXPORT bilingual title(unit u) noexcept;  ///< `money per day`

/// A leading metric moves before the revenue does, a lagging one after it.
enum class timing : unsigned char { leading, lagging };
/// Which way is good. `depends`: neither way always is.
enum class better : unsigned char { higher, lower, depends };
[[nodiscard]] KPI_EXPORT bilingual title(timing t) noexcept;  ///< `leading`
[[nodiscard]] KPI_EXPORT bilingual title(better b) noexcept;  ///< `higher is better`

/// What a field holds, and how its text is written: `100`; `1,234.50`; days `63`, `9w`; seconds `900`, `15min`, `2h`,
/// `3d`, `1w`; ratio `0.25`, `25%`, `1/4`; real `0.25`; averages `12000` or `96000/8`; months `36`; unit `week`; day
/// `2024-02-29`.
enum class field_kind : unsigned char {
  count,
  money,
  days,
  seconds,
  ratio,
  real,
  average_money,
  average_days,
  months,
  billing_unit,
  day
};
[[nodiscard]] KPI_EXPORT bilingual title(field_kind k) noexcept;           ///< `average money`
[[nodiscard]] KPI_EXPORT std::string_view example(field_kind k) noexcept;  ///< `100`

/// A field of a metric's measure, or one of its other parameters.
struct field_info {
  std::string_view name{};  ///< `opened`; `before.revenue` where the same measure is read twice
  field_kind kind{};
  bool list{};                ///< one value a period, a seller, a prospect; as text with commas between them
  unsigned char parameter{};  ///< of the function, from 0: lists of one parameter are of one length
};

/// One value, or one for each period, seller or prospect.
using field_value =
    std::variant<count, money, days, seconds, ratio, double, average<money>, average<days>, date::months, billing_unit,
                 date::sys_days, std::vector<count>, std::vector<money>, std::vector<days>, std::vector<seconds>,
                 std::vector<ratio>, std::vector<double>, std::vector<date::months>, std::vector<date::sys_days>>;

/// What a metric may give.
using figure = std::variant<ratio, average<money>, average<days>, average<seconds>, average<count>, money, count,
                            double, streak, std::vector<money>, std::vector<std::size_t>, std::vector<tenure_band>>;

/// A metric's function, callable with values by position.
struct metric_function {
  std::span<const field_info> fields{};                                          ///< of all its parameters, in order
  result<figure> (*call)(std::span<const field_value* const> values) = nullptr;  ///< null: not given
};

/// What the library knows about a metric. Texts refer to literals.
struct metric {
  std::string_view name{};
  metric_function function{};
  bilingual title{};
  std::string_view aliases{};    ///< with commas between them
  bilingual definition{};        ///< one sentence
  bilingual formula{};           ///< over the names of the fields; in Chinese, over their meanings
  std::string_view condition{};  ///< what has to hold between fields, or the metric is `inconsistent`
  bilingual omits{};             ///< what it does not count, or does not tell
  kpi::unit unit{};
  kpi::timing timing{};
  kpi::better better{};
  std::string_view source{};   ///< the documents that name it (`S4, S0`), or what kind of variant it is
  bilingual published{};       ///< the figure that they quote
  bilingual breakdowns{};      ///< by what it is usually broken down
  std::string_view related{};  ///< variants and neighbours, with commas between them
  std::string_view stocks{};   ///< fields that add over segments of one period, not over periods
  kpi::area area{};

  [[nodiscard]] constexpr std::span<const field_info> fields() const noexcept { return function.fields; }
  /// Whether the formula reads the field; the others of its measure may be left out.
  [[nodiscard]] KPI_EXPORT bool reads(const field_info& f) const noexcept;
  [[nodiscard]] KPI_EXPORT bool is_stock(const field_info& f) const noexcept;
  /// What the numerator and the denominator of its ratio are totals of: money (in 1/10,000), seconds or counts.
  [[nodiscard]] KPI_EXPORT field_kind basis() const noexcept;
};

/// All metrics, by area. Constant data: nothing runs before main, and any thread may read it.
[[nodiscard]] KPI_EXPORT std::span<const metric> catalog() noexcept;

/// The metric of this name, alias or title, or null. Letter case does not matter, and spaces and hyphens are as good as
/// underscores: `win_rate`, `Win rate`, `NRR`, `交易胜利率`.
[[nodiscard]] KPI_EXPORT const metric* find(std::string_view name) noexcept;

/// The known name or alias that is most like this one; empty when none is close.
[[nodiscard]] KPI_EXPORT std::string_view nearest_metric(std::string_view name);

/// A field with its value, or with the text of it.
class KPI_EXPORT field {
 public:
  /// `opened=100`
  field(std::string_view assignment);
  field(const char* assignment);

  field(std::string_view name, std::string_view text);
  field(std::string_view name, const char* text);
  template <whole I>
  field(std::string_view name, I n) : field(field_value(count(n)), name) {}
  template <class T>
  requires(std::constructible_from<field_value, std::in_place_type_t<T>, T> && !whole<T>)
      field(std::string_view name, T value)
      : field(field_value(std::in_place_type<T>, std::move(value)), name) {}

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] const std::variant<std::string_view, field_value>& value() const noexcept { return value_; }

 private:
  field(field_value value, std::string_view name);

  std::string_view name_;
  std::variant<std::string_view, field_value> value_;
};

/// Why a metric could not be evaluated by name.
enum class evaluation_errc : unsigned char {
  unknown_metric,
  unknown_field,
  repeated_field,
  wrong_kind,     ///< not a value of the field's kind
  missing_field,  ///< the formula reads it, and it was not given
  uneven_lists,   ///< lists that belong together differ in length
  no_result       ///< the metric's own reason: `reason` and `field`
};
[[nodiscard]] KPI_EXPORT std::string_view to_string(evaluation_errc code) noexcept;  ///< `unknown_metric`

/// Owns its texts: a name that came from outside may not outlive the call.
struct evaluation_error {
  evaluation_errc code{};
  std::string metric{};  ///< its name, or what was asked for when it is unknown
  std::string field{};
  std::string text{};            ///< what was given for it
  std::string suggestion{};      ///< the nearest known name
  const field_info* expected{};  ///< what the field is, when there is such a field
  errc reason{};

  friend bool operator==(const evaluation_error& a, const evaluation_error& b) noexcept {
    return a.code == b.code && a.metric == b.metric && a.field == b.field && a.text == b.text &&
           a.suggestion == b.suggestion && a.reason == b.reason;
  }
};

/// A field that was read, and its value.
struct term {
  const field_info* field{};
  field_value value;
};

/// A metric's value and what it was made of.
struct evaluation {
  const kpi::metric* metric{};
  figure value;
  std::vector<term> terms;  ///< in the order of the fields
};

/// Evaluates a metric by name. Every field that its formula reads has to be given, in whatever order; the other fields
/// of its measure may be.
///
/// Errors, first match wins: `unknown_metric`; of the first field that has any, `unknown_field`, `repeated_field`,
/// `wrong_kind`; `missing_field`; `uneven_lists`; `no_result`, with the error of the metric.
[[nodiscard]] KPI_EXPORT tl::expected<evaluation, evaluation_error> evaluate(std::string_view name,
                                                                             std::span<const field> fields);
[[nodiscard]] KPI_EXPORT tl::expected<evaluation, evaluation_error> evaluate(std::string_view name,
                                                                             std::initializer_list<field> fields);
/// From text with spaces between the fields: `opened=100 won=47`.
[[nodiscard]] KPI_EXPORT tl::expected<evaluation, evaluation_error> evaluate(std::string_view name,
                                                                             std::string_view fields);

/// The same in words: definition, formula, the formula with its numbers, the value, what it leaves out. Where the
/// metric has no value, the reason stands in its place and is no error.
///
/// Errors: those of `evaluate` but `no_result`.
[[nodiscard]] KPI_EXPORT tl::expected<std::string, evaluation_error> explain(std::string_view name,
                                                                             std::span<const field> fields,
                                                                             language l = language::english);
[[nodiscard]] KPI_EXPORT tl::expected<std::string, evaluation_error> explain(std::string_view name,
                                                                             std::initializer_list<field> fields,
                                                                             language l = language::english);
[[nodiscard]] KPI_EXPORT tl::expected<std::string, evaluation_error> explain(std::string_view name,
                                                                             std::string_view fields,
                                                                             language l = language::english);

/// The value in the unit of the metric: `47.0 %`, `10.00 ×`, `2,000.00 a day`.
[[nodiscard]] KPI_EXPORT std::string to_text(const evaluation& e, language l = language::english);
/// The formula with the values in the place of the fields, `47 / 100`; of lists, `amounts = 50; 20; k = 1`.
[[nodiscard]] KPI_EXPORT std::string numbers_text(const evaluation& e, language l = language::english);
[[nodiscard]] KPI_EXPORT std::string to_text(const field_value& v, language l = language::english);
/// `win_rate: no field "wun"; did you mean won?`
[[nodiscard]] KPI_EXPORT std::string to_text(const evaluation_error& e, language l = language::english);

}  // namespace kpi::inline v0_1
