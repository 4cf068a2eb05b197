# SPDX-License-Identifier: MIT
# The whole suite, which this build links to the library in its tree, runs on one that is optimised and installed.
copy_library(kpi)
run(${CMAKE_COMMAND} -G ${CMAKE_GENERATOR} -C ${SETTINGS} -S kpi -B build
  -D CMAKE_BUILD_TYPE=Release -D KPI_BUILD_TESTS=OFF -D KPI_BUILD_EXAMPLES=OFF)
run(${CMAKE_COMMAND} --build build --config Release --parallel 2)
run(${CMAKE_COMMAND} --install build --config Release --prefix ${WORK}/installed)
use_pkg_config(installed)
run_lines(pkg_config)

# A library that is loaded already stands for every one of its name.
set(preload ${CMAKE_COMMAND} -E env LD_PRELOAD=$ENV{LD_LIBRARY_PATH}/libkpi.so.${LIBRARY_VERSION})
execute_process(COMMAND ${preload} ldd ${SUITE} OUTPUT_VARIABLE loaded COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "/[^\n]*libkpi[^\n]*" loaded "${loaded}")
if(NOT loaded MATCHES "^${WORK}/installed/[^;]*$")
  message(FATAL_ERROR "the suite runs on ${loaded}")
endif()
run(${preload} ${SUITE})
