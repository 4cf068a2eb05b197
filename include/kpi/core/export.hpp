// SPDX-License-Identifier: MIT
#pragma once

/// Marks what a shared kpi exports: every function that a source file defines for users. Only while the shared library
/// itself is built does it mean anything (CMake then defines kpi_EXPORTS): a copied or static kpi inside a plug-in adds
/// no symbol to what the plug-in exports.
#if !defined(kpi_EXPORTS)
#define KPI_EXPORT
#elif defined(_WIN32)
#define KPI_EXPORT __declspec(dllexport)
#else
#define KPI_EXPORT __attribute__((visibility("default")))
#endif
