# What others build on: archives of what is pure, and with files the setups; their headers; a CMake
# package and one for pkg-config. Versions are promised, a binary interface is not.
include(CMakePackageConfigHelpers)

set(installed base random shape statistics metrics detection noise cardiac)
if(SEGNOISE_WITH_FILES)
  list(APPEND installed storage json setups)
endif()
list(TRANSFORM installed PREPEND segnoise_ OUTPUT_VARIABLE targets)

set(package "${CMAKE_INSTALL_LIBDIR}/cmake/segnoise")
# They can go into shared libraries, and are inlined there as anywhere: nothing of them is replaced.
set_target_properties(${targets} PROPERTIES POSITION_INDEPENDENT_CODE ON)
foreach(target IN LISTS targets)
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>)
endforeach()
install(TARGETS ${targets} EXPORT segnoise
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/segnoise")
install(EXPORT segnoise FILE segnoise-targets.cmake NAMESPACE segnoise:: DESTINATION "${package}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/segnoise-config.cmake.in"
  "${PROJECT_BINARY_DIR}/segnoise-config.cmake" INSTALL_DESTINATION "${package}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/segnoise-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/segnoise-config.cmake"
  "${PROJECT_BINARY_DIR}/segnoise-config-version.cmake" DESTINATION "${package}")

# A linker reads archives once, so what is used stands after what uses it.
list(REVERSE targets)
list(TRANSFORM targets PREPEND -l)
if(SEGNOISE_WITH_FILES)
  list(APPEND targets -lcrypto -lz)
endif()
list(JOIN targets " " archives)
file(RELATIVE_PATH prefix_from_pc "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${CMAKE_CURRENT_LIST_DIR}/segnoise.pc.in" "${PROJECT_BINARY_DIR}/segnoise.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/segnoise.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
