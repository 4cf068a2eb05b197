# SPDX-License-Identifier: MIT
# Every file of the library opens the inline namespace of its version, and no other.
file(STRINGS ${SOURCE}/include/kpi/version.hpp numbers REGEX "#define KPI_VERSION_(MAJOR|MINOR)")
list(TRANSFORM numbers REPLACE "[^0-9]" "")
list(JOIN numbers "_" version)

set(failures "")
file(GLOB_RECURSE files ${SOURCE}/include/kpi/*.hpp ${SOURCE}/src/*)
foreach(file IN LISTS files)
  file(STRINGS ${file} openings ENCODING UTF-8 REGEX "^ *(inline )?namespace (kpi|v[0-9])")
  list(FILTER openings EXCLUDE REGEX "^namespace kpi::inline v${version}(::[a-z_:]+)? {|^inline namespace v${version} {")
  if(file MATCHES "version.hpp$")
    list(REMOVE_ITEM openings "namespace kpi {")
  endif()
  foreach(opening IN LISTS openings)
    string(APPEND failures "\n  ${file}: ${opening}")
  endforeach()
endforeach()

if(failures)
  message(FATAL_ERROR "not in namespace kpi::inline v${version}:${failures}")
endif()
