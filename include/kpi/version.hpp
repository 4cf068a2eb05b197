// SPDX-License-Identifier: MIT
#pragma once

/// The version, written here and nowhere else: the build reads it from this file.
#define KPI_VERSION_MAJOR 0
#define KPI_VERSION_MINOR 1
#define KPI_VERSION_PATCH 0

/// Sales, recurring-revenue and customer metrics: exact, or a named reason why there is no number.
namespace kpi {
/// Names the ABI, so that two versions in one program cannot mix silently. It changes with major and minor.
inline namespace v0_1 {}
}  // namespace kpi
