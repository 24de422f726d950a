// SPDX-License-Identifier: Apache-2.0
#include "printable.hpp"

#include <fmt/format.h>

namespace plumb::report {
namespace {

using finding::Finding;

// Bytes of the character that begins the text; 0 if none does.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  // Too long a form, a surrogate, or beyond U+10FFFF.
  if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F)) return 0;
  if ((first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F)) return 0;
  return length;
}

// Also U+0080 to U+009F, which terminals take as controls too, and U+FFFE and U+FFFF, which XML has no place for.
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  if (character.size() == 2) return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

void add_escaped(std::string& out, std::string_view bytes) {
  for (const char c : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
}

Finding printable_finding(const Finding& finding) {
  Finding out = finding;
  for (std::string* each :
       {&out.object.kind, &out.object.schema, &out.object.parent, &out.object.name, &out.object.signature}) {
    *each = printable_line(*each);
  }
  for (std::string* each : {&out.message, &out.expected, &out.actual, &out.why, &out.fix, &out.excerpt})
    *each = printable(*each);
  for (finding::AttributeDifference& each : out.attributes) {
    if (each.expected) each.expected = printable(*each.expected);
    if (each.actual) each.actual = printable(*each.actual);
  }
  if (out.declared) out.declared->file = printable_line(out.declared->file);
  if (out.waiver) {
    out.waiver->reason = printable_line(out.waiver->reason);
    out.waiver->owner = printable_line(out.waiver->owner);
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    if (character == "\n" || character == "\t" || (length > 0 && !is_control(character))) {
      out += character;
    } else {
      add_escaped(out, character);
    }
    text.remove_prefix(character.size());
  }
  return out;
}

std::string printable_line(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c == '\t' ? ' ' : c;
    }
  }
  return out;
}

finding::DriftReport printable(const finding::DriftReport& report) {
  finding::DriftReport out = report;
  for (Finding& finding : out.findings) finding = printable_finding(finding);
  finding::DriftTarget& target = out.target;
  for (std::string* each : {&target.name, &target.database, &target.server, &target.role, &target.url,
                            &out.against.kind, &out.against.name, &out.against.version}) {
    *each = printable_line(*each);
  }
  for (std::string& each : out.coverage.not_seen) each = printable_line(each);
  for (std::string& each : out.coverage.schemas) each = printable_line(each);
  for (auto& ignored : out.coverage.ignored) {
    ignored.object = printable_line(ignored.object);
    ignored.reason = printable_line(ignored.reason);
  }
  for (std::string& each : out.migrations.pending) each = printable_line(each);
  for (finding::Step& step : out.steps) {
    step.what = printable_line(step.what);
    step.facts = printable_line(step.facts);
    step.reason = printable_line(step.reason);
  }
  return out;
}

}  // namespace plumb::report
