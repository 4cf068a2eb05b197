# SPDX-License-Identifier: MIT
# What every test includes is read once: half of a mutated build is reading headers.
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL
  target_precompile_headers kpi_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/catch.hpp <kpi/kpi.hpp>)
