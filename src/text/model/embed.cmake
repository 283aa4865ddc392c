# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# The trained model, compiled into the program as bytes: one binary is the whole service. Before the first
# training there is none, and only `reputed train` works.
set(model_file ${CMAKE_SOURCE_DIR}/data/model/reputed.model)
set(model_bytes ".byte 0")
if(EXISTS ${model_file})
  set(model_bytes ".incbin \"${model_file}\"")
endif()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/embedded/model.S CONTENT
".section .rodata
.balign 64
.global reputed_model
.global reputed_model_end
reputed_model:
${model_bytes}
reputed_model_end:
.byte 0
.section .note.GNU-stack,\"\",%progbits
" @ONLY)
target_sources(reputed_text PRIVATE ${CMAKE_BINARY_DIR}/embedded/model.S)
if(EXISTS ${model_file})
  set_source_files_properties(${CMAKE_BINARY_DIR}/embedded/model.S PROPERTIES OBJECT_DEPENDS ${model_file})
endif()
# Training gives the same bytes on every machine: no fused multiplication and addition.
foreach(part trainer head calibration training training_rows)
  if(EXISTS ${CMAKE_SOURCE_DIR}/src/text/model/${part}.cpp)
    set_property(SOURCE ${CMAKE_SOURCE_DIR}/src/text/model/${part}.cpp APPEND PROPERTY COMPILE_OPTIONS -ffp-contract=off)
  endif()
endforeach()
