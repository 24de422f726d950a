// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/base/secret.hpp>

namespace plumb::workflow {

// What a private server has to be like that stands for the dev database of an environment.
struct PrivateServer {
  int major = 18;
  std::string search_path;  // of its URL; "": the server's default
};

// Of docker://postgres/18/dev?search_path=public both; of postgres://… the search_path alone, for nobody asks a server
// that is not to be used. Throws Error for what is no URL of a dev database.
[[nodiscard]] PrivateServer private_server(const Secret& dev);

}  // namespace plumb::workflow
