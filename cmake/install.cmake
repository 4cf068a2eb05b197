# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/kpi)

install(TARGETS kpi EXPORT kpi-targets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/kpi TYPE INCLUDE)
install(FILES LICENSE TYPE DOC)
install(EXPORT kpi-targets NAMESPACE kpi:: DESTINATION ${package_dir})

configure_package_config_file(cmake/kpi-config.cmake.in kpi-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(kpi-config-version.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES ${PROJECT_BINARY_DIR}/kpi-config.cmake ${PROJECT_BINARY_DIR}/kpi-config-version.cmake
  DESTINATION ${package_dir}
)

# By paths relative to its own, so that an installed tree can be moved.
file(RELATIVE_PATH include_from_pkgconfig ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(cmake/kpi.pc.in kpi.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/kpi.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(PROJECT_IS_TOP_LEVEL)
  math(EXPR next_fmt "${fmt_VERSION_MAJOR} + 1")
  set(CPACK_PACKAGE_NAME libkpi-dev)
  set(CPACK_PACKAGE_CONTACT "the kpi authors")
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
  string(JOIN ", " CPACK_DEBIAN_PACKAGE_DEPENDS
    "libfmt-dev (>= ${fmt_VERSION_MAJOR})" "libfmt-dev (<< ${next_fmt})"  # its namespace is in the compiled library
    libhowardhinnant-date-dev
    libexpected-dev
  )
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ${BUILD_SHARED_LIBS})
  include(CPack)
endif()
