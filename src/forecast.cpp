// SPDX-License-Identifier: MIT
#include <kpi/metrics/forecast.hpp>

#include <cmath>

namespace kpi::inline v0_1 {

result<double> forecast_predictability(std::span<const forecast_error> errors) noexcept {
  for (const auto& e : errors)
    if (const auto period = detail::check(e, e.forecast, e.actual); !period.ok()) return period.refusal();
  if (errors.size() < 2) return refuse(errc::too_few, "errors");
  for (const auto& e : errors)
    if (e.actual == money{}) return refuse(errc::undefined, "actual");
  const auto bias = [](const forecast_error& e) {
    return static_cast<double>((e.forecast - e.actual).value()) / static_cast<double>(e.actual.value());
  };
  const auto periods = static_cast<double>(errors.size());
  const double first = bias(errors.front());
  double beyond_first = 0;  // summed from the first on, so that equal biases deviate by exactly 0
  for (const auto& e : errors) beyond_first += bias(e) - first;
  const double mean = first + beyond_first / periods;
  double squares = 0;
  for (const auto& e : errors) squares += (bias(e) - mean) * (bias(e) - mean);
  return std::sqrt(squares / (periods - 1));
}

}  // namespace kpi::inline v0_1
