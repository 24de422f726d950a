// SPDX-License-Identifier: Apache-2.0
#include "private_server.hpp"

#include <plumb/pg/connect.hpp>

#include "docker_url.hpp"

namespace plumb::workflow {

PrivateServer private_server(const Secret& dev) {
  PrivateServer out;
  if (dev.empty()) return out;
  if (!dev.reveal().starts_with("docker:")) {
    out.search_path = pg::Target::parse(dev).search_path;
    return out;
  }
  const DockerUrl docker = parse_docker_url(dev.reveal());
  if (docker.major != 0) out.major = docker.major;
  out.search_path = docker.search_path;
  return out;
}

}  // namespace plumb::workflow
