// SPDX-License-Identifier: Apache-2.0
// plumb blueprint new, add-table: a module in the blueprint's shape, proved on a real server before it is there.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/scaffold/module.hpp>
#include <plumb/settings/settings.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// What a private server says of files that are to be written: they load, migrations and sources give the same catalog,
// the contract is kept.
struct ModuleProof {
  std::string obstacle;  // why nothing was tried; "": it was
  std::string server;    // "18.4"
  std::size_t sources = 0;
  std::size_t statements = 0;  // of the migrations
  std::size_t objects = 0;     // compared
  std::size_t rules = 0;       // that ran
  std::vector<std::string> rules_not_run;
  std::vector<finding::Finding> findings;  // below `high`: others are an Error
};

struct NewModule {
  std::string folder;  // as it was given
  scaffold::ModuleWish wish;
  bool overwrite = false;
};

// What will be written where.
struct ModulePlan {
  std::string folder;
  std::vector<scaffold::File> files;
  std::vector<std::string> replaced;  // what is there and will be gone, below the folder: files, or "schema/"
};

// Writes nothing. Throws Error (usage) for a wish that cannot be fulfilled: scaffold::problems(); Error: a folder that
// holds a module, or files of the same names, without `overwrite`; that is the working directory, or cannot be looked
// at.
[[nodiscard]] ModulePlan plan_module(const NewModule& wanted, const Runtime& runtime);

// Proves the files, then puts the folder there as a whole: it is written beside its place and renamed, so that whatever
// happens there is all of it or nothing. A folder that has other things keeps them.
// Throws Error where the files do not load or break the contract (findings of severity high or worse); then nothing was
// written. Without a PostgreSQL of that major version the proof has an obstacle, and the files are written.
[[nodiscard]] ModuleProof make_module(const scaffold::ModuleWish& wish, const ModulePlan& plan, const Runtime& runtime);

// --- A table more in a module that is there.

struct NewTable {
  scaffold::TableWish wish;
  std::string project_file = "atlas.hcl";
  std::string env;
  std::string dir_url;          // of the migrations
  Secret dev;                   // of the environment: the major version counts
  std::string settings_file;    // plumb.yaml; "" there is none to be read or written
  settings::Settings settings;  // what it says; the defaults if it is not there
};

struct FileChange {
  std::string path;
  std::string text;
  std::string before;  // of one that is there
  bool is_new = true;
};

struct TablePlan {
  std::string table;
  std::vector<FileChange> changes;  // in the order in which they are made
  std::vector<std::string> kept;    // files that are there already, as they should be: left by a run that was killed
};

// Writes nothing. Throws Error: (usage) a name or a column that cannot be; a table that the module has already, wholly
// or with another content; an atlas.hcl whose `src` cannot be added to; a wrong atlas.sum; a directory that is not of
// Atlas's format.
[[nodiscard]] TablePlan plan_table(const NewTable& wanted, const Runtime& runtime);

// Proves the module as it will be (of findings those about the table count), then makes the changes: all files are
// written beside their places, then renamed, atlas.hcl last. What fails on the way is undone. After a kill -9 some
// files may be there; the module is as before until atlas.hcl lists them, and the same command finishes it.
[[nodiscard]] ModuleProof add_table(const NewTable& wanted, const TablePlan& plan, const Runtime& runtime);

// The major version of the server of a URL. Throws Error: no connection.
[[nodiscard]] int server_major(const Secret& url, const Runtime& runtime);

}  // namespace plumb::workflow
