// SPDX-License-Identifier: Apache-2.0
// Asking a person for what the command line does not say.
#pragma once

#include <string>

#include "frame.hpp"

namespace plumb::cli {

class Dialogue {
 public:
  explicit Dialogue(const Frame& frame) : m_frame(frame) {}

  // Whether standard input and standard error are a terminal.
  [[nodiscard]] static bool is_possible();

  // Asks once: "Name of the module [acme-db]: ". An empty answer is the default. `missing` is the error (usage) where
  // nobody can be asked, and for an empty answer where there is no default; it names the flag.
  [[nodiscard]] std::string ask(const std::string& question, const std::string& standard, const Error& missing) const;

  // "… [Y/n] ". True where nobody can be asked: all was said on the command line.
  [[nodiscard]] bool confirm(const std::string& question) const;

 private:
  [[nodiscard]] std::string answer(const std::string& prompt) const;

  const Frame& m_frame;
};

}  // namespace plumb::cli
