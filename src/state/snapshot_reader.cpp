// SPDX-License-Identifier: Apache-2.0
// The text stays one piece, and cells are views into it; strings with escapes are decoded where they stand. So reading
// is one pass, and costs little memory beside the text. The digest is checked first, for decoding overwrites the text,
// but told last: a line that is wrong says more.
#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/sha256.hpp>
#include <plumb/state/snapshot_file.hpp>

#include "json_text.hpp"
#include "snapshot_header.hpp"

namespace plumb::state {
namespace {

// Shared: the tables of all kinds view one text.
using Text = std::shared_ptr<std::string>;

class SnapshotTable final : public TextTable {
 public:
  SnapshotTable(Text text, std::vector<std::string> columns) : m_text(std::move(text)), m_columns(std::move(columns)) {}

  // REQUIRES: as many as there are columns. A view without data is NULL.
  void add(const std::vector<std::string_view>& row) { m_cells.insert(m_cells.end(), row.begin(), row.end()); }

  [[nodiscard]] std::size_t rows() const override { return m_cells.size() / m_columns.size(); }
  [[nodiscard]] std::size_t columns() const override { return m_columns.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t column) const override { return m_columns[column]; }
  [[nodiscard]] bool is_null(std::size_t row, std::size_t column) const override {
    return cell(row, column).data() == nullptr;
  }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const override {
    return m_cells[row * m_columns.size() + column];
  }

 private:
  Text m_text;
  std::vector<std::string> m_columns;
  std::vector<std::string_view> m_cells;
};

class Reader {
 public:
  Reader(const std::string& name, std::string text, const SnapshotReadOptions& options)
      : m_name(name), m_options(options), m_text(std::make_shared<std::string>(std::move(text))) {}

  SnapshotFile run() {
    read_header();
    check_digest();
    for (const SnapshotKind& kind : m_header.kinds) read_section(kind);
    read_end();
    SnapshotFile out{.snapshot = std::move(m_snapshot), .schemas = std::move(m_header.schemas)};
    out.snapshot.facts = std::move(m_header.facts);
    return out;
  }

 private:
  // --- lines

  [[noreturn]] void fail(std::string_view what, std::string_view hint = "") const {
    throw Error(fmt::format("{}: line {}: {}", m_name, m_line, what)).with_hint(std::string(hint));
  }

  [[noreturn]] void fail_cut_short() const {
    fail("the snapshot was cut short: its end is missing", "write it anew with plumb snapshot");
  }

  // The next line without its line feed; it stays the next one until step().
  std::pair<char*, char*> line() const {
    char* begin = m_text->data() + m_at;
    const std::size_t end = m_text->find('\n', m_at);
    if (end == std::string::npos) fail_cut_short();
    return {begin, m_text->data() + end};
  }

  void step(const char* end) {
    m_at = static_cast<std::size_t>(end - m_text->data()) + 1;
    ++m_line;
  }

  // --- parts

  void read_header() {
    if (!looks_like_snapshot(*m_text)) fail("this is no snapshot of plumb");
    const auto [begin, end] = line();
    try {
      m_header = parse_header({begin, static_cast<std::size_t>(end - begin)});
    } catch (const Error& error) {
      fail(error.message());
    }
    if (m_header.format != k_snapshot_format) {
      fail(fmt::format("the snapshot has format {}, and this plumb knows {} only", m_header.format, k_snapshot_format));
    }
    m_snapshot.not_seen = m_header.not_seen;
    step(end);
  }

  // Of everything before the last line.
  void check_digest() {
    const std::string_view text = *m_text;
    if (!text.ends_with('\n')) return;
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    Sha256 hash;
    hash.update(text.substr(0, last));
    m_digest = hash.hex();
  }

  // Null: this plumb knows the kind otherwise, or not at all.
  const catalog::Kind* known(const SnapshotKind& described) const {
    const std::vector<const catalog::Kind*> kinds = m_options.kinds.for_server(m_header.facts.server_version);
    const auto found =
        std::ranges::find_if(kinds, [&](const catalog::Kind* kind) { return kind->name == described.name; });
    if (found == kinds.end() || (*found)->identity != described.identity) return nullptr;
    for (const auto& [name, facts] : (*found)->attributes) {
      if (std::ranges::find(described.attributes, name) == described.attributes.end()) return nullptr;
    }
    return *found;
  }

  void read_section(const SnapshotKind& described) {
    std::vector<std::string> columns = described.identity;
    columns.insert(columns.end(), described.attributes.begin(), described.attributes.end());
    auto table = std::make_unique<SnapshotTable>(m_text, columns);
    std::string start = "{";
    append_json_string(start, described.name);
    start += ":[";
    std::vector<std::string_view> row(columns.size());
    for (;;) {
      const auto [begin, end] = line();
      JsonCursor cursor(begin, end);
      if (!cursor.take(start)) break;
      read_object(cursor, described, row);
      table->add(row);
      ++m_objects;
      step(end);
    }
    if (const catalog::Kind* kind = known(described)) {
      m_snapshot.catalog.add(*kind, std::move(table), m_options.scope);
    } else {
      m_snapshot.not_seen.push_back(
          {.what = described.name,
           .reason = "the snapshot was written by a plumb that describes it otherwise: write it anew"});
    }
  }

  void read_object(JsonCursor& cursor, const SnapshotKind& described, std::vector<std::string_view>& row) const {
    std::ranges::fill(row, std::string_view());
    for (std::size_t part = 0; part < described.identity.size(); ++part) {
      row[part] = require(cursor.string());
      require(cursor.take(part + 1 < described.identity.size() ? "," : "],\"attributes\":{"));
    }
    // In the order of the header, so that each name is looked for from where the last one was.
    std::size_t next = 0;
    for (bool first = true; !cursor.next_is('}'); first = false) {
      if (!first) require(cursor.take(","));
      const std::string_view name = require(cursor.string());
      require(cursor.take(":"));
      while (next < described.attributes.size() && described.attributes[next] != name) ++next;
      if (next == described.attributes.size()) fail("an attribute that the header does not have, or has before");
      row[described.identity.size() + next++] = require(cursor.next_is('[') ? cursor.raw_array() : cursor.string());
    }
    require(cursor.take("}}") && cursor.at_end());
  }

  void read_end() {
    const auto [begin, end] = line();
    const std::string_view seen(begin, static_cast<std::size_t>(end - begin));
    require(seen.starts_with("{\"objects\":"));
    const bool last = static_cast<std::size_t>(end - m_text->data()) + 1 == m_text->size();
    if (!last || seen != end_line(m_objects, m_digest)) {
      fail("the snapshot was changed after it was written: its digest says so", "write it anew with plumb snapshot");
    }
  }

  void require(bool held) const {
    if (!held) fail("this is not as plumb writes it");
  }

  template <typename Value>
  Value require(std::optional<Value> value) const {
    require(value.has_value());
    return *value;
  }

  const std::string& m_name;
  const SnapshotReadOptions& m_options;
  Text m_text;
  std::size_t m_at = 0;
  std::size_t m_line = 1;
  SnapshotHeader m_header;
  std::string m_digest;
  std::size_t m_objects = 0;
  inspect::Snapshot m_snapshot;
};

}  // namespace

bool looks_like_snapshot(std::string_view text) {
  return text.starts_with(k_snapshot_start);
}

SnapshotFile read_snapshot(const std::string& name, std::string text, const SnapshotReadOptions& options) {
  return Reader(name, std::move(text), options).run();
}

}  // namespace plumb::state
