# The kinds of target in this project: a module, a program, a test, a benchmark.

include(GNUInstallDirs)
include(GoogleTest)

# What every target of ours is compiled with; linked PRIVATE, so it never leaks to a consumer.
# GCC 12 sees overlaps in "text" + std::string that are not there (its bug 105651): no -Wrestrict.
# No contraction to fused multiply-add: the same seed gives the same bytes on every processor.
# Processors of the last fifteen years count bits in one instruction; the compiler must be told.
add_library(segnoise_options INTERFACE)
target_compile_options(segnoise_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> -ffp-contract=off
  $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},x86_64>:-march=x86-64-v2>
  $<$<BOOL:${SEGNOISE_WERROR}>:-Werror>)

# segnoise_module(<name> HEADERS <h>... SOURCES <cpp>... [PUBLIC <lib>...] [PRIVATE <lib>...])
#
# Defines segnoise::<name> from the files beside the caller, of which HEADERS are all that there are:
# what is listed is compiled by itself. A library belongs under PUBLIC only if a header includes it.
function(segnoise_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;PUBLIC;PRIVATE")
  file(GLOB unlisted CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" *.h */*.h)
  list(REMOVE_ITEM unlisted ${arg_HEADERS})
  if(unlisted)
    message(FATAL_ERROR "segnoise_module(${name}): HEADERS must name ${unlisted}, too")
  endif()
  add_library(segnoise_${name} STATIC ${arg_SOURCES})
  add_library(segnoise::${name} ALIAS segnoise_${name})
  set_target_properties(segnoise_${name} PROPERTIES EXPORT_NAME ${name})
  set_property(GLOBAL APPEND PROPERTY segnoise_modules segnoise_${name})
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/src" "${CMAKE_CURRENT_SOURCE_DIR}")
  set_property(GLOBAL APPEND PROPERTY segnoise_folders "${folder}")
  target_sources(segnoise_${name} PUBLIC
    FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${arg_HEADERS})
  target_compile_features(segnoise_${name} PUBLIC cxx_std_20)
  target_link_libraries(segnoise_${name}
    PUBLIC ${arg_PUBLIC}
    PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:segnoise_options>)
endfunction()

# segnoise_app(<name> <lib>...): the program <name>, from its source beside the caller, which is
# named the same with underscores. Its manual page and bash completion are what it says itself.
function(segnoise_app name)
  string(REPLACE "-" "_" source "${name}")
  add_executable(${name} ${source}.cpp)
  target_link_libraries(${name} PRIVATE segnoise::cli ${ARGN} segnoise_options)
  add_custom_command(TARGET ${name} POST_BUILD
    COMMAND ${name} --man > ${name}.1
    COMMAND ${name} --completion > ${name}.bash
    VERBATIM)
  install(TARGETS ${name})
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.1"
    DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.bash"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME ${name})
endfunction()

# segnoise_test(<module> <cpp>... [LIBS <lib>...]): all tests of one module, labelled with its name.
# Idle OpenMP threads sleep: by default they spin, which on a busy machine costs many times the work.
# Tests are compiled for a quick build, not for speed: what they test is not, and half of the time to
# build is theirs.
function(segnoise_test module)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS")
  add_executable(${module}_test ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${module}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${module}_test PRIVATE
    SEGNOISE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    SEGNOISE_SHARED_DATA="${SEGNOISE_SHARED_DATA}")
  target_compile_options(${module}_test PRIVATE -O0)
  target_link_libraries(${module}_test PRIVATE
    segnoise::${module} ${arg_LIBS} GTest::gmock_main segnoise_options)
  gtest_discover_tests(${module}_test
    TEST_PREFIX ${module}. DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${module} ENVIRONMENT OMP_WAIT_POLICY=passive)
endfunction()

# segnoise_bench(<name> <lib>...): the benchmark <name>, from <name>.cpp beside the caller.
function(segnoise_bench name)
  add_executable(${name} ${name}.cpp)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE ${ARGN} benchmark::benchmark_main segnoise_options)
endfunction()

# segnoise_embed(<module> <folder of data/> <file>...): the texts of files become part of the library, as
# the function embedded_<folder>() of the header embedded_<folder>.h beside the caller. The source to
# compile is in embedded_sources.
function(segnoise_embed module folder)
  set(root "${PROJECT_SOURCE_DIR}/data/${folder}")
  list(TRANSFORM ARGN PREPEND "${root}/" OUTPUT_VARIABLE paths)
  list(JOIN ARGN "," joined)
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded_${folder}.cpp")
  file(RELATIVE_PATH here "${PROJECT_SOURCE_DIR}/src" "${CMAKE_CURRENT_SOURCE_DIR}")
  add_custom_command(OUTPUT "${source}"
    COMMAND ${CMAKE_COMMAND} "-DROOT=${root}" "-DFILES=${joined}" "-DHEADER=${here}/embedded_${folder}.h"
      "-DNAMESPACE=${module}" "-DFUNCTION=embedded_${folder}" "-DOUTPUT=${source}"
      -P "${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake"
    DEPENDS ${paths} "${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake"
    VERBATIM)
  set(embedded_sources "${source}" PARENT_SCOPE)
endfunction()
