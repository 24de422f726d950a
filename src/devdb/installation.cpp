// SPDX-License-Identifier: Apache-2.0
#include "installation.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/sha256.hpp>

#include "places.hpp"

namespace plumb::devdb {

namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// "postgres (PostgreSQL) 18.4 (Debian …)" → "18.4"; "" if it cannot be run.
std::string ask_version(const std::string& bin) {
  // Single quotes are the only character that single quotes do not protect.
  std::string quoted;
  for (const char c : bin) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  const std::string command = fmt::format("'{}/postgres' --version 2>/dev/null", quoted);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "re"), &::pclose);
  std::array<char, 256> line{};
  if (!pipe || std::fgets(line.data(), line.size(), pipe.get()) == nullptr) return "";
  const std::string_view text(line.data());
  constexpr std::string_view k_start = "postgres (PostgreSQL) ";
  if (!text.starts_with(k_start)) return "";
  return std::string(text.substr(k_start.size(), text.find_first_of(" \n", k_start.size()) - k_start.size()));
}

// Asking takes as long as starting a server takes otherwise: the answer is remembered for as long as the program is the
// same.
std::string version_of(const std::string& bin) {
  const std::string cache = cache_folder();
  const std::string remembered = cache + "/postgres/" + identity(bin) + ".version";
  if (!cache.empty() && fs::exists(remembered)) return read_file(remembered);
  std::string version = ask_version(bin);
  if (version.empty() || cache.empty()) return version;
  try {
    fs::create_directories(fs::path(remembered).parent_path());
    write_file(remembered, version);
  } catch (const std::exception&) {
    // A cache that cannot be written only costs time.
  }
  return version;
}

bool has_server(const fs::path& bin) {
  return ::access((bin / "postgres").c_str(), X_OK) == 0 && ::access((bin / "initdb").c_str(), X_OK) == 0;
}

class Search {
 public:
  explicit Search(int major) : m_major(major) {}

  // A folder that holds one installation, either in "bin" or directly.
  void look_in(const fs::path& folder, const std::string& origin) {
    for (const fs::path& bin : {folder / "bin", folder}) {
      if (!has_server(bin)) continue;
      const std::string version = version_of(bin.string());
      const int major = std::atoi(version.c_str());
      if (major == 0 || (m_major != 0 && major != m_major)) return;
      found.push_back({.major = major, .bin = bin.string(), .version = version, .origin = origin});
      return;
    }
  }

  // A folder of installations that are named after their major version.
  void look_below(const fs::path& folder) {
    std::vector<int> majors;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      const int major = std::atoi(entry.path().filename().c_str());
      if (major > 0 && (m_major == 0 || major == m_major)) majors.push_back(major);
    }
    std::sort(majors.rbegin(), majors.rend());
    for (const int major : majors) look_in(folder / std::to_string(major), (folder / std::to_string(major)).string());
  }

  std::vector<Installation> found;

 private:
  int m_major;
};

std::string list(const std::vector<Installation>& installations) {
  std::string out;
  for (const Installation& one : installations) {
    out += fmt::format("{}{} in {}", out.empty() ? "" : ", ", one.version, one.origin);
  }
  return out.empty() ? "none" : out;
}

}  // namespace

std::string identity(const std::string& bin) {
  struct stat status {};
  const std::string path = fs::weakly_canonical(bin).string();
  if (::stat((path + "/postgres").c_str(), &status) != 0) return "none";
  Sha256 digest;
  digest.update(fmt::format("{}\n{}\n{}.{}", path, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec));
  return digest.hex().substr(0, 16);
}

std::vector<Installation> find_installations(int major) {
  Search search(major);
  if (const std::string home = environment("PLUMB_POSTGRES_HOME"); !home.empty())
    search.look_in(home, "PLUMB_POSTGRES_HOME");
  if (const std::string root = environment("PLUMB_POSTGRES_ROOT"); !root.empty()) {
    search.look_below(root);
  } else {
    std::string data = environment("XDG_DATA_HOME");
    if (data.empty() && !environment("HOME").empty()) data = environment("HOME") + "/.local/share";
    if (!data.empty()) search.look_below(data + "/plumb/postgres");
    search.look_below("/opt/plumb/postgres");
  }
  search.look_below("/usr/lib/postgresql");
  if (major == 0) {
    // The newest first; of one version, the place that is looked at first.
    std::stable_sort(search.found.begin(), search.found.end(),
                     [](const auto& a, const auto& b) { return a.major > b.major; });
  }
  return std::move(search.found);
}

Installation choose_installation(int major) {
  std::vector<Installation> found = find_installations(major);
  if (!found.empty()) return found.front();
  const std::string wanted = major == 0 ? "PostgreSQL" : fmt::format("PostgreSQL {}", major);
  throw Error(fmt::format("no {} on this machine to start a private server with (found: {})", wanted,
                          list(major == 0 ? std::vector<Installation>{} : find_installations(0))))
      .with_hint(fmt::format("run `plumb dev install{}`, install Debian's package postgresql{}, or set "
                             "PLUMB_POSTGRES_HOME to a folder with bin/postgres and bin/initdb",
                             major == 0 ? "" : fmt::format(" {}", major), major == 0 ? "" : fmt::format("-{}", major)));
}

}  // namespace plumb::devdb
