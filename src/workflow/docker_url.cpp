// SPDX-License-Identifier: Apache-2.0
#include "docker_url.hpp"

#include <charconv>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

namespace plumb::workflow {

DockerUrl parse_docker_url(const std::string& text) {
  const Url url = Url::parse(text);
  if (url.host != "postgres") {
    throw Error(fmt::format("unsupported docker image {}", go_quote(url.host)))
        .with_hint(
            "plumb runs docker://postgres/<major>/<database> on a server of this machine; for another image start it "
            "and give its postgres:// URL");
  }
  DockerUrl out;
  std::string_view path = url.path;
  if (path.starts_with('/')) path.remove_prefix(1);
  const std::size_t slash = path.find('/');
  const std::string_view tag = path.substr(0, slash);
  if (!tag.empty()) {
    out.tag = tag;
    const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), out.major);
    if (error != std::errc() || (end != tag.data() + tag.size() && *end != '.' && *end != '-')) {
      throw Error(fmt::format("unsupported docker image {}", go_quote("postgres:" + std::string(tag))))
          .with_hint("the tag must begin with a major version: docker://postgres/18/dev");
    }
  }
  if (slash != std::string_view::npos && slash + 1 < path.size()) out.database = path.substr(slash + 1);
  out.search_path = url.query_value("search_path");
  return out;
}

}  // namespace plumb::workflow
