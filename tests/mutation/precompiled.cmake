# SPDX-License-Identifier: MIT
# What every test includes is read once: half of a mutated build is reading headers. The tests of several threads join
# in, on one.
function(prepare)
  target_precompile_headers(kpi_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/catch.hpp <kpi/kpi.hpp>)
  target_sources(kpi_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/tally/parallel_test.cpp)
  target_compile_definitions(kpi_tests PRIVATE _GLIBCXX_USE_TBB_PAR_BACKEND=0)
endfunction()
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL prepare)
