# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# The templates room: the engine, and every template, style, script and catalogue compiled into the program
# as bytes, so that one binary is the whole service.
find_program(MSGFMT msgfmt REQUIRED)
file(GLOB_RECURSE template_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
file(GLOB_RECURSE template_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_LIST_DIR}
     ${CMAKE_CURRENT_LIST_DIR}/*.mustache ${CMAKE_CURRENT_LIST_DIR}/static/*)
file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/words/*.po)

set(embedded ${CMAKE_BINARY_DIR}/embedded)
file(MAKE_DIRECTORY ${embedded}/words)
set(asset_inputs "")
set(asset_lines "")
set(asset_table "")
set(number 0)
macro(embed_file path file)
  string(APPEND asset_lines
         ".global reputed_asset_${number}\n.global reputed_asset_${number}_end\n"
         "reputed_asset_${number}:\n.incbin \"${file}\"\nreputed_asset_${number}_end:\n.byte 0\n")
  string(APPEND asset_externs "extern const char reputed_asset_${number}[];\nextern const char reputed_asset_${number}_end[];\n")
  string(APPEND asset_table
         "    {\"${path}\", {reputed_asset_${number}, static_cast<std::size_t>(reputed_asset_${number}_end - reputed_asset_${number})}},\n")
  list(APPEND asset_inputs ${file})
  math(EXPR number "${number} + 1")
endmacro()

foreach(path IN LISTS template_files)
  embed_file(${path} ${CMAKE_CURRENT_LIST_DIR}/${path})
endforeach()
foreach(catalogue IN LISTS catalogues)
  get_filename_component(language ${catalogue} NAME_WE)
  add_custom_command(OUTPUT ${embedded}/words/${language}.mo
                     COMMAND ${MSGFMT} --check -o ${embedded}/words/${language}.mo ${catalogue}
                     DEPENDS ${catalogue} VERBATIM)
  embed_file(words/${language}.mo ${embedded}/words/${language}.mo)
endforeach()

file(CONFIGURE OUTPUT ${embedded}/assets.S CONTENT ".section .rodata\n${asset_lines}.section .note.GNU-stack,\"\",%progbits\n" @ONLY)
file(CONFIGURE OUTPUT ${embedded}/assets_table.cpp CONTENT
"#include <span>
#include \"templates/render.hpp\"
extern \"C\" {
${asset_externs}}
namespace reputed::templates {
std::span<const Asset> all_assets();
std::span<const Asset> all_assets() {
    static const Asset table[] = {
${asset_table}        {{}, {}}};
    return {table, ${number}};
}
}
" @ONLY)
set_source_files_properties(${embedded}/assets.S PROPERTIES OBJECT_DEPENDS "${asset_inputs}")

add_library(reputed_templates STATIC ${template_sources} ${embedded}/assets.S ${embedded}/assets_table.cpp)
set_source_files_properties(${embedded}/assets_table.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
target_link_libraries(reputed_templates PUBLIC reputed_flags reputed_core PRIVATE Boost::locale PkgConfig::ICU)
target_precompile_headers(reputed_templates REUSE_FROM reputed_base)
