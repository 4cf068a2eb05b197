// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>

#include <span>

namespace kpi::inline v0_1 {

/// What was forecast for a period and what came of it; `forecast_error::of` makes the one of a single forecast.
///
/// Each forecast has to be the one that stood on the same day before its period: a forecast revised until the last day
/// is always right.
struct forecast_error {
  money forecast{};
  money actual{};
  money absolute_error{};  ///< |forecast − actual| of each forecast, summed: misses in both directions do not cancel

  /// The error of one forecast.
  [[nodiscard]] static constexpr forecast_error of(const money& forecast, const money& actual) noexcept {
    return {forecast, actual, forecast < actual ? actual - forecast : forecast - actual};
  }

  static constexpr void fields(auto f, auto&... e) {
    f("forecast", e.forecast...);
    f("actual", e.actual...);
    f("absolute_error", e.absolute_error...);
  }
};

/// Forecast accuracy: one less the forecasts' misses as a share of what came in.
///
///     (actual − absolute_error) / actual
///
/// Pooled over periods or sellers, each counts by its money: the weighted form (1 − WAPE), not the mean of their
/// accuracies. 1 is a perfect forecast; one that missed by more than came in is below zero and is not clamped
/// (docs/decisions.md, D-10). Does not tell too high from too low; `forecast_bias` does. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`actual` is 0).
///
/// Example: 100,000 forecast where 80,000 came in, pooled with 60,000 where 80,000 came in, misses 40,000 of 160,000:
/// 75.0 %.
[[nodiscard]] constexpr result<ratio> forecast_accuracy(const forecast_error& e) noexcept {
  return detail::check(e, e.actual, e.absolute_error)
      .ratio<money>({"actual - absolute_error", e.actual - e.absolute_error}, {"actual", e.actual});
}

/// Forecast bias: by how much of what came in the forecast was too high; below zero it was too low.
///
///     (forecast − actual) / actual
///
/// Misses in both directions cancel: a bias of 0 may go with a poor `forecast_accuracy`. A variant beside it.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`actual` is 0).
///
/// Example: 100,000 forecast and 80,000 come in is 20,000 / 80,000, 25.0 % too high.
[[nodiscard]] constexpr result<ratio> forecast_bias(const forecast_error& e) noexcept {
  return detail::check(e, e.forecast, e.actual)
      .ratio<money>({"forecast - actual", e.forecast - e.actual}, {"actual", e.actual});
}

/// Forecast predictability: how far the bias of a period usually lies from the mean bias, as the sample standard
/// deviation over periods.
///
///     sqrt(Σ (bias − mean bias)² / (periods − 1)),  bias = (forecast − actual) / actual
///
/// 0 is best: a forecast that is always 20 % too high is not accurate, but can be relied on. Every period counts the
/// same, whatever its money. Not constexpr, since it takes a root. Source: S2.
///
/// Errors, first match wins: those of the first period that has any, `overflow`, `negative` (`forecast` or `actual`);
/// `too_few`, "errors" (fewer than two periods); `undefined` (`actual` of a period is 0).
///
/// Example: biases of +50 %, 0 % and −50 % give sqrt((0.25 + 0.25) / 2) = 0.5.
[[nodiscard]] KPI_EXPORT result<double> forecast_predictability(std::span<const forecast_error> errors) noexcept;

/// What a forecast rests on.
struct forecast_basis {
  money identified{};  ///< the part of the forecast that stands for deals known by name
  money forecast{};

  static constexpr void fields(auto f, auto&... b) {
    f("identified", b.identified...);
    f("forecast", b.forecast...);
  }
};

/// Forecast visibility: how much of the forecast is deals known by name, and not an estimate of deals to come.
///
///     identified / forecast
///
/// Above 1 the known deals alone exceed the forecast. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`forecast` is 0).
///
/// Example: 600,000 in known deals of a forecast of 800,000 is 75.0 %.
[[nodiscard]] constexpr result<ratio> forecast_visibility(const forecast_basis& b) noexcept {
  return detail::quotient(b, b.identified, b.forecast);
}

}  // namespace kpi::inline v0_1
