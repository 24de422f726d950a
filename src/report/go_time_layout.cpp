// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <ctime>
#include <string>

#include "go_time.hpp"

namespace plumb::report {
namespace {

struct Parts {
  std::tm fields{};
  std::int64_t nanoseconds = 0;
  std::string zone;
};

Parts take_apart(TimePoint time, Zone zone) {
  Parts parts;
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t seconds = whole.time_since_epoch().count();
  if (zone == Zone::utc) {
    ::gmtime_r(&seconds, &parts.fields);
  } else {
    ::localtime_r(&seconds, &parts.fields);
  }
  parts.nanoseconds = (time - whole).count();
  parts.zone = zone == Zone::utc ? "UTC" : parts.fields.tm_zone;
  return parts;
}

// "+01:00"; `separator` may be empty, and so may the minutes be.
std::string offset(const Parts& parts, std::string_view separator, bool minutes) {
  const long east = parts.fields.tm_gmtoff / 60;
  const long size = east < 0 ? -east : east;
  std::string out = fmt::format("{}{:02}", east < 0 ? '-' : '+', size / 60);
  if (minutes) out += fmt::format("{}{:02}", separator, size % 60);
  return out;
}

constexpr std::array<std::string_view, 12> k_months = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> k_days = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};

// What the pieces of a layout stand for. A piece that begins like a longer one comes after it.
struct Piece {
  std::string_view text;
  std::string (*print)(const Parts&);
};

constexpr Piece k_pieces[] = {
    {"January", [](const Parts& p) { return std::string(k_months[p.fields.tm_mon]); }},
    {"Jan", [](const Parts& p) { return std::string(k_months[p.fields.tm_mon].substr(0, 3)); }},
    {"Monday", [](const Parts& p) { return std::string(k_days[p.fields.tm_wday]); }},
    {"Mon", [](const Parts& p) { return std::string(k_days[p.fields.tm_wday].substr(0, 3)); }},
    {"MST", [](const Parts& p) { return p.zone; }},
    {"2006", [](const Parts& p) { return fmt::format("{:04}", p.fields.tm_year + 1900); }},
    {"002", [](const Parts& p) { return fmt::format("{:03}", p.fields.tm_yday + 1); }},
    {"01", [](const Parts& p) { return fmt::format("{:02}", p.fields.tm_mon + 1); }},
    {"02", [](const Parts& p) { return fmt::format("{:02}", p.fields.tm_mday); }},
    {"03", [](const Parts& p) { return fmt::format("{:02}", (p.fields.tm_hour + 11) % 12 + 1); }},
    {"04", [](const Parts& p) { return fmt::format("{:02}", p.fields.tm_min); }},
    {"05", [](const Parts& p) { return fmt::format("{:02}", p.fields.tm_sec); }},
    {"06", [](const Parts& p) { return fmt::format("{:02}", p.fields.tm_year % 100); }},
    {"15", [](const Parts& p) { return fmt::format("{:02}", p.fields.tm_hour); }},
    {"__2", [](const Parts& p) { return fmt::format("{:3}", p.fields.tm_yday + 1); }},
    {"_2", [](const Parts& p) { return fmt::format("{:2}", p.fields.tm_mday); }},
    {"Z07:00", [](const Parts& p) { return p.fields.tm_gmtoff == 0 ? "Z" : offset(p, ":", true); }},
    {"Z0700", [](const Parts& p) { return p.fields.tm_gmtoff == 0 ? "Z" : offset(p, "", true); }},
    {"Z07", [](const Parts& p) { return p.fields.tm_gmtoff == 0 ? "Z" : offset(p, "", false); }},
    {"-07:00", [](const Parts& p) { return offset(p, ":", true); }},
    {"-0700", [](const Parts& p) { return offset(p, "", true); }},
    {"-07", [](const Parts& p) { return offset(p, "", false); }},
    {"PM", [](const Parts& p) { return std::string(p.fields.tm_hour >= 12 ? "PM" : "AM"); }},
    {"pm", [](const Parts& p) { return std::string(p.fields.tm_hour >= 12 ? "pm" : "am"); }},
    {"1", [](const Parts& p) { return fmt::format("{}", p.fields.tm_mon + 1); }},
    {"2", [](const Parts& p) { return fmt::format("{}", p.fields.tm_mday); }},
    {"3", [](const Parts& p) { return fmt::format("{}", (p.fields.tm_hour + 11) % 12 + 1); }},
    {"4", [](const Parts& p) { return fmt::format("{}", p.fields.tm_min); }},
    {"5", [](const Parts& p) { return fmt::format("{}", p.fields.tm_sec); }},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// ".000" has as many digits as it is long, ".999" drops zeros at its end; a "," may stand for the point. Returns the
// length of the piece, 0 if there is none.
std::size_t fraction_length(std::string_view layout) {
  if (layout.size() < 2 || (layout[0] != '.' && layout[0] != ',') || (layout[1] != '0' && layout[1] != '9')) return 0;
  std::size_t end = 1;
  while (end < layout.size() && layout[end] == layout[1]) ++end;
  const bool number_goes_on = end < layout.size() && is_digit(layout[end]);
  return number_goes_on || end > 10 ? 0 : end;
}

std::string fraction(const Parts& parts, std::string_view piece) {
  std::string digits = fmt::format("{:09}", parts.nanoseconds).substr(0, piece.size() - 1);
  if (piece[1] == '9') digits.erase(digits.find_last_not_of('0') + 1);
  return digits.empty() ? "" : piece[0] + digits;
}

// The piece at the front of a layout; null if what stands there is plain text.
const Piece* find_piece(std::string_view layout) {
  for (const Piece& piece : k_pieces) {
    if (!layout.starts_with(piece.text)) continue;
    // "Month" is no "Mon", "January" has been tried before "Jan".
    const bool word = piece.text == "Jan" || piece.text == "Mon";
    if (word && layout.size() > 3 && is_lower(layout[3])) continue;
    if (piece.text == "_2" && layout.starts_with("_2006")) continue;
    return &piece;
  }
  return nullptr;
}

}  // namespace

std::string format_go_time(TimePoint time, std::string_view layout, Zone zone) {
  const Parts parts = take_apart(time, zone);
  std::string out;
  while (!layout.empty()) {
    if (const std::size_t length = fraction_length(layout); length > 0) {
      out += fraction(parts, layout.substr(0, length));
      layout.remove_prefix(length);
    } else if (const Piece* piece = find_piece(layout)) {
      out += piece->print(parts);
      layout.remove_prefix(piece->text.size());
    } else {
      out += layout[0];
      layout.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace plumb::report
