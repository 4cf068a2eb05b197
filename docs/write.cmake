# SPDX-License-Identifier: MIT
# What PROGRAM prints in LANGUAGE is what stands in PAGE; with WRITE, it will be.
execute_process(COMMAND ${PROGRAM} ${LANGUAGE} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
if(WRITE)
  file(WRITE ${PAGE} "${printed}")
  return()
endif()
set(text "")
if(EXISTS ${PAGE})
  file(READ ${PAGE} text)
endif()
if(NOT printed STREQUAL text)
  message(FATAL_ERROR "${PAGE} is not what the catalogue says; cmake --build --target reference writes it")
endif()
