// SPDX-License-Identifier: Apache-2.0
// PostgreSQL in a container, for a major version that is not installed on this machine.
#pragma once

#include <memory>
#include <string>

#include <plumb/base/secret.hpp>
#include <plumb/base/stop.hpp>

namespace plumb::devdb {

// Whether there is a `docker` in PATH. Whether it works is told by the start of a container.
[[nodiscard]] bool has_docker();

// A container of the image postgres:<tag>, run by `docker run`, reachable on a free port of 127.0.0.1 with a password
// that is in no argument. It is stopped and removed with this object, and with this process however that ends.
class Container {
 public:
  // Throws with the end of docker's output where the container does not come up within two minutes (the image may have
  // to be fetched first), or where the Stop is requested.
  [[nodiscard]] static Container start(const std::string& tag, const Stop& stop = Stop::never());
  ~Container();
  Container(Container&&) noexcept;
  Container& operator=(Container&&) noexcept;

  [[nodiscard]] Secret url(const std::string& database) const;

 private:
  struct State;
  explicit Container(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace plumb::devdb
