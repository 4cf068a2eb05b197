// SPDX-License-Identifier: MIT
// Options that several programs take.
#pragma once

#include "cells.hpp"

#include <kpi/core/period.hpp>

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace examples {

void add_day(CLI::App& app, const std::string& name, std::optional<date::sys_days>& day, const std::string& help,
             const std::string& group);
void add_period(CLI::App& app, const std::string& name, std::optional<kpi::period>& period, const std::string& help,
                const std::string& group);

/// `--dates`, `--decimal` and `--zone`: how the cells of a file are to be read.
void add_cells(CLI::App& app, std::optional<day_order>& dates, std::optional<kpi::decimal_mark>& decimal,
               const date::time_zone*& zone, const std::string& group);

}  // namespace examples
