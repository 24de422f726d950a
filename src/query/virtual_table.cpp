// SPDX-License-Identifier: Apache-2.0
// SQLite plans with best_index(): of the equalities that it offers, we take all of those on columns. If those with
// texts are just the first columns of a sorted relation (schema, then table, then name), or these alone leave a handful
// of rows, it is a search in the relation itself; else a hash index over the columns. Where that would leave a large
// part of many rows all are looked at, for making the index takes as long as doing so a few times. What is left over
// (flags, IS NULL, IS NOT NULL) is looked at here, too, before a row is shown: that is ten times as fast as SQLite's
// own look. The choice travels to filter() as text: "s" or "h" for the method, the columns looked up ("h 0 3"), then
// those that are checked: "=5" must equal, "-6" must be NULL, "+7" must not. SQLite checks all of it again, and all
// other conditions.
#include "virtual_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <new>

#include <fmt/format.h>

#include <plumb/base/error.hpp>

#include "value_text.hpp"

namespace plumb::query {
namespace {

// Rows that are rather looked through than indexed once more.
constexpr double k_handful = 8;
// The part of many rows from which on an index does not help: a kind, a type, a privilege.
constexpr double k_large_part = 1.0 / 16;
constexpr double k_many = 4096;

struct Condition {
  char sign = ' ';  // ' ': looked up; '=': must equal; '-': must be NULL; '+': must not
  std::uint16_t column = 0;
  bool number = false;  // what the column holds
};

// The choice of best_index(), as filter() reads it.
struct Method {
  std::string text;
  bool sorted = true;
  std::vector<Condition> conditions;
  std::vector<std::uint16_t> columns;  // that are looked up
  const Lookup* lookup = nullptr;      // over these
};

struct Cursor;

struct VirtualTable : sqlite3_vtab {
  VirtualTable(const TableBinding& bound, const Relation& shown)
      : sqlite3_vtab{}, table(bound.table), relation(shown), events(bound.events) {}

  Table& table;
  const Relation& relation;
  TableEvents& events;
  const SortedGroups* groups = nullptr;  // once they were asked for
  std::uint32_t near = 0;                // where the last one was found
  // SQLite opens a cursor each time that it runs a subquery, for each row of what is around it. So they are kept, with
  // the method that they have read.
  std::vector<std::unique_ptr<Cursor>> closed;
};

struct Cursor : sqlite3_vtab_cursor {
  explicit Cursor(VirtualTable& table) : sqlite3_vtab_cursor{}, of(table), relation(table.relation) {}

  VirtualTable& of;
  const Relation& relation;
  std::uint32_t row = 0;
  std::uint32_t end = 0;           // of a range
  const Lookup* lookup = nullptr;  // where it is not a range
  Method method;
  std::vector<Cell> key;           // what is looked up,
  std::vector<std::string> texts;  // and its texts, by condition, which SQLite does not keep for us

  struct Check {
    std::uint16_t column = 0;
    char sign = '=';
    Cell value{};  // of '='
  };
  std::vector<Check> checks;
};

std::string declaration(const Relation& relation) {
  std::string out = "CREATE TABLE t(";
  for (const ColumnDescription& column : relation.columns()) {
    if (out.back() != '(') out += ", ";
    out += '"';
    for (const char c : column.name) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  return out + ")";
}

int connect(sqlite3* connection, void* bound, int, const char* const*, sqlite3_vtab** out, char** error) {
  const auto& binding = *static_cast<TableBinding*>(bound);
  try {
    const auto made = binding.table.relation(binding.sources);
    if (const auto* failure = std::get_if<Failure>(&made)) {
      binding.events.failure = *failure;
      *error = sqlite3_mprintf("%s", failure->message.c_str());
      return SQLITE_ERROR;
    }
    const Relation& relation = *std::get<const Relation*>(made);
    const Guard::Pause pause(binding.guard);
    const int result = sqlite3_declare_vtab(connection, declaration(relation).c_str());
    if (result != SQLITE_OK) return result;
    sqlite3_vtab_config(connection, SQLITE_VTAB_INNOCUOUS);
    *out = new VirtualTable(binding, relation);
    return SQLITE_OK;
  } catch (const Error& failure) {
    *error = sqlite3_mprintf("%s", failure.what());
    return SQLITE_ERROR;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<VirtualTable*>(table);
  return SQLITE_OK;
}

// --- the plan ---

struct Equality {
  std::uint16_t column;
  int constraint;
};

struct Conditions {
  std::vector<Equality> equalities;  // with texts; one for each column, by column
  std::vector<Equality> flags;       // with numbers
  std::vector<Equality> null;
  std::vector<Equality> not_null;
};

Conditions usable_conditions(sqlite3_index_info& plan) {
  Conditions out;
  for (int i = 0; i < plan.nConstraint; ++i) {
    const auto& constraint = plan.aConstraint[i];
    if (constraint.usable == 0 || constraint.iColumn < 0) continue;
    const auto column = static_cast<std::uint16_t>(constraint.iColumn);
    if (constraint.op == SQLITE_INDEX_CONSTRAINT_ISNULL) out.null.push_back({column, i});
    if (constraint.op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL) out.not_null.push_back({column, i});
    if (constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (std::string_view(sqlite3_vtab_collation(&plan, i)) != "BINARY") continue;
    // A number is a flag: an index would leave half of the rows.
    sqlite3_value* constant = nullptr;
    if (sqlite3_vtab_rhs_value(&plan, i, &constant) == SQLITE_OK && sqlite3_value_type(constant) != SQLITE_TEXT) {
      out.flags.push_back({column, i});
      continue;
    }
    const auto same = [&](const Equality& other) { return other.column == column; };
    if (std::ranges::none_of(out.equalities, same)) out.equalities.push_back({column, i});
  }
  std::ranges::sort(out.equalities, {}, &Equality::column);
  return out;
}

// How many rows are left when these columns are known, if they have nothing to do with each other.
double estimate(const VirtualTable& of, std::span<const Equality> equalities) {
  const auto rows = static_cast<double>(std::max<std::size_t>(of.relation.rows(), 1));
  double left = rows;
  for (const Equality& equality : equalities) left *= of.table.rows_for_value(equality.column) / rows;
  return std::max(left, 1.0);
}

// The first columns of a sorted relation that are known.
std::size_t sorted_prefix(const Relation& relation, std::span<const Equality> equalities) {
  std::size_t length = 0;
  while (length < equalities.size() && length < relation.sorted_by() && equalities[length].column == length) ++length;
  return length;
}

// Puts the conditions into the plan, as filter() gets them.
class PlanWriter {
 public:
  explicit PlanWriter(sqlite3_index_info& plan) : m_plan(plan) {}

  void method(char method) { m_text = method; }
  void add(const char* sign, const std::vector<Equality>& conditions) {
    for (const Equality& condition : conditions) {
      m_text += fmt::format(" {}{}", sign, condition.column);
      m_plan.aConstraintUsage[condition.constraint].argvIndex = ++m_arguments;
    }
  }
  // False: there is no memory.
  [[nodiscard]] bool write() {
    m_plan.idxStr = sqlite3_mprintf("%s", m_text.c_str());
    m_plan.needToFreeIdxStr = 1;
    return m_plan.idxStr != nullptr;
  }

 private:
  sqlite3_index_info& m_plan;
  std::string m_text;
  int m_arguments = 0;
};

int best_index(sqlite3_vtab* bound, sqlite3_index_info* plan) {
  try {
    const auto& table = *static_cast<VirtualTable*>(bound);
    const Relation& relation = table.relation;
    Conditions conditions = usable_conditions(*plan);
    std::vector<Equality>& equalities = conditions.equalities;
    const double left = estimate(table, equalities);
    const std::size_t prefix = sorted_prefix(relation, equalities);
    const double left_of_prefix = estimate(table, std::span(equalities).first(prefix));
    const auto rows = static_cast<double>(relation.rows());
    const bool scanned = prefix == 0 && rows > k_many && left > k_large_part * rows;
    const bool sorted = prefix == equalities.size() || scanned || (prefix > 0 && left_of_prefix <= k_handful);

    PlanWriter writer(*plan);
    writer.method(sorted ? 's' : 'h');
    std::vector<Equality> checked;
    if (sorted) checked.assign(equalities.begin() + static_cast<std::ptrdiff_t>(prefix), equalities.end());
    if (sorted) equalities.resize(prefix);
    writer.add("", equalities);
    checked.insert(checked.end(), conditions.flags.begin(), conditions.flags.end());
    writer.add("=", checked);
    writer.add("-", conditions.null);
    writer.add("+", conditions.not_null);
    if (!writer.write()) return SQLITE_NOMEM;

    const double shown =
        left * std::pow(0.5, conditions.flags.size() + conditions.null.size() + conditions.not_null.size());
    plan->estimatedRows = static_cast<sqlite3_int64>(std::ceil(std::max(shown, 1.0)));
    const double looked_at = sorted ? left_of_prefix : left;
    plan->estimatedCost = looked_at + (sorted && prefix > 0 ? 4 : 0) + 1;
    return SQLITE_OK;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

Method parse_method(std::string_view text, Table& table) {
  Method out{.text = std::string(text), .sorted = true, .conditions = {}, .columns = {}};
  if (text.empty()) return out;
  out.sorted = text.front() == 's';
  const char* at = text.data() + 1;
  const char* end = text.data() + text.size();
  while (at != end) {
    ++at;  // the blank
    Condition condition;
    if (*at == '=' || *at == '-' || *at == '+') condition.sign = *at++;
    at = std::from_chars(at, end, condition.column).ptr;
    if (condition.sign == '=' || condition.sign == ' ') condition.number = table.holds_numbers(condition.column);
    out.conditions.push_back(condition);
    if (condition.sign == ' ') out.columns.push_back(condition.column);
  }
  return out;
}

// --- the cursor ---

int open(sqlite3_vtab* bound, sqlite3_vtab_cursor** out) {
  try {
    auto& table = *static_cast<VirtualTable*>(bound);
    if (table.closed.empty()) {
      *out = new Cursor(table);
    } else {
      *out = table.closed.back().release();
      table.closed.pop_back();
    }
    return SQLITE_OK;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int close(sqlite3_vtab_cursor* bound) {
  std::unique_ptr<Cursor> cursor(static_cast<Cursor*>(bound));
  try {
    cursor->of.closed.push_back(std::move(cursor));
    return SQLITE_OK;
  } catch (const std::bad_alloc&) {
    return SQLITE_OK;  // it is gone, which is as good
  }
}

int eof(sqlite3_vtab_cursor* bound) {
  const auto& cursor = *static_cast<Cursor*>(bound);
  return cursor.lookup != nullptr ? cursor.row == Lookup::k_none : cursor.row >= cursor.end;
}

void step(Cursor& cursor) {
  cursor.row = cursor.lookup != nullptr ? cursor.lookup->next(cursor.row, cursor.key) : cursor.row + 1;
}

bool passes(const Cursor& cursor) {
  return std::ranges::all_of(cursor.checks, [&cursor](const Cursor::Check& check) {
    const Cell cell = cursor.relation.cell(cursor.row, check.column);
    if (check.sign == '=') return cell.equals(check.value);
    return (cell.type() == Cell::Type::null) == (check.sign == '-');
  });
}

// On to the next row that passes, this one among them.
int arrive(Cursor& cursor) {
  for (; eof(&cursor) == 0; step(cursor)) {
    ++cursor.of.events.visited;
    if (passes(cursor)) break;
  }
  return SQLITE_OK;
}

// What SQL compares with, as a cell; its text is kept in `text`. Nothing if it is not of the type that the column has:
// SQL may convert the one or the other then, which is left to SQLite.
std::optional<Cell> key_cell(const Condition& condition, sqlite3_value* value, std::string& text) {
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_INTEGER && condition.number) return Cell(sqlite3_value_int64(value));
  if (type != SQLITE_TEXT || condition.number) return std::nullopt;
  text.assign(text_of(value));
  return Cell(std::string_view(text));
}

enum class Wanted { nothing, all, found };

// What is looked up, and what is checked. Nothing is wanted where something must be equal to NULL; all, where nothing
// can be looked up.
Wanted read_conditions(Cursor& cursor, sqlite3_value** values) {
  const std::vector<Condition>& conditions = cursor.method.conditions;
  cursor.texts.resize(conditions.size());
  bool whole = !cursor.method.columns.empty();
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Condition& condition = conditions[i];
    if (condition.sign == '-' || condition.sign == '+') {
      cursor.checks.push_back({condition.column, condition.sign});
      continue;
    }
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) return Wanted::nothing;
    const auto cell = key_cell(condition, values[i], cursor.texts[i]);
    if (condition.sign == '=') {
      if (cell) cursor.checks.push_back({condition.column, '=', *cell});
      continue;
    }
    whole = whole && cell.has_value();
    cursor.key.push_back(cell.value_or(Cell()));
  }
  return whole ? Wanted::found : Wanted::all;
}

// Rows are looked for from where the last ones were: rules ask for one table after the other.
std::pair<std::uint32_t, std::uint32_t> sorted_range(VirtualTable& of, std::span<const Cell> key) {
  if (of.groups == nullptr) of.groups = &of.table.groups();
  return of.groups->range(key, of.near);
}

void start(Cursor& cursor, std::string_view method, sqlite3_value** values) {
  if (cursor.method.text != method) cursor.method = parse_method(method, cursor.of.table);
  cursor.lookup = nullptr;
  cursor.row = 0;
  cursor.end = 0;
  cursor.key.clear();
  cursor.checks.clear();
  const Wanted wanted = read_conditions(cursor, values);
  if (wanted == Wanted::nothing) return;
  cursor.end = static_cast<std::uint32_t>(cursor.relation.rows());
  if (wanted == Wanted::all) return;
  if (cursor.method.sorted) {
    std::tie(cursor.row, cursor.end) = sorted_range(cursor.of, cursor.key);
  } else {
    if (cursor.method.lookup == nullptr) cursor.method.lookup = &cursor.of.table.lookup(cursor.method.columns);
    cursor.lookup = cursor.method.lookup;
    cursor.row = cursor.lookup->first(cursor.key);
  }
}

int filter(sqlite3_vtab_cursor* bound, int, const char* method, int, sqlite3_value** values) {
  try {
    auto& cursor = *static_cast<Cursor*>(bound);
    start(cursor, method == nullptr ? "" : method, values);
    return arrive(cursor);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int next(sqlite3_vtab_cursor* bound) {
  auto& cursor = *static_cast<Cursor*>(bound);
  step(cursor);
  return arrive(cursor);
}

int column(sqlite3_vtab_cursor* bound, sqlite3_context* context, int index) {
  try {
    const auto& cursor = *static_cast<Cursor*>(bound);
    const Cell cell = cursor.relation.cell(cursor.row, static_cast<std::size_t>(index));
    if (cell.type() == Cell::Type::integer) {
      sqlite3_result_int64(context, cell.integer());
    } else if (cell.type() == Cell::Type::text) {
      const std::string_view text = cell.text();
      sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    return SQLITE_OK;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int row_id(sqlite3_vtab_cursor* bound, sqlite3_int64* out) {
  *out = static_cast<Cursor*>(bound)->row;
  return SQLITE_OK;
}

// Without xCreate a module is eponymous only; without xUpdate it is read-only.
sqlite3_module make_module() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = eof;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}

}  // namespace

void register_table(sqlite3* connection, const std::string& name, const TableBinding& binding) {
  static const sqlite3_module k_module = make_module();
  const auto destroy = [](void* bound) { delete static_cast<TableBinding*>(bound); };
  const int result = sqlite3_create_module_v2(connection, name.c_str(), &k_module, new TableBinding(binding), destroy);
  if (result != SQLITE_OK) {
    throw Error(fmt::format("table {} of the catalog: SQLite says {}", name, sqlite3_errmsg(connection)));
  }
}

}  // namespace plumb::query
