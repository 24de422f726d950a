// SPDX-License-Identifier: Apache-2.0
// Straight from the catalog's cells into one text: nothing is built in between, for a catalog may have a million of
// them.
#include <array>

#include <plumb/base/sha256.hpp>
#include <plumb/state/snapshot_file.hpp>

#include "json_text.hpp"
#include "snapshot_header.hpp"

namespace plumb::state {
namespace {

class Writer {
 public:
  explicit Writer(std::string header) : m_out(std::move(header)) {}

  void add(const catalog::Section& section) {
    const std::string start = "{" + quoted(section.kind().name) + ":[";
    std::vector<std::string> names;
    for (const std::string_view name : section.attributes()) names.push_back(quoted(name) + ":");
    for (std::size_t i = 0; i < section.size(); ++i) add_object(section[i], start, names);
    m_objects += section.size();
  }

  std::string finish() {
    Sha256 hash;
    hash.update(m_out);
    m_out += end_line(m_objects, hash.hex()) + "\n";
    return std::move(m_out);
  }

 private:
  static std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
  }

  void add_object(const catalog::Object& object, const std::string& start, const std::vector<std::string>& names) {
    m_out += start;
    for (std::size_t part = 0; part < object.identity_size(); ++part) {
      if (part > 0) m_out += ',';
      append_json_string(m_out, object.identity(part));
    }
    m_out += "],\"attributes\":{";
    bool first = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto value = object.attribute(i);
      if (!value) continue;
      if (!first) m_out += ',';
      first = false;
      m_out += names[i];
      add_value(*value);
    }
    m_out += "}}\n";
  }

  // A set or list stays the array that it is, so that a difference in it reads well.
  void add_value(std::string_view value) {
    if (is_json_text_array(value)) {
      m_out += value;
    } else {
      append_json_string(m_out, value);
    }
  }

  std::string m_out;
  std::size_t m_objects = 0;
};

}  // namespace

std::string write_snapshot(const inspect::Snapshot& snapshot, const std::vector<std::string>& schemas) {
  Writer writer(print_header(header_of(snapshot, schemas)));
  for (const auto& section : snapshot.catalog.sections()) writer.add(*section);
  return writer.finish();
}

}  // namespace plumb::state
