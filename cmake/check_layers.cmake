# cmake -DSRC=<src folder> -P check_layers.cmake: fails if a module includes what it may not, or
# defines anything outside its own namespace.
#
# A file of a module may include its own module, the names listed for it here, and the standard
# library. Of a library's header counts the leading word: "itk", "vtk", "torch", "tclap". Modules
# stand in the order of their floors: none may use one below itself in this list.
cmake_minimum_required(VERSION 3.25)

# One fault is one line: message(SEND_ERROR) would fold it at a width that depends on the path.
set(faults 0)
macro(fault text)
  message(NOTICE "${text}")
  math(EXPR faults "${faults} + 1")
endmacro()

set(floors "")
# module(<folder> <what it may use>...)
macro(module folder)
  list(APPEND floors "${folder}")
  set("${folder}_may_use" ${ARGN})
endmacro()

module(base)
module(storage openssl zlib)
module(json base storage nlohmann)

module(core/random)
module(core/shape Eigen)
module(core/statistics core/random)
module(core/metrics core/shape core/statistics)
module(core/detection core/random core/statistics)
module(core/noise core/shape core/random)
module(core/cardiac base core/shape Eigen)
module(core/observers core/shape core/statistics core/noise core/cardiac Eigen)

module(data/setups base json core/noise)
module(data/phantom core/shape core/random core/noise core/cardiac)
module(data/frames base storage core/shape itk zlib)
module(data/camus base storage core/shape core/noise core/cardiac data/phantom data/frames)
module(data/nnunet json storage core/shape core/cardiac data/frames)
module(data/consensus core/shape itk)
module(data/images storage core/shape png jpeglib)
module(data/coco/read base storage core/shape core/noise core/cardiac simdjson)
module(data/coco/write base storage core/shape core/noise core/metrics core/detection
  data/coco/read)
module(data/coco/noise base storage core/noise data/coco/read data/coco/write)
module(data/coco/evaluate base core/shape core/noise core/metrics core/statistics core/detection
  data/coco/read data/coco/write)
module(data/coco/compare base core/shape core/noise core/metrics core/statistics
  data/coco/read data/coco/write)
module(data/coco/convert base storage core/shape core/noise data/images data/coco/read data/coco/write)

module(learn/core base storage core/random torch ATen)
module(learn/losses base learn/core torch ATen)
module(learn/unet base storage core/shape core/random learn/core learn/losses torch ATen)

module(study/plan core/shape core/random core/noise core/metrics core/cardiac)
module(study/readings base core/shape core/metrics core/noise core/statistics core/cardiac
  study/plan)
module(study/analysis base core/shape core/noise core/statistics core/cardiac study/plan
  study/readings)
module(study/pairing base core/statistics core/noise core/cardiac study/plan study/analysis)
module(study/files base storage json core/shape core/statistics core/noise core/cardiac data/setups
  study/plan study/readings study/analysis nlohmann)
module(study/label_pairs base core/metrics study/files)
module(study/engine base storage core/shape core/cardiac study/plan study/readings study/analysis
  study/files)
module(study/observer_report base json core/shape core/noise core/cardiac core/observers nlohmann)

module(show/session base core/shape core/random core/noise core/metrics core/cardiac
  study/plan study/analysis)
module(show/charts base core/cardiac study/plan study/readings study/analysis nlohmann)
module(show/page base storage core/noise core/statistics core/cardiac study/readings study/analysis
  study/files show/charts nlohmann)
module(show/pictures base storage core/shape core/noise core/metrics core/cardiac
  study/plan study/analysis vtk EGL)
module(show/study_pictures storage core/shape core/noise core/cardiac study/plan study/analysis
  study/files study/engine show/pictures)
module(show/window base core/shape core/cardiac show/session show/pictures vtk X11)

module(cli base storage tclap)

# What a module's floor forbids, whatever its line says.
set(below "")
foreach(folder IN LISTS floors)
  foreach(used IN LISTS ${folder}_may_use)
    if(used IN_LIST floors AND NOT used IN_LIST below)
      fault("check_layers.cmake: ${folder} stands below ${used}, and may not use it")
    endif()
  endforeach()
  list(APPEND below "${folder}")
endforeach()

file(GLOB_RECURSE lists RELATIVE "${SRC}" "${SRC}/*/CMakeLists.txt")
foreach(list IN LISTS lists)
  get_filename_component(folder "${list}" DIRECTORY)
  if(NOT folder IN_LIST floors)
    fault("src/${folder} has no line in check_layers.cmake")
    continue()
  endif()
  get_filename_component(namespace "${folder}" NAME)
  if(folder MATCHES "^data/coco/")
    set(namespace coco)  # the six are one subject
  elseif(folder MATCHES "^learn/")
    set(namespace learn)  # the three are one subject
  elseif(folder STREQUAL "study/files")
    set(namespace study_files)
  endif()
  file(GLOB files RELATIVE "${SRC}" "${SRC}/${folder}/*.h" "${SRC}/${folder}/*.cpp"
    "${SRC}/${folder}/*/*.h" "${SRC}/${folder}/*/*.cpp")
  foreach(file IN LISTS files)
    get_filename_component(inner "${file}" DIRECTORY)
    if(NOT inner STREQUAL folder AND inner IN_LIST floors)
      continue()  # a module of its own
    endif()
    file(STRINGS "${SRC}/${file}" includes REGEX "^ *# *include")
    foreach(include IN LISTS includes)
      set(used "")
      if(include MATCHES "\"([a-z0-9_/]+)/[a-z0-9_]+\\.h\"")
        set(used "${CMAKE_MATCH_1}")
      elseif(include MATCHES "[<\"](itk|vtk|zlib|simdjson|png|jpeglib|[A-Za-z]+/)")
        string(REPLACE "/" "" used "${CMAKE_MATCH_1}")
      endif()
      if(NOT used IN_LIST floors)  # a folder inside a module, which has no CMakeLists.txt of its own
        foreach(floor IN LISTS floors)
          if(used MATCHES "^${floor}/")
            set(used "${floor}")
          endif()
        endforeach()
      endif()
      if(used)
        if(NOT used IN_LIST ${folder}_may_use AND NOT used STREQUAL folder
           AND NOT include MATCHES "<sys/")
          fault("${file}: ${folder} may not use ${used}")
        endif()
      endif()
    endforeach()
    if(file MATCHES "\\.h$")
      file(STRINGS "${SRC}/${file}" types REGEX "^(class|struct|enum class) [A-Za-z0-9]+( final)?( :[^;]*)? *{")
      foreach(line IN LISTS types)
        string(REGEX REPLACE "^(class|struct|enum class) ([A-Za-z0-9]+).*" "\\2" type "${line}")
        if(DEFINED "${namespace}_${type}")
          fault("${namespace}::${type} is defined in ${${namespace}_${type}} and in ${file}")
        endif()
        set("${namespace}_${type}" "${file}")
      endforeach()
    endif()
    file(STRINGS "${SRC}/${file}" namespaces REGEX "^namespace [a-z]")
    foreach(line IN LISTS namespaces)
      if(NOT line MATCHES "^namespace segnoise::${namespace} {" AND NOT line MATCHES "^namespace [a-z_]+ = "
         AND NOT line MATCHES "^namespace (c10d|noise_column) {")
        fault("${file}: must be in namespace segnoise::${namespace}, got \"${line}\"")
      endif()
    endforeach()
  endforeach()
endforeach()

if(faults)
  message(FATAL_ERROR "check_layers.cmake: ${faults} faults, named above")
endif()
