// SPDX-License-Identifier: Apache-2.0
#include "connections_flag.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "refuse_value.hpp"

namespace plumb::cli {

void ConnectionsFlag::add(CLI::App& app) {
  app.add_option("--connections", m_text, "1: read a large catalog with one session, not two")->default_str(m_text);
}

int ConnectionsFlag::value() const {
  if (m_text == "1") return 1;
  if (m_text == "2") return 2;
  refuse_value("connections", m_text, "1, 2");
}

}  // namespace plumb::cli
