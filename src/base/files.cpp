// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/files.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>

namespace plumb {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  const int error = errno;
  throw Error(fmt::format("{} {}: {}", what, path, errno_text(error)));
}

// Where the bytes go first.
struct Place {
  std::string file;
  mode_t mode = 0644;
  bool in_one_step = true;  // false: a device or a pipe, which no file must take the place of
};

Place place_of(const std::string& path) {
  Place out{.file = fmt::format("{}.{}.tmp", path, ::getpid())};
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return out;
  out.mode = info.st_mode & 07777;
  out.in_one_step = S_ISREG(info.st_mode) || S_ISDIR(info.st_mode);
  if (!out.in_one_step) out.file = path;
  return out;
}

[[noreturn]] void give_up(const Place& place, std::string_view what, const std::string& path) {
  const int error = errno;
  if (place.in_one_step) ::unlink(place.file.c_str());
  errno = error;
  fail(what, path);
}

}  // namespace

std::string errno_text(int error) {
  std::string text = std::strerror(error);
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

std::string read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail("open", path);
  struct stat info {};
  std::string content;
  // The size is only a first guess: a pipe has none, and a file may grow.
  if (::fstat(file.get(), &info) == 0 && info.st_size > 0) content.resize(static_cast<std::size_t>(info.st_size) + 1);
  if (content.empty()) content.resize(4096);
  std::size_t used = 0;
  for (;;) {
    const ssize_t got = ::read(file.get(), content.data() + used, content.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used == content.size()) content.resize(content.size() * 2);
  }
  content.resize(used);
  return content;
}

void write_file(const std::string& path, std::string_view content) {
  const Place place = place_of(path);
  {
    const int flags = place.in_one_step ? O_CREAT | O_TRUNC : O_APPEND;
    const Descriptor file(::open(place.file.c_str(), O_WRONLY | O_CLOEXEC | flags, place.mode));
    if (!file) fail("open", path);
    while (!content.empty()) {
      const ssize_t written = ::write(file.get(), content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) give_up(place, "write", path);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.get()) != 0 && errno != EINVAL && errno != EROFS) give_up(place, "write", path);
  }
  if (place.in_one_step && ::rename(place.file.c_str(), path.c_str()) != 0) give_up(place, "rename", path);
}

void require_writable(const std::string& path) {
  const Place place = place_of(path);
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    errno = EISDIR;
    fail("open", path);
  }
  if (!place.in_one_step) {
    if (::access(path.c_str(), W_OK) != 0) fail("open", path);
    return;
  }
  const Descriptor file(::open(place.file.c_str(), O_WRONLY | O_CLOEXEC | O_CREAT | O_TRUNC, place.mode));
  if (!file) fail("open", path);
  ::unlink(place.file.c_str());
}

std::string clean_path(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (!parts.empty() && parts.back() != "..") {
        parts.pop_back();
        continue;
      }
      if (rooted) continue;
    }
    parts.push_back(part);
  }
  std::string out = rooted ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

}  // namespace plumb
