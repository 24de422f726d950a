# SPDX-License-Identifier: Apache-2.0
# Language, warnings and compiler switches, once, as the interface target plumb_build.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

option(PLUMB_WARNINGS_AS_ERRORS "Fail on warnings (for developers; not for packagers)" OFF)
option(PLUMB_LTO "Link-time optimisation" OFF)
set(PLUMB_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# -O1 compiles much faster than -O2 and is quick enough for tests; the release preset has -O2.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

add_library(plumb_build INTERFACE)
target_include_directories(plumb_build INTERFACE ${CMAKE_SOURCE_DIR}/include)
find_package(Threads REQUIRED)
target_link_libraries(plumb_build INTERFACE Threads::Threads)
# Everywhere, so that the precompiled header is the same for all.
target_compile_options(plumb_build INTERFACE -pthread
 
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers  # what a designated initialiser leaves out has its default, and is meant to
  $<$<BOOL:${PLUMB_WARNINGS_AS_ERRORS}>:-Werror>)

if(PLUMB_SANITIZE)
  target_compile_options(plumb_build INTERFACE -fsanitize=${PLUMB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(plumb_build INTERFACE -fsanitize=${PLUMB_SANITIZE})
endif()

if(PLUMB_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

find_program(PLUMB_CCACHE ccache)
if(PLUMB_CCACHE)
  # pch_defines and time_macros: without them ccache does not cache what uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${PLUMB_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${PLUMB_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(plumb_build INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  endif()
endif()

find_program(PLUMB_MOLD mold)
if(PLUMB_MOLD AND NOT PLUMB_LTO)
  target_link_options(plumb_build INTERFACE -fuse-ld=mold)
endif()
