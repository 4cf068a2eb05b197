# SPDX-License-Identifier: MIT
# PROGRAM succeeds, given the file INPUT if there is one, and prints the text of the file EXPECTED.
if(INPUT)
  set(input INPUT_FILE ${INPUT})
endif()
execute_process(COMMAND ${PROGRAM} ${input} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
file(READ ${EXPECTED} expected)
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "It printed\n${printed}\nand not, as in ${EXPECTED},\n${expected}")
endif()
