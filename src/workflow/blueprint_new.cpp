// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/blueprint.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/error.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/pg/connect.hpp>

#include "migrate_session.hpp"
#include "module_proof.hpp"
#include "new_folder.hpp"
#include "pass_times.hpp"

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_migrations = "migrations/default/";
// A module has them whole: what another one left in them would be taken for its own.
constexpr std::array<std::string_view, 2> k_own_folders = {"schema/", "migrations/default/"};

std::string list_of(const std::vector<std::string>& paths) {
  constexpr std::size_t k_shown = 3;
  const std::vector<std::string> first(paths.begin(),
                                       paths.begin() + static_cast<std::ptrdiff_t>(std::min(k_shown, paths.size())));
  const std::size_t rest = paths.size() - first.size();
  return fmt::format("{}{}", fmt::join(first, ", "), rest == 0 ? "" : fmt::format(" and {} more", rest));
}

void refuse_working_directory(const std::string& folder) {
  const fs::path target = fs::canonical(folder);
  const fs::path here = fs::current_path();
  const auto [end, ignored] = std::mismatch(target.begin(), target.end(), here.begin(), here.end());
  if (end != target.end()) return;
  throw Error(fmt::format("{} is the working directory, or one above it: it cannot be put there in one step", folder))
      .with_hint(fmt::format("go up and name it: cd {}; plumb blueprint new {} …", target.parent_path().string(),
                             target.filename().string()));
}

// What of the folder would be gone.
std::vector<std::string> replaced_in(const std::string& folder, const std::vector<scaffold::File>& files) {
  std::vector<std::string> out;
  const fs::path root = folder;
  for (const std::string_view own : k_own_folders) {
    if (fs::is_directory(root / own) && !fs::is_empty(root / own)) out.emplace_back(own);
  }
  for (const scaffold::File& file : files) {
    const bool inside = std::ranges::any_of(k_own_folders, [&](auto own) { return file.path.starts_with(own); });
    if (!inside && fs::exists(fs::symlink_status(root / file.path))) out.push_back(file.path);
  }
  return out;
}

std::vector<std::string> check_folder(const NewModule& wanted, const std::vector<scaffold::File>& files) {
  const std::string& folder = wanted.folder;
  if (!fs::exists(fs::symlink_status(folder))) return {};
  if (!fs::is_directory(folder)) throw Error(fmt::format("{} is there already and is no folder", folder));
  refuse_working_directory(folder);
  std::vector<std::string> replaced = replaced_in(folder, files);
  if (replaced.empty() || wanted.overwrite) return replaced;
  const bool module = std::ranges::find(replaced, "atlas.hcl") != replaced.end();
  const std::string what = module ? fmt::format("{} holds a module already: it has an atlas.hcl", folder)
                                  : fmt::format("{} has {} already", folder, list_of(replaced));
  throw Error(what).with_hint("name another folder, or say --force to write it anew; nothing was changed");
}

std::vector<desired::Script> source_scripts(const ModulePlan& plan) {
  std::vector<desired::Script> out;
  for (const scaffold::File& file : plan.files) {
    if (!file.path.starts_with("schema/")) continue;
    out.push_back(desired::source_script(plan.folder + "/" + file.path, file.text));
  }
  return out;
}

std::vector<desired::Script> migration_scripts(const ModulePlan& plan) {
  std::map<std::string, std::string> files;
  for (const scaffold::File& file : plan.files) {
    if (file.path.starts_with(k_migrations)) files.emplace(file.path.substr(k_migrations.size()), file.text);
  }
  const auto directory = migration::Directory::from_files(std::move(files));
  std::vector<desired::Script> out;
  for (const migration::File& file : directory.files()) {
    out.push_back(desired::migration_script(file, fmt::format("{}/migrations/default", plan.folder)));
  }
  return out;
}

settings::Settings settings_of(const ModulePlan& plan) {
  const auto file = std::ranges::find(plan.files, "plumb.yaml", &scaffold::File::path);
  return settings::parse(file->text, plan.folder + "/plumb.yaml");
}

}  // namespace

ModulePlan plan_module(const NewModule& wanted, const Runtime& runtime) {
  PassTimes passes(runtime);
  if (const auto problems = scaffold::problems(wanted.wish); !problems.empty()) throw scaffold::to_error(problems);
  ModulePlan plan{.folder = wanted.folder, .files = {}, .replaced = {}};
  while (plan.folder.size() > 1 && plan.folder.ends_with('/')) plan.folder.pop_back();
  plan.files = scaffold::module_files(wanted.wish, runtime.clock.now());
  passes.done("generate");
  try {
    plan.replaced = check_folder(wanted, plan.files);
  } catch (const fs::filesystem_error& error) {
    throw Error(fmt::format("{}: {}", wanted.folder, error.code().message()));
  }
  return plan;
}

ModuleProof make_module(const scaffold::ModuleWish& wish, const ModulePlan& plan, const Runtime& runtime) {
  PassTimes passes(runtime);
  ModuleProof proof;
  try {
    proof = prove_module({.sources = source_scripts(plan),
                          .migrations = migration_scripts(plan),
                          .settings = settings_of(plan),
                          .major = wish.major},
                         runtime);
  } catch (Error& error) {
    error.prefix("nothing was written: ");
    throw;
  }
  passes.done("prove");
  put_folder({.folder = plan.folder, .files = plan.files, .removed = plan.replaced});
  passes.done("write");
  return proof;
}

int server_major(const Secret& url, const Runtime& runtime) {
  const auto connection = pg::connect(pg::Target::parse(url), {}, runtime.stop);
  const TrafficSum traffic(runtime, *connection);
  return connection->server_version() / 10000;
}

}  // namespace plumb::workflow
