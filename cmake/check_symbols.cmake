# cmake -DNM=<nm> -DARCHIVES=<archive,archive...> -P check_symbols.cmake: fails if two archives define
# one symbol. That would be two things of one name: a linker takes either, without a word.
#
# Inline functions and templates, which nm calls weak, may be in many archives, as long as they are
# of one header; that no two modules define types of one name is for check_layers.cmake to see, as
# each has a namespace of its own.
cmake_minimum_required(VERSION 3.25)

string(REPLACE "," ";" archives "${ARCHIVES}")
foreach(archive IN LISTS archives)
  get_filename_component(name "${archive}" NAME)
  execute_process(COMMAND "${NM}" --defined-only --extern-only --format=posix "${archive}"
    OUTPUT_VARIABLE lines COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+ [TDBRCS] [^\n]*" symbols "${lines}")
  foreach(line IN LISTS symbols)
    string(REGEX REPLACE " .*" "" symbol "${line}")
    if(DEFINED "in_${symbol}" AND NOT "${in_${symbol}}" STREQUAL "${name}")
      message(SEND_ERROR "${symbol} is defined in ${in_${symbol}} and in ${name}")
    endif()
    set("in_${symbol}" "${name}")
  endforeach()
endforeach()
