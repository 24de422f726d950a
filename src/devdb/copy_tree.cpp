// SPDX-License-Identifier: Apache-2.0
#include "copy_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string_view>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

#include "descriptor.hpp"

namespace plumb::devdb {

namespace {

struct DirCloser {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

class TreeCopy {
 public:
  explicit TreeCopy(const std::optional<User>& owner) : m_owner(owner) {}

  // False: errno says why.
  [[nodiscard]] bool folder(int from, int to) {
    const std::unique_ptr<DIR, DirCloser> dir(::fdopendir(::fcntl(from, F_DUPFD_CLOEXEC, 0)));
    if (!dir) return false;
    while (const dirent* entry = ::readdir(dir.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      const bool copied = entry->d_type == DT_DIR ? subfolder(from, to, entry->d_name) : file(from, to, entry->d_name);
      if (!copied) return false;
    }
    return give_away(to);
  }

 private:
  bool subfolder(int from, int to, const char* name) {
    const Descriptor source(::openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!source || ::mkdirat(to, name, 0700) != 0) return false;
    const Descriptor target(::openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    return target && folder(source.get(), target.get());
  }

  bool file(int from, int to, const char* name) {
    const Descriptor source(::openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    const Descriptor target(::openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    struct stat status {};
    if (!source || !target || ::fstat(source.get(), &status) != 0) return false;
    return (status.st_size == 0 || content(source.get(), target.get())) && give_away(target.get());
  }

  bool content(int source, int target) {
    if (m_reflink && ::ioctl(target, FICLONE, source) == 0) return true;
    m_reflink = false;  // one file system: what it cannot do once it cannot do at all
    while (m_in_kernel) {
      const ssize_t copied = ::copy_file_range(source, nullptr, target, nullptr, std::size_t{1} << 30, 0);
      if (copied == 0) return true;
      // Not across all file systems, and not on all kernels; nothing has been copied then.
      if (copied < 0 && errno == ENOSPC) return false;
      if (copied < 0) m_in_kernel = false;
    }
    return by_hand(source, target);
  }

  bool by_hand(int source, int target) {
    for (;;) {
      const ssize_t got = ::read(source, m_buffer.data(), m_buffer.size());
      if (got == 0) return true;
      if (got < 0) return false;
      for (ssize_t done = 0; done < got;) {
        const ssize_t put = ::write(target, m_buffer.data() + done, static_cast<std::size_t>(got - done));
        if (put < 0) return false;
        done += put;
      }
    }
  }

  bool give_away(int fd) const { return !m_owner || ::fchown(fd, m_owner->uid, m_owner->gid) == 0; }

  const std::optional<User>& m_owner;
  bool m_reflink = true;
  bool m_in_kernel = true;
  std::array<char, 65536> m_buffer{};
};

}  // namespace

void copy_tree(const std::string& from, const std::string& to, const std::optional<User>& owner) {
  const auto fail = [&] { throw Error(fmt::format("copy {} to {}: {}", from, to, errno_text(errno))); };
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!source || ::mkdir(to.c_str(), 0700) != 0) fail();
  const Descriptor target(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto copy = std::make_unique<TreeCopy>(owner);
  if (!target || !copy->folder(source.get(), target.get())) fail();
}

}  // namespace plumb::devdb
