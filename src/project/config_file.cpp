// SPDX-License-Identifier: Apache-2.0
#include "config_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

namespace plumb::project {

hcl::Source read_config(const std::string& text) {
  const Url url = Url::parse(text);
  if (url.scheme.empty()) throw Error(fmt::format("missing scheme for config file. Did you mean file://{}?", text));
  if (url.scheme != "file") throw Error(fmt::format("unsupported config file driver {}", go_quote(url.scheme)));
  const std::string path = clean_path(url.host.empty() ? url.path : url.host + "/" + url.path);
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    const std::string reason = fmt::format("stat {}: {}", path, errno_text(errno));
    if (errno != ENOENT) throw Error(reason);
    throw Error(fmt::format("config file {} was not found: {}", go_quote(path), reason));
  }
  try {
    return {path, read_file(path)};
  } catch (const Error&) {
    throw Error(
        fmt::format("<nil>: Failed to read file; The configuration file {} could not be read.", go_quote(path)));
  }
}

std::string config_folder(const hcl::Source& source) {
  return clean_path((std::filesystem::current_path() / source.name).parent_path().string());
}

}  // namespace plumb::project
