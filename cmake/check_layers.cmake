# cmake -DSRC=<src folder> -P check_layers.cmake: fails if a module includes what it may not.
#
# A file in src/<module> may include its own module, the names listed for it here, and the
# standard library. Of a library's header counts the leading word: "itk", "vtk", "torch", "tclap".
cmake_minimum_required(VERSION 3.25)

set(storage_may_use openssl)
set(shape_may_use Eigen)
set(random_may_use "")
set(noise_may_use shape random Eigen)
set(metrics_may_use shape random)
set(cardiac_may_use shape Eigen)
set(study_may_use shape random noise metrics cardiac)
set(view_may_use shape random noise metrics cardiac study)
set(camus_may_use shape random cardiac storage itk zlib)  # cardiac: it returns patients, as values
set(learn_may_use shape random storage torch ATen)
set(page_may_use metrics cardiac study storage nlohmann)
set(report_may_use shape noise metrics cardiac study storage vtk EGL)
set(window_may_use shape cardiac metrics view report vtk X11)
set(files_may_use shape noise study cardiac storage nlohmann)
set(coco_may_use shape random noise metrics storage simdjson png zlib)
set(cli_may_use storage tclap)

file(GLOB modules RELATIVE "${SRC}" "${SRC}/*")
list(FILTER modules EXCLUDE REGEX "\\.")
foreach(module IN LISTS modules)
  if(NOT DEFINED ${module}_may_use)
    message(SEND_ERROR "src/${module} has no line in check_layers.cmake")
  endif()
  file(GLOB_RECURSE files "${SRC}/${module}/*.h" "${SRC}/${module}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${file}" includes REGEX "^ *# *include")
    foreach(include IN LISTS includes)
      if(include MATCHES "[<\"](itk|vtk|zlib|simdjson|png|[A-Za-z]+/)")
        string(REPLACE "/" "" used "${CMAKE_MATCH_1}")
        if(NOT used IN_LIST ${module}_may_use AND NOT used STREQUAL module
           AND NOT include MATCHES "<sys/")
          message(SEND_ERROR "${file}: ${module} may not use ${used}")
        endif()
      endif()
    endforeach()
  endforeach()
endforeach()
