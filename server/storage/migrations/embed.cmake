# Makes the migrations part of the program: every NNNN_name.sql beside this file becomes an entry
# of a generated header, storage/migrations/embedded.hpp.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.sql)
list(SORT migration_files)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration_files})

set(migration_entries "")
set(migration_count 0)
foreach(migration_file IN LISTS migration_files)
  math(EXPR migration_count "${migration_count} + 1")
  get_filename_component(migration_name ${migration_file} NAME_WE)
  file(READ ${migration_file} migration_sql)
  string(APPEND migration_entries
         "    {${migration_count}, \"${migration_name}\", R\"sql(${migration_sql})sql\"},\n")
endforeach()

# Written only if it changed, so that nothing is compiled again for nothing.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/storage/migrations/embedded.hpp @ONLY CONTENT
"// Generated from server/storage/migrations/*.sql.
#pragma once

#include \"storage/migrations.hpp\"

namespace spotter::storage {

inline constexpr Migration embedded_migrations[] = {
@migration_entries@};

}  // namespace spotter::storage
")
target_include_directories(spotter_storage PRIVATE ${CMAKE_BINARY_DIR}/generated)
