# SPDX-License-Identifier: MIT
# The build, the installed package and vcpkg.json name the same dependencies.
file(STRINGS ${SOURCE}/CMakeLists.txt build REGEX "^ *find_package\\(")
file(STRINGS ${SOURCE}/cmake/kpi-config.cmake.in installed REGEX "^ *find_dependency\\(")
foreach(list IN ITEMS build installed)
  list(TRANSFORM ${list} REPLACE ".*\\(([^ )]+).*" "\\1")
  list(SORT ${list})
endforeach()

file(READ ${SOURCE}/vcpkg.json json)
string(JSON length LENGTH "${json}" dependencies)
math(EXPR last "${length} - 1")
foreach(i RANGE ${last})
  string(JSON name GET "${json}" dependencies ${i})
  list(APPEND vcpkg ${name})
endforeach()
list(SORT vcpkg)

if(NOT build STREQUAL installed OR NOT build STREQUAL vcpkg)
  message(FATAL_ERROR "CMakeLists.txt finds ${build}, kpi-config.cmake finds ${installed}, vcpkg.json has ${vcpkg}")
endif()
