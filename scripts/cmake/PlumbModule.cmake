# SPDX-License-Identifier: Apache-2.0
# plumb_module(NAME [USES modules…] [PRIVATE_LIBS targets…] [PRECOMPILE headers…])
#   One folder src/NAME = one static library plumb_NAME. USES names the modules whose headers it may include;
#   PRIVATE_LIBS are third-party libraries, which only this module sees. PRECOMPILE: a library's header that most of its
#   files include and that costs seconds a file; such a module is not optimised for developers, where nothing is hot.
#   Files src/NAME/**/*.sql and *.txt are embedded: see plumb_embed.

set(PLUMB_MODULES "" CACHE INTERNAL "")

# The standard headers that almost every file includes anyway, compiled once.
file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp.in "")
configure_file(${CMAKE_BINARY_DIR}/pch.cpp.in ${CMAKE_BINARY_DIR}/pch.cpp COPYONLY)
add_library(plumb_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
target_link_libraries(plumb_pch PUBLIC plumb_build fmt::fmt)
set(k_standard_headers <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)
target_precompile_headers(plumb_pch PRIVATE ${k_standard_headers})

function(plumb_module name)
  cmake_parse_arguments(arg "" "" "USES;PRIVATE_LIBS;PRECOMPILE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  file(GLOB_RECURSE sql CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.sql ${CMAKE_SOURCE_DIR}/src/${name}/*.txt)
  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/empty/${name}.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/empty/${name}.cpp)
  endif()
  add_library(plumb_${name} STATIC ${sources})
  target_link_libraries(plumb_${name} PUBLIC plumb_build fmt::fmt)
  foreach(used IN LISTS arg_USES)
    target_link_libraries(plumb_${name} PUBLIC plumb_${used})
  endforeach()
  target_link_libraries(plumb_${name} PRIVATE ${arg_PRIVATE_LIBS})
  if(arg_PRECOMPILE)
    target_precompile_headers(plumb_${name} PRIVATE ${k_standard_headers} ${arg_PRECOMPILE})
    target_compile_options(plumb_${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
  else()
    target_precompile_headers(plumb_${name} REUSE_FROM plumb_pch)
  endif()
  if(sql)
    plumb_embed(plumb_${name} NAMESPACE plumb::${name}::text HEADER ${name}_sql.hpp FILES ${sql}
                BASE ${CMAKE_SOURCE_DIR}/src/${name})
  endif()
  set(PLUMB_MODULES ${PLUMB_MODULES} ${name} CACHE INTERNAL "")
endfunction()

# plumb_embed(TARGET NAMESPACE ns HEADER name.hpp BASE dir FILES files…)
#   Text files become constants: HEADER declares `const std::string_view <path with _ for / . ->;` in the namespace,
#   and `files()`, all of them by name, in byte order. Only TARGET can include HEADER.
function(plumb_embed target)
  cmake_parse_arguments(arg "" "NAMESPACE;HEADER;BASE" "FILES" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/embedded/${target})
  string(REPLACE ".hpp" ".cpp" source ${arg_HEADER})
  list(SORT arg_FILES)
  list(JOIN arg_FILES "\n" list)
  file(GENERATE OUTPUT ${out}/${arg_HEADER}.list CONTENT "${list}\n")
  add_custom_command(
    OUTPUT ${out}/${arg_HEADER} ${out}/${source}
    COMMAND ${CMAKE_COMMAND} -DLIST=${out}/${arg_HEADER}.list -DBASE=${arg_BASE} -DNAMESPACE=${arg_NAMESPACE}
            -DHEADER=${out}/${arg_HEADER} -DSOURCE=${out}/${source} -P ${CMAKE_SOURCE_DIR}/scripts/cmake/embed.cmake
    DEPENDS ${arg_FILES} ${out}/${arg_HEADER}.list ${CMAKE_SOURCE_DIR}/scripts/cmake/embed.cmake
    COMMENT "Embedding ${arg_HEADER}" VERBATIM)
  target_sources(${target} PRIVATE ${out}/${source} ${out}/${arg_HEADER})
  target_include_directories(${target} PRIVATE ${out})
endfunction()

# libplumb: everything but the command line, in one archive, for programs that embed plumb.
function(plumb_library)
  set(objects "")
  foreach(name IN LISTS PLUMB_MODULES)
    if(NOT name STREQUAL "cli")
      list(APPEND objects $<TARGET_OBJECTS:plumb_${name}>)
    endif()
  endforeach()
  add_library(libplumb STATIC EXCLUDE_FROM_ALL ${objects})
  set_target_properties(libplumb PROPERTIES OUTPUT_NAME plumb LINKER_LANGUAGE CXX)
endfunction()
