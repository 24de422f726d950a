// SPDX-License-Identifier: Apache-2.0
// Colours, as Atlas paints them, or none.
#pragma once

#include <string>
#include <string_view>

namespace plumb::report {

enum class Colour { no, yes };

class Style {
 public:
  explicit Style(Colour colour = Colour::no) : m_colour(colour) {}

  [[nodiscard]] bool coloured() const { return m_colour == Colour::yes; }
  [[nodiscard]] std::string cyan(std::string_view text) const { return paint("36", "0", text); }
  [[nodiscard]] std::string yellow(std::string_view text) const { return paint("33", "0", text); }
  [[nodiscard]] std::string green(std::string_view text) const { return paint("92", "0", text); }
  [[nodiscard]] std::string red(std::string_view text) const { return paint("91", "0", text); }
  [[nodiscard]] std::string bold(std::string_view text) const { return paint("1", "0", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return paint("2", "0", text); }

 private:
  [[nodiscard]] std::string paint(std::string_view begin, std::string_view end, std::string_view text) const;

  Colour m_colour;
};

}  // namespace plumb::report
