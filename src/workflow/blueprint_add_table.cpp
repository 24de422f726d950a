// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/blueprint.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/scaffold/settings_file.hpp>
#include <plumb/scaffold/source_list.hpp>

#include "file_changes.hpp"
#include "module_proof.hpp"
#include "private_server.hpp"

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> sql_files(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") out.push_back((fs::path(folder) / entry.path().filename()).string());
  }
  std::ranges::sort(out);
  return out;
}

// Makes the plan, piece by piece: each is there as it should be, or is a change, or is in the way.
class Planner {
 public:
  Planner(const NewTable& wanted, const Runtime& runtime) : m_wanted(wanted), m_runtime(runtime) {
    m_plan.table = wanted.wish.name;
    m_project = read_file(wanted.project_file);
    read_sources();
  }

  TablePlan plan() {
    require_possible();
    refuse_listed();
    std::vector<std::string> paths;
    std::vector<scaffold::File> files = scaffold::table_files(m_wanted.wish, names());
    for (scaffold::File& file : files) {
      file.path = m_root + file.path.substr(std::string_view("schema/").size());
      paths.push_back(file.path);
      add_file(file.path, file.text);
    }
    add_migration(scaffold::join_statements(files));
    if (m_wanted.wish.append_only && !m_wanted.settings_file.empty()) add_to_settings();
    const std::string listed = scaffold::add_sources(m_project, m_wanted.project_file, m_wanted.env, paths);
    if (listed != m_project) change_file(m_wanted.project_file, m_project, listed);
    if (m_plan.changes.empty()) refuse_twice("nothing of it is missing");
    return std::move(m_plan);
  }

 private:
  [[noreturn]] void refuse_twice(std::string hint) const {
    throw Error(fmt::format("the module has a table \"{}\" already", m_plan.table)).with_hint(std::move(hint));
  }

  // That it is listed is what is done last; a folder lists what is in it from the beginning.
  void refuse_listed() const {
    const std::string path = fmt::format("{}tables/{}.sql", m_root, m_plan.table);
    const auto entries = scaffold::source_entries(m_project, m_wanted.project_file, m_wanted.env);
    if (std::ranges::find(entries, path) == entries.end()) return;
    refuse_twice(fmt::format("{} lists {}; nothing was changed", m_wanted.project_file, path));
  }

  void read_sources() {
    for (const std::string& entry : scaffold::source_entries(m_project, m_wanted.project_file, m_wanted.env)) {
      const std::vector<std::string> files =
          fs::is_directory(entry) ? sql_files(entry) : std::vector<std::string>{entry};
      for (const std::string& file : files) {
        m_texts += read_file(file);
        const fs::path folder = fs::path(file).parent_path();
        if (folder.filename() != "tables") continue;
        m_tables.push_back(fs::path(file).stem().string());
        m_root = folder.parent_path().empty() ? "" : folder.parent_path().string() + "/";
      }
    }
  }

  void require_possible() const {
    // Of the table itself the pieces tell: a run that was killed may have left some.
    std::vector<std::string> others = m_tables;
    std::erase(others, m_wanted.wish.name);
    const scaffold::ModuleWish wish{.name = "module", .tables = {m_wanted.wish}, .names = {}, .major = major()};
    if (const auto problems = scaffold::problems(wish, others); !problems.empty()) throw scaffold::to_error(problems);
  }

  [[nodiscard]] int major() const { return private_server(m_wanted.dev).major; }

  [[nodiscard]] scaffold::Names names() const {
    return scaffold::names_of(m_wanted.settings, scaffold::family_of(m_texts, m_wanted.settings));
  }

  void add_file(const std::string& path, const std::string& text) {
    if (!fs::exists(fs::symlink_status(path))) {
      m_plan.changes.push_back({.path = path, .text = text, .before = {}, .is_new = true});
    } else if (read_file(path) == text) {
      m_plan.kept.push_back(path);
    } else {
      refuse_twice(fmt::format("{} is there, with another content: nothing was changed", path));
    }
  }

  void change_file(const std::string& path, std::string before, std::string after) {
    m_plan.changes.push_back({.path = path, .text = std::move(after), .before = std::move(before), .is_new = false});
  }

  // Its file, and atlas.sum. A file of the same content that the sum does not know yet is an earlier run's.
  void add_migration(const std::string& text) {
    const auto directory = migration::Directory::open(m_wanted.dir_url);
    if (directory.format() != migration::Format::atlas) {
      throw Error(fmt::format("{} is not of Atlas's format: the migration cannot be added there", m_wanted.dir_url));
    }
    std::map<std::string, std::string> files;
    std::string own;
    for (const migration::File& file : directory.files()) {
      files.emplace(file.name, file.content);
      if (file.content == text) own = file.name;
    }
    require_right_sum(directory, files, own);
    if (own.empty()) {
      own = fmt::format("{}_add_{}.sql", next_version(directory), m_wanted.wish.name);
      add_file(directory.path() + "/" + own, text);
      files.emplace(own, text);
    } else {
      m_plan.kept.push_back(directory.path() + "/" + own);
    }
    const std::string sum = migration::Directory::from_files(files).computed_sum();
    const std::string path = directory.path() + "/" + std::string(migration::k_sum_file_name);
    const std::string before = directory.sum_file().value_or("");
    if (!directory.sum_file()) {
      add_file(path, sum);
    } else if (before != sum) {
      change_file(path, before, sum);
    }
  }

  static void require_right_sum(const migration::Directory& directory, std::map<std::string, std::string> files,
                                const std::string& own) {
    if (directory.files().empty() || !directory.check_sum()) return;
    files.erase(own);
    if (directory.sum_file()) files.emplace(migration::k_sum_file_name, *directory.sum_file());
    if (!own.empty() && !migration::Directory::from_files(files).check_sum()) return;
    throw Error(fmt::format("{}: {}", directory.path(), directory.check_sum()->text()))
        .with_hint("look what was changed (plumb migrate validate), then plumb migrate hash");
  }

  // The time, or a little later where a script makes several migrations within a second.
  std::string next_version(const migration::Directory& directory) const {
    constexpr auto k_longest_lead = std::chrono::seconds(60);
    const TimePoint now = m_runtime.clock.now();
    const migration::File* later = nullptr;
    for (auto lead = std::chrono::seconds(0); lead <= k_longest_lead; ++lead) {
      std::string version = format_version_stamp(now + lead);
      const auto found =
          std::ranges::find_if(directory.files(), [&](const auto& file) { return file.name >= version; });
      if (found == directory.files().end()) return version;
      later = &*found;
    }
    throw Error(fmt::format("the new migration, of {}, would not be the last: {} is there", format_version_stamp(now),
                            later->name))
        .with_hint("versions are made of the time, UTC, in seconds: is the clock right?");
  }

  void add_to_settings() {
    const std::string& path = m_wanted.settings_file;
    const bool exists = fs::exists(path);
    const std::string before = exists ? read_file(path) : "";
    const std::string after = scaffold::add_append_only(before, path, m_wanted.wish.name);
    if (after == before) return;
    if (exists) {
      change_file(path, before, after);
    } else {
      m_plan.changes.push_back({.path = path, .text = after, .before = {}, .is_new = true});
    }
  }

  const NewTable& m_wanted;
  const Runtime& m_runtime;
  TablePlan m_plan;
  std::string m_project;
  std::string m_root = "schema/";
  std::string m_texts;                // of all sources
  std::vector<std::string> m_tables;  // by the names of their files
};

const FileChange* changed(const TablePlan& plan, const std::string& path) {
  const auto found = std::ranges::find(plan.changes, path, &FileChange::path);
  return found == plan.changes.end() ? nullptr : &*found;
}

std::string text_of(const TablePlan& plan, const std::string& path) {
  const FileChange* change = changed(plan, path);
  return change == nullptr ? read_file(path) : change->text;
}

// The sources as they will be listed, with the files that are not there yet.
std::vector<desired::Script> sources_after(const NewTable& wanted, const TablePlan& plan) {
  std::vector<desired::Script> out;
  const std::string project = text_of(plan, wanted.project_file);
  for (const std::string& entry : scaffold::source_entries(project, wanted.project_file, wanted.env)) {
    std::vector<std::string> files = {entry};
    if (fs::is_directory(entry)) {
      files = sql_files(entry);
      for (const FileChange& change : plan.changes) {
        if (change.is_new && fs::path(change.path).parent_path() == fs::path(entry)) files.push_back(change.path);
      }
      std::ranges::sort(files);
    }
    for (const std::string& file : files) out.push_back(desired::source_script(file, text_of(plan, file)));
  }
  return out;
}

std::vector<desired::Script> migrations_after(const NewTable& wanted, const TablePlan& plan) {
  const auto directory = migration::Directory::open(wanted.dir_url);
  std::map<std::string, std::string> files;
  for (const migration::File& file : directory.files()) files.emplace(file.name, file.content);
  for (const FileChange& change : plan.changes) {
    const fs::path path = change.path;
    if (path.parent_path() == fs::path(directory.path())) files[path.filename().string()] = change.text;
  }
  std::vector<desired::Script> out;
  const auto after = migration::Directory::from_files(std::move(files));
  for (const migration::File& file : after.files()) out.push_back(desired::migration_script(file, directory.path()));
  return out;
}

settings::Settings settings_after(const NewTable& wanted, const TablePlan& plan) {
  const FileChange* change = changed(plan, wanted.settings_file);
  return change == nullptr ? wanted.settings : settings::parse(change->text, change->path);
}

}  // namespace

TablePlan plan_table(const NewTable& wanted, const Runtime& runtime) {
  try {
    return Planner(wanted, runtime).plan();
  } catch (const fs::filesystem_error& error) {
    throw Error(error.what());
  }
}

ModuleProof add_table(const NewTable& wanted, const TablePlan& plan, const Runtime& runtime) {
  ModuleProof proof;
  try {
    proof = prove_module({.sources = sources_after(wanted, plan),
                          .migrations = migrations_after(wanted, plan),
                          .settings = settings_after(wanted, plan),
                          .major = private_server(wanted.dev).major,
                          .about = wanted.wish.name},
                         runtime);
  } catch (Error& error) {
    error.prefix("nothing was changed: ");
    throw;
  }
  make_changes(plan.changes);
  return proof;
}

}  // namespace plumb::workflow
