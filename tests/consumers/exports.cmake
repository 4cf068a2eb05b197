# SPDX-License-Identifier: MIT
# The shared library is named by its version, needs libfmt and the compiler's libraries, and shows the API and nothing
# else. That it shows all of the API is what the unit tests prove, which link to it.
install_library(installed)
use_pkg_config(installed)
run_lines(pkg_config)

set(library $ENV{LD_LIBRARY_PATH}/libkpi.so)
execute_process(COMMAND readelf -d ${library} OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
if(NOT dynamic MATCHES "\\(SONAME\\)[^\n]*\\[libkpi\\.so\\.${LIBRARY_VERSION}\\]")
  message(FATAL_ERROR "its name is not libkpi.so.${LIBRARY_VERSION}:\n${dynamic}")
endif()
string(REGEX MATCHALL "\\(NEEDED\\)[^\n]*" needed "${dynamic}")
list(FILTER needed EXCLUDE REGEX "\\[lib(fmt|stdc\\+\\+|m|gcc_s|c)\\.so")
if(needed)
  message(FATAL_ERROR "it needs ${needed}")
endif()

# What the standard library's templates leave behind is weak; all else is the library's own.
execute_process(COMMAND nm -D --defined-only ${library} OUTPUT_VARIABLE shown COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" leaked "${shown}")
list(FILTER leaked EXCLUDE REGEX "^[0-9a-f]+ [uVW] _Z|^[0-9a-f]+ . _ZNK?3kpi[0-9]v[0-9_]+")

# And of its details only what a header says is to be shown, since templates and inline functions there call it.
file(GLOB_RECURSE headers $ENV{LD_LIBRARY_PATH}/../include/kpi/*.hpp)
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(APPEND declared "${text}")
endforeach()
execute_process(COMMAND nm -D -C --defined-only ${library} OUTPUT_VARIABLE shown COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[A-Z] kpi::v[0-9_]+::(detail::[a-z_]+|.anonymous namespace.)" details "${shown}")
list(REMOVE_DUPLICATES details)
foreach(detail IN LISTS details)
  string(REGEX REPLACE ".*::" "" name "${detail}")
  if(NOT declared MATCHES "KPI_EXPORT[^;{]*[ :]${name}[^a-z_]")
    list(APPEND leaked ${detail})
  endif()
endforeach()
if(leaked)
  message(FATAL_ERROR "it shows ${leaked}")
endif()
