// SPDX-License-Identifier: Apache-2.0
// The order of source files: roles, tables, indexes, triggers, rls, fks, with what a later file needs before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/scaffold/module.hpp>

namespace plumb::scaffold {

// Puts a table's file behind the last one of its folder, where its kind has its place.
void insert_source(std::vector<File>& sources, File file);

// The texts of source files, one after the other: a migration that makes them.
[[nodiscard]] std::string join_statements(const std::vector<File>& files);

// The text of an atlas.hcl with more entries in an env's `src`, each in its canonical place; comments and formatting
// stay. An entry that a folder of the list holds already (file://schema/tables) is not added. `paths` are relative to
// the project file ("schema/tables/orders.sql"). Throws Error: no such env, a list that is not written out.
[[nodiscard]] std::string add_sources(std::string_view project_text, std::string_view project_name,
                                      std::string_view env, const std::vector<std::string>& paths);

// The entries of that list, in order, without "file://": files and folders. Throws Error as add_sources().
[[nodiscard]] std::vector<std::string> source_entries(std::string_view project_text, std::string_view project_name,
                                                      std::string_view env);

}  // namespace plumb::scaffold
