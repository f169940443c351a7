# cmake -DROOT=<folder> -DFILES=<file,file...> -DHEADER=<header> -DNAMESPACE=<name>
#       -DFUNCTION=<name> -DOUTPUT=<cpp> -P embed_texts.cmake
#
# Writes a source file whose function, declared in the header, returns the text of each file by its
# path below ROOT without extension, so that a program needs no data folder beside it.
cmake_minimum_required(VERSION 3.25)

string(REPLACE "," ";" files "${FILES}")
set(entries "")
foreach(file IN LISTS files)
  file(READ "${ROOT}/${file}" text)
  string(REGEX REPLACE "\\.[a-z]+$" "" name "${file}")
  string(APPEND entries "      {\"${name}\", R\"text(${text})text\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from data files by cmake/embed_texts.cmake.
#include \"${HEADER}\"

namespace segnoise::${NAMESPACE} {

std::span<const base::EmbeddedText> ${FUNCTION}() {
  static constexpr base::EmbeddedText kTexts[] = {
${entries}  };
  return kTexts;
}

}  // namespace segnoise::${NAMESPACE}
")
