// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/source.hpp>

#include <fmt/format.h>

namespace plumb::hcl {
namespace {

std::string line_at(const std::string& text, std::size_t byte) {
  if (byte > text.size()) return {};
  const std::size_t before = byte == 0 ? std::string::npos : text.rfind('\n', byte - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  std::size_t end = text.find('\n', byte);
  if (end == std::string::npos) end = text.size();
  if (end > begin && text[end - 1] == '\r') --end;
  return text.substr(begin, end - begin);
}

}  // namespace

Range between(const Range& first, const Range& last) {
  return {first.start, last.end};
}

std::string describe(const Range& range, std::string_view file) {
  const auto& [start, end] = range;
  if (start.line == end.line) return fmt::format("{}:{},{}-{}", file, start.line, start.column, end.column);
  return fmt::format("{}:{},{}-{},{}", file, start.line, start.column, end.line, end.column);
}

std::string message(const Diagnostics& diagnostics, std::string_view file) {
  const Diagnostic& first = diagnostics.front();
  std::string out = fmt::format("{}: {}; {}", describe(first.subject, file), first.summary, first.detail);
  if (diagnostics.size() > 1) out += fmt::format(", and {} other diagnostic(s)", diagnostics.size() - 1);
  return out;
}

Error to_error(const Diagnostics& diagnostics, const Source& source) {
  const Position& at = diagnostics.front().subject.start;
  return Error(message(diagnostics, source.name))
      .with_span(
          {.file = source.name, .line = at.line, .column = at.column, .line_text = line_at(source.text, at.byte)});
}

}  // namespace plumb::hcl
