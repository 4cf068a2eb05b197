# SPDX-License-Identifier: MIT
# This version and the next in one program: each part of it keeps the answers of its own, and no value of one reaches a
# function of the other. The next differs in version.hpp, in the inline namespace, and in one word it prints.
install_library(this)

copy_library(next_source)
file(COPY ${LIBRARY_SOURCE}/tests/version.cmake DESTINATION ${WORK})
string(REGEX MATCHALL "[0-9]+" this "${LIBRARY_VERSION}")
list(GET this 0 major)
list(GET this 1 minor)
math(EXPR next_minor "${minor} + 1")
file(GLOB_RECURSE files ${WORK}/next_source/include/*.hpp ${WORK}/next_source/src/*)
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(REPLACE "KPI_VERSION_MINOR ${minor}" "KPI_VERSION_MINOR ${next_minor}" text "${text}")
  foreach(opening IN ITEMS "inline" "inline namespace")
    string(REPLACE "${opening} v${major}_${minor}" "${opening} v${major}_${next_minor}" text "${text}")
  endforeach()
  string(REPLACE "\"undefined\"" "\"not defined\"" text "${text}")
  file(WRITE ${file} "${text}")
endforeach()
run(${CMAKE_COMMAND} -D SOURCE=${WORK}/next_source -P version.cmake)
run(${CMAKE_COMMAND} -G ${CMAKE_GENERATOR} -C ${SETTINGS} -S next_source -B next_build
  -D KPI_BUILD_TESTS=OFF -D KPI_BUILD_EXAMPLES=OFF)
run(${CMAKE_COMMAND} --build next_build --config ${CONFIG} --parallel 2)
run(${CMAKE_COMMAND} --install next_build --config ${CONFIG} --prefix ${WORK}/next)

file(WRITE ${WORK}/part.cpp [[
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>
void print() { fmt::print("{}\n", kpi::win_rate({}).error()); }
void take(const kpi::opportunities&) {}
]])
file(WRITE ${WORK}/both.cpp [[
void print_this();
void print_next();
int main() {
  print_this();
  print_next();
}
]])
file(WRITE ${WORK}/mixed.cpp [[
#include <kpi/kpi.hpp>
void take(const kpi::opportunities&);
int main() { take({}); }
]])
foreach(version IN ITEMS this next)
  use_pkg_config(${version})
  file(GLOB library_${version} $ENV{PKG_CONFIG_PATH}/../libkpi.a $ENV{PKG_CONFIG_PATH}/../libkpi.so)
  list(APPEND folders $ENV{LD_LIBRARY_PATH})
  file(WRITE ${WORK}/compile.sh "g++ -std=c++20 $(pkg-config --cflags kpi) -c \"$@\"\n")
  run(sh compile.sh part.cpp -D print=print_${version} -o ${version}.o)
  run(sh compile.sh mixed.cpp -o mixed_${version}.o)
endforeach()

list(JOIN folders ":" folders)
set(ENV{LD_LIBRARY_PATH} ${folders})
file(WRITE ${WORK}/both.expected "undefined (opened)\nnot defined (opened)\n")
foreach(libraries IN ITEMS "${library_this};${library_next}" "${library_next};${library_this}")
  run(g++ both.cpp this.o next.o ${libraries} -lfmt -o both)
  run(${CMAKE_COMMAND} -D PROGRAM=${WORK}/both -D EXPECTED=${WORK}/both.expected -P ${LIBRARY_SOURCE}/tests/prints.cmake)
endforeach()

function(refuse reason)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result ERROR_VARIABLE said)
  if(result EQUAL 0 OR NOT said MATCHES "${reason}")
    message(FATAL_ERROR "this was to be refused for ${reason}: ${ARGN}\n${said}")
  endif()
endfunction()
refuse("undefined reference to .take\\(kpi::v[0-9_]+::opportunities" g++ mixed_this.o next.o ${libraries} -lfmt)
refuse("undefined reference to .take\\(kpi::v[0-9_]+::opportunities" g++ mixed_next.o this.o ${libraries} -lfmt)
refuse("undefined reference to .kpi::v[0-9_]+::to_text" g++ mixed_this.o this.o ${library_next} -lfmt)

build_app(find_package -D kpi_ROOT=${WORK}/this)
refuse("kpi-config.cmake, version: ${major}.${next_minor}" ${CMAKE_COMMAND} -G ${CMAKE_GENERATOR} -C ${SETTINGS}
  -S . -B refused_build -D kpi_ROOT=${WORK}/next)
