// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/directives.hpp>

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::migration {
namespace {

constexpr bool is_printable(char c) {
  return c >= 0x20 && c <= 0x7E;
}

constexpr bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

constexpr bool is_comment_line(std::string_view text) {
  return text.starts_with('#') || text.starts_with("--");
}

}  // namespace

std::optional<FileDirective> parse_directive(std::string_view line) {
  constexpr std::string_view k_mark = "atlas:";
  const auto printable = std::find_if_not(line.begin(), line.end(), is_printable) - line.begin();
  // Everything before the mark must be printable; the last mark that has a word behind it counts.
  for (std::size_t at = line.rfind(k_mark, static_cast<std::size_t>(printable)); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : line.rfind(k_mark, at - 1)) {
    const std::string_view rest = line.substr(at + k_mark.size());
    const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_word) - rest.begin());
    if (length == 0) continue;
    std::string_view argument = rest.substr(length);
    // Only blanks part a word from its argument: behind anything else the rest of the line does not count.
    argument =
        argument.starts_with(' ') ? argument.substr(std::min(argument.find_first_not_of(' '), argument.size())) : "";
    return FileDirective{.name = std::string(rest.substr(0, length)), .argument = std::string(argument)};
  }
  return std::nullopt;
}

std::vector<FileDirective> file_directives(std::string_view content) {
  std::vector<FileDirective> directives;
  std::string_view rest = content;
  while (is_comment_line(rest)) {
    const std::size_t line_feed = rest.find('\n');
    if (line_feed == std::string_view::npos) return {};  // Atlas wants the last line to be ended, too
    if (auto directive = parse_directive(trim_go_space(rest.substr(0, line_feed)))) {
      directives.push_back(std::move(*directive));
    }
    rest.remove_prefix(line_feed + 1);
  }
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  // A CR LF is no empty line here: in a file with such line ends the group never counts.
  if (!rest.empty() && !rest.starts_with('\n')) return {};
  return directives;
}

bool ignored_in_sum(std::string_view content) {
  // Not trimmed, unlike other directives: a blank or a CR behind the word makes it another one.
  const auto directive = parse_directive(content.substr(0, content.find('\n')));
  return directive && directive->name == "sum" && directive->argument == "ignore";
}

}  // namespace plumb::migration
