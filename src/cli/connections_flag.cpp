// SPDX-License-Identifier: Apache-2.0
#include "connections_flag.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::cli {

void ConnectionsFlag::add(CLI::App& app) {
  app.add_option("--connections", m_text, "1: read a large catalog with one session, not two")->default_str(m_text);
}

int ConnectionsFlag::value() const {
  if (m_text == "1") return 1;
  if (m_text == "2") return 2;
  throw Error(fmt::format("invalid argument {} for \"--connections\" flag: one of 1, 2", go_quote(m_text)),
              ErrorCode::usage);
}

}  // namespace plumb::cli
