// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace plumb::workflow {

// docker://postgres/18/dev?search_path=public: what Atlas would start as a container.
struct DockerUrl {
  int major = 0;  // 0: any
  std::string tag = "latest";
  std::string database = "postgres";
  std::string search_path;
};

// Throws Error for another image, and for a tag that does not begin with a major version.
[[nodiscard]] DockerUrl parse_docker_url(const std::string& text);

}  // namespace plumb::workflow
