// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/new_migration.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>

#include <fmt/format.h>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>

#include "format_rules.hpp"

namespace plumb::migration {
namespace {

// --- Bodies ---

std::string comment_line(std::string_view prefix, const std::string& comment) {
  return comment.empty() ? "" : fmt::format("-- {}{}\n", prefix, comment);
}

std::string up_body(const NewMigration& migration) {
  std::string out;
  for (const Change& change : migration.changes) {
    out += comment_line("", change.comment) + change.command + ";\n";
  }
  return out;
}

// Undone from the last change to the first.
std::string down_body(const NewMigration& migration) {
  std::string out;
  for (auto change = migration.changes.rbegin(); change != migration.changes.rend(); ++change) {
    if (change->reverse.empty()) continue;
    out += comment_line("reverse: ", change->comment);
    for (const std::string& command : change->reverse) out += command + ";\n";
  }
  return out;
}

std::string atlas_body(const NewMigration& migration) {
  std::string out;
  for (const FileDirective& directive : migration.directives) {
    out += fmt::format("-- atlas:{}{}{}\n", directive.name, directive.argument.empty() ? "" : " ", directive.argument);
  }
  if (!out.empty()) out += '\n';  // without it the directives would belong to the first statement
  for (Change change : migration.changes) {
    if (!change.comment.empty()) {
      change.comment[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(change.comment[0])));
    }
    out += comment_line("", change.comment) + change.command + ";\n";
  }
  return out;
}

std::string liquibase_body(const NewMigration& migration, std::string_view version) {
  std::string out = "--liquibase formatted sql";
  int number = 0;
  for (const Change& change : migration.changes) {
    out += fmt::format("\n--changeset atlas:{}-{}\n", version, ++number);
    if (!change.comment.empty()) out += fmt::format("--comment: {}\n", change.comment);
    out += change.command + ";\n";
    for (const std::string& command : change.reverse) out += fmt::format("--rollback: {};\n", command);
  }
  return out;
}

// --- Files ---

void write_new_file(const std::string& path, std::string_view content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file) throw Error(fmt::format("open {}: {}", path, errno_text(errno)));
  int error = 0;
  while (!content.empty() && error == 0) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (error == 0 && ::fsync(file.get()) != 0 && errno != EINVAL) error = errno;
  if (error == 0) return;
  ::unlink(path.c_str());
  throw Error(fmt::format("write {}: {}", path, errno_text(error)));
}

void require_free_version(const Directory& directory, const NewFile& file) {
  const FormatRules& rules = rules_of(directory.format());
  if (!rules.lists(file.name)) return;
  std::string version;
  std::string description;
  rules.name_parts(file.name, version, description);
  const auto& files = directory.files();
  const auto taken = std::find_if(files.begin(), files.end(), [&](const File& f) { return f.version == version; });
  if (taken == files.end()) return;
  throw Error(fmt::format("migration version {} is taken by {}", go_quote(version), taken->name))
      .with_hint("versions are made of the time in seconds: try again in a moment");
}

}  // namespace

std::vector<NewFile> render_migration(Format format, const NewMigration& migration, TimePoint now) {
  const std::string version = format_version_stamp(now);
  const std::string stem = version + (migration.name.empty() ? "" : "_" + migration.name);
  switch (format) {
    case Format::golang_migrate:
      return {{stem + ".up.sql", up_body(migration)}, {stem + ".down.sql", down_body(migration)}};
    case Format::flyway: {
      const std::string flyway_stem = version + (migration.name.empty() ? "" : "__" + migration.name);
      return {{"V" + flyway_stem + ".sql", up_body(migration)}, {"U" + flyway_stem + ".sql", down_body(migration)}};
    }
    case Format::goose:
      return {{stem + ".sql",
               fmt::format("-- +goose Up\n{}\n-- +goose Down\n{}", up_body(migration), down_body(migration))}};
    case Format::dbmate:
      return {{stem + ".sql",
               fmt::format("-- migrate:up\n{}\n-- migrate:down\n{}", up_body(migration), down_body(migration))}};
    case Format::liquibase:
      return {{stem + ".sql", liquibase_body(migration, version)}};
    case Format::atlas:
      break;
  }
  return {{stem + ".sql", atlas_body(migration)}};
}

void add_files(const Directory& directory, const std::vector<NewFile>& files) {
  for (const NewFile& file : files) require_free_version(directory, file);
  std::vector<std::string> written;
  try {
    for (const NewFile& file : files) {
      const std::string path = directory.path() + "/" + file.name;
      write_new_file(path, file.content);
      written.push_back(path);
    }
    write_sum(Directory::open_path(directory.path(), directory.format()));
  } catch (const Error&) {
    for (const std::string& path : written) ::unlink(path.c_str());
    throw;
  }
}

}  // namespace plumb::migration
