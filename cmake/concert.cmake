# How a folder becomes a library: every .cpp in it but the tests, every .html template compiled to C++ beside it.
find_package(Threads REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(PkgConfig REQUIRED)
pkg_check_modules(RSVG REQUIRED librsvg-2.0)
# Its headers for the one file that needs them: any other would be compiled anew, for nothing.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/kit/chart/png.cpp PROPERTIES INCLUDE_DIRECTORIES "${RSVG_INCLUDE_DIRS}"
                           )
find_program(PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)

# Standard headers only: a precompiled Boost is 333 MB and slower than none (docs/why/0002-build.md).
add_library(standard_headers OBJECT ${CMAKE_SOURCE_DIR}/cmake/standard_headers.cpp)
target_precompile_headers(standard_headers PRIVATE <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <compare>
  <cstdint> <cstring> <functional> <map> <memory> <mutex> <optional> <set> <span> <stdexcept> <string> <string_view>
  <unordered_map> <utility> <variant> <vector>)

# concert_library(NAME FOLDER dir LINKS libs…): the library NAME, and NAME_test from its *_test.cpp.
function(concert_library name)
  cmake_parse_arguments(LIB "" "FOLDER" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${LIB_FOLDER}/*.cpp)
  file(GLOB_RECURSE templates CONFIGURE_DEPENDS ${LIB_FOLDER}/*.html)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_(test|fuzz|bench)|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  foreach(template ${templates})
    concert_template(${template} generated)
    list(APPEND sources ${generated})
  endforeach()
  add_library(${name} STATIC ${sources})
  target_precompile_headers(${name} REUSE_FROM standard_headers)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${name} PUBLIC ${LIB_LINKS} Threads::Threads)
  concert_fuzzers(${name} ${LIB_FOLDER})
  set_property(GLOBAL APPEND PROPERTY CONCERT_TESTS ${tests})
  set_property(GLOBAL APPEND PROPERTY CONCERT_LIBRARIES ${name})
endfunction()

# Each x_fuzz.cpp of the folder becomes the program fuzzers/x_fuzz (clang and libFuzzer), built by `./dev fuzz`.
function(concert_fuzzers library folder)
  if(NOT CONCERT_SANITIZE MATCHES fuzzer)
    return()
  endif()
  file(GLOB_RECURSE fuzzers CONFIGURE_DEPENDS ${folder}/*_fuzz.cpp)
  foreach(fuzzer ${fuzzers})
    get_filename_component(name ${fuzzer} NAME_WE)
    add_executable(${name} ${fuzzer})
    target_link_libraries(${name} PRIVATE ${library})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    target_compile_definitions(${name} PRIVATE CONCERT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    set_property(TARGET ${name} PROPERTY RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzzers)
  endforeach()
endfunction()

# concert_embed(LIBRARY FUNCTION FILES…): the files' bytes as std::span<const kit::Asset> LIBRARY::FUNCTION().
function(concert_embed library function)
  file(GLOB files CONFIGURE_DEPENDS ${ARGN})
  set(output ${CMAKE_BINARY_DIR}/generated/${library}/${function}.cpp)
  add_custom_command(OUTPUT ${output} COMMAND ${PYTHON} ${CMAKE_SOURCE_DIR}/tools/embed.py ${library}::${function} ${output} ${files}
                     DEPENDS ${files} ${CMAKE_SOURCE_DIR}/tools/embed.py VERBATIM)
  target_sources(${library} PRIVATE ${output})
endfunction()

# src/modules/teams/pages.html -> generated/modules/teams/pages.html.{h,cpp}
function(concert_template template result)
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/src ${template})
  set(stem ${CMAKE_BINARY_DIR}/generated/${name})
  add_custom_command(
    OUTPUT ${stem}.cpp ${stem}.h
    COMMAND ${PYTHON} ${CMAKE_SOURCE_DIR}/tools/templates.py ${template} ${stem}
    DEPENDS ${template} ${CMAKE_SOURCE_DIR}/tools/templates.py VERBATIM)
  set(${result} ${stem}.cpp ${stem}.h PARENT_SCOPE)
endfunction()
