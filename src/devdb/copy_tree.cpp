// SPDX-License-Identifier: Apache-2.0
#include "copy_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::devdb {

namespace {

struct DirCloser {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

bool give_away(int fd, const std::optional<User>& owner) {
  return !owner || ::fchown(fd, owner->uid, owner->gid) == 0;
}

struct Folder {
  Descriptor from;
  Descriptor to;
};

// Some files of one folder.
struct Portion {
  std::shared_ptr<const Folder> folder;  // of several portions: open until the last of them is done
  std::vector<std::string> names;
};

// Makes the folders, and says which files are to be copied into them.
class Plan {
 public:
  explicit Plan(const std::optional<User>& owner) : m_owner(owner) {}

  // False: errno says why.
  [[nodiscard]] bool add(std::shared_ptr<const Folder> folder) {
    const std::unique_ptr<DIR, DirCloser> dir(::fdopendir(::fcntl(folder->from.get(), F_DUPFD_CLOEXEC, 0)));
    if (!dir) return false;
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(dir.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (entry->d_type == DT_DIR) {
        if (!add_subfolder(*folder, entry->d_name)) return false;
        continue;
      }
      names.emplace_back(name);
      if (names.size() == k_portion) portions.push_back({folder, std::exchange(names, {})});
    }
    if (!names.empty()) portions.push_back({folder, std::move(names)});
    return give_away(folder->to.get(), m_owner);
  }

  std::vector<Portion> portions;

 private:
  static constexpr std::size_t k_portion = 64;

  bool add_subfolder(const Folder& above, const char* name) {
    Descriptor from(::openat(above.from.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!from || ::mkdirat(above.to.get(), name, 0700) != 0) return false;
    Descriptor to(::openat(above.to.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    return to && add(std::make_shared<const Folder>(Folder{std::move(from), std::move(to)}));
  }

  const std::optional<User>& m_owner;
};

// One of the threads that copy.
class Copier {
 public:
  explicit Copier(const std::optional<User>& owner) : m_owner(owner) {}

  // False: errno says why.
  [[nodiscard]] bool copy(const Portion& portion) {
    return std::all_of(portion.names.begin(), portion.names.end(), [&](const std::string& name) {
      return file(portion.folder->from.get(), portion.folder->to.get(), name.c_str());
    });
  }

 private:
  bool file(int from, int to, const char* name) {
    const Descriptor source(::openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    const Descriptor target(::openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    struct stat status {};
    if (!source || !target || ::fstat(source.get(), &status) != 0) return false;
    return (status.st_size == 0 || content(source.get(), target.get(), status.st_size)) &&
           give_away(target.get(), m_owner);
  }

  bool content(int source, int target, off_t size) {
    if (m_reflink && ::ioctl(target, FICLONE, source) == 0) return true;
    m_reflink = false;  // one file system: what it cannot do once it cannot do at all
    while (m_in_kernel && size > 0) {
      const ssize_t copied = ::copy_file_range(source, nullptr, target, nullptr, static_cast<std::size_t>(size), 0);
      if (copied == 0) return true;
      // Not across all file systems, and not on all kernels; nothing has been copied then.
      if (copied < 0 && errno == ENOSPC) return false;
      if (copied < 0) m_in_kernel = false;
      if (copied > 0) size -= copied;
    }
    return by_hand(source, target, size);
  }

  bool by_hand(int source, int target, off_t size) {
    while (size > 0) {
      const ssize_t got = ::read(source, m_buffer.data(), m_buffer.size());
      if (got <= 0) return got == 0;
      for (ssize_t done = 0; done < got;) {
        const ssize_t put = ::write(target, m_buffer.data() + done, static_cast<std::size_t>(got - done));
        if (put < 0) return false;
        done += put;
      }
      size -= got;
    }
    return true;
  }

  const std::optional<User>& m_owner;
  bool m_reflink = true;
  bool m_in_kernel = true;
  std::array<char, 65536> m_buffer{};
};

// Copies by several threads, for most of the time goes into the kernel's work for each file. Returns errno's value of
// the first failure, 0 for none.
int copy_all(const std::vector<Portion>& portions, const std::optional<User>& owner) {
  std::atomic<std::size_t> next = 0;
  std::atomic<int> failure = 0;
  const auto work = [&] {
    const auto copier = std::make_unique<Copier>(owner);
    for (std::size_t at = next++; at < portions.size() && failure == 0; at = next++) {
      if (!copier->copy(portions[at])) failure = errno;
    }
  };
  constexpr unsigned k_most = 4;
  std::vector<std::thread> others;
  try {
    for (unsigned i = 1; i < std::min(k_most, std::thread::hardware_concurrency()); ++i) others.emplace_back(work);
  } catch (const std::system_error&) {
    // No more threads are to be had: those that there are do it.
  }
  work();
  for (std::thread& other : others) other.join();
  return failure;
}

}  // namespace

void copy_tree(const std::string& from, const std::string& to, const std::optional<User>& owner) {
  const auto fail = [&](int error) { throw Error(fmt::format("copy {} to {}: {}", from, to, errno_text(error))); };
  Descriptor source(::open(from.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!source || ::mkdir(to.c_str(), 0700) != 0) fail(errno);
  Descriptor target(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  Plan plan(owner);
  if (!target || !plan.add(std::make_shared<const Folder>(Folder{std::move(source), std::move(target)}))) fail(errno);
  if (const int error = copy_all(plan.portions, owner); error != 0) fail(error);
}

bool can_share_blocks(const std::string& folder) {
  const Descriptor source(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  const Descriptor target(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  return source && target && ::ftruncate(source.get(), 4096) == 0 && ::ioctl(target.get(), FICLONE, source.get()) == 0;
}

}  // namespace plumb::devdb
