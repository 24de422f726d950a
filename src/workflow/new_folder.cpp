// SPDX-License-Identifier: Apache-2.0
#include "new_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& path) {
  throw Error(fmt::format("{} {}: {}", what, path.string(), errno_text(errno)));
}

Descriptor open_folder(const fs::path& path) {
  return Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

void sync_folder(const fs::path& path) {
  const Descriptor folder = open_folder(path);
  if (!folder) fail("open", path);
  if (::fsync(folder.get()) != 0 && errno != EINVAL) fail("sync", path);
}

// Where the new folder goes: the first part of the path that is not there, or the folder that is.
struct Place {
  fs::path path;    // what is renamed to
  fs::path inside;  // the wanted folder below it; "" itself
  bool exists = false;
};

Place find_place(const std::string& folder) {
  std::error_code error;
  const fs::path wanted = fs::weakly_canonical(fs::absolute(folder), error);
  if (error) throw Error(fmt::format("{}: {}", folder, error.message()));
  if (fs::exists(wanted)) return {.path = wanted, .inside = {}, .exists = true};
  fs::path missing = wanted;
  while (!fs::exists(missing.parent_path())) missing = missing.parent_path();
  return {.path = missing, .inside = wanted.lexically_relative(missing), .exists = false};
}

// A folder that nobody else looks at. It is locked while it is used: what is not locked was left by a process that is
// gone.
class Staging {
 public:
  explicit Staging(const fs::path& place) : m_parent(place.parent_path()) {
    const std::string prefix = fmt::format(".{}.plumb-", place.filename().string());
    const Descriptor parent = open_folder(m_parent);
    // Held while folders come and go, so that none is taken for left over before it is locked.
    if (!parent || ::flock(parent.get(), LOCK_EX) != 0) fail("open", m_parent);
    remove_leftovers(prefix);
    std::string name = (m_parent / (prefix + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) fail("mkdir", name);
    m_path = name;
    m_lock = open_folder(m_path);
    if (!m_lock || ::flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0) fail("open", m_path);
  }
  ~Staging() {
    std::error_code ignored;
    if (!m_path.empty()) fs::remove_all(m_path, ignored);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  [[nodiscard]] const fs::path& path() const { return m_path; }

  // From here on the place has it.
  void publish(const Place& place) {
    const char* const from = m_path.c_str();
    if (!place.exists) {
      // Not rename(): somebody else may have made the place meanwhile.
      const bool done = ::renameat2(AT_FDCWD, from, AT_FDCWD, place.path.c_str(), RENAME_NOREPLACE) == 0;
      // A file system that knows no such flag: rename() replaces an empty folder at most.
      if (!done && (errno != EINVAL || ::rename(from, place.path.c_str()) != 0)) fail("rename", place.path);
      m_path.clear();
    } else if (::renameat2(AT_FDCWD, from, AT_FDCWD, place.path.c_str(), RENAME_EXCHANGE) != 0) {
      fail("rename", place.path);
    }
    sync_folder(m_parent);  // what the name now stands for, if it was exchanged, is the old folder
  }

 private:
  void remove_leftovers(const std::string& prefix) const {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_parent, ignored)) {
      if (!entry.path().filename().string().starts_with(prefix)) continue;
      const Descriptor folder = open_folder(entry.path());
      if (!folder || ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) continue;
      fs::remove_all(entry.path(), ignored);
    }
  }

  fs::path m_parent;
  fs::path m_path;
  Descriptor m_lock;
};

void make_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw Error(fmt::format("mkdir {}: {}", path.string(), error.message()));
}

void write_new(const fs::path& path, std::string_view text) {
  make_folders(path.parent_path());
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file) fail("open", path);
  while (!text.empty()) {
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// Of everything that was written: one flush of the file system instead of one for each file.
void sync_all(const fs::path& folder) {
  const Descriptor opened = open_folder(folder);
  if (!opened || ::syncfs(opened.get()) != 0) fail("sync", folder);
}

bool is_removed(const FolderChange& change, const std::string& path) {
  const auto covers = [&](const std::string& removed) {
    return removed == path || (removed.ends_with('/') && (path + "/").starts_with(removed));
  };
  return std::ranges::any_of(change.removed, covers) ||
         std::ranges::find(change.files, path, &scaffold::File::path) != change.files.end();
}

// What stays of the old folder is linked, not copied: it stays the same file.
void keep_rest(const FolderChange& change, const fs::path& old, const fs::path& fresh) {
  for (auto entry = fs::recursive_directory_iterator(old); entry != fs::recursive_directory_iterator(); ++entry) {
    const fs::path relative = entry->path().lexically_relative(old);
    if (is_removed(change, relative.string())) {
      if (entry->is_directory() && !entry->is_symlink()) entry.disable_recursion_pending();
      continue;
    }
    const fs::path target = fresh / relative;
    if (entry->is_directory() && !entry->is_symlink()) {
      make_folders(target);
      fs::permissions(target, entry->status().permissions());
    } else if (::linkat(AT_FDCWD, entry->path().c_str(), AT_FDCWD, target.c_str(), 0) != 0) {
      fail("link", entry->path());
    }
  }
  fs::permissions(fresh, fs::status(old).permissions());
}

mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0777 & ~mask;
}

}  // namespace

void put_folder(const FolderChange& change) {
  const Place place = find_place(change.folder);
  Staging staging(place.path);
  if (::chmod(staging.path().c_str(), usual_mode()) != 0) fail("chmod", staging.path());
  const fs::path root = staging.path() / place.inside;
  make_folders(root);
  try {
    if (place.exists) keep_rest(change, place.path, root);
    for (const scaffold::File& file : change.files) write_new(root / file.path, file.text);
  } catch (const fs::filesystem_error& error) {
    throw Error(error.what());
  }
  sync_all(staging.path());
  staging.publish(place);
}

}  // namespace plumb::workflow
