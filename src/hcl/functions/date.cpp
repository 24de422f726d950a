// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "table.hpp"
#include "timestamp.hpp"

namespace plumb::hcl {
namespace {

constexpr std::array<std::string_view, 12> k_months = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> k_days = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

using Piece = std::variant<std::string, Failure>;

Failure invalid(std::string_view verb, std::string_view why) {
  return Failure{fmt::format("invalid date format verb {}{}{}", go_quote(verb), why.empty() ? "" : ": ", why), 0};
}

// One letter: as it is; two: with a leading zero.
Piece one_or_two(std::string_view verb, int value, std::string_view why) {
  if (verb.size() == 1) return fmt::format("{}", value);
  if (verb.size() == 2) return fmt::format("{:02}", value);
  return invalid(verb, why);
}

Piece month(std::string_view verb, int value) {
  const std::string_view name = k_months[static_cast<std::size_t>(value - 1)];
  if (verb.size() == 3) return std::string(name.substr(0, 3));
  if (verb.size() == 4) return std::string(name);
  return one_or_two(verb, value, R"(month must be "M", "MM", "MMM", or "MMMM")");
}

Piece weekday(std::string_view verb, int value) {
  const std::string_view name = k_days[static_cast<std::size_t>(value)];
  if (verb.size() == 3) return std::string(name.substr(0, 3));
  if (verb.size() == 4) return std::string(name);
  return invalid(verb, R"(day of week must either be "EEE" or "EEEE")");
}

Piece year(std::string_view verb, std::int64_t value) {
  if (verb.size() == 2) return fmt::format("{:02}", value % 100);
  if (verb.size() == 4) return fmt::format("{:04}", value);
  return invalid(verb, R"(year must either be "YY" or "YYYY")");
}

Piece half_of_day(std::string_view verb, int hour) {
  if (verb.size() != 2) return invalid(verb, fmt::format("must be \"{0}{0}\"", verb[0]));
  const bool morning = hour < 12;
  if (verb[0] == 'A') return std::string(morning ? "AM" : "PM");
  return std::string(morning ? "am" : "pm");
}

Piece zone(std::string_view verb, const Timestamp& time) {
  switch (verb.size()) {
    case 1:
      return time.offset == 0 ? std::string("Z") : format_offset(time, ":");
    case 3:
      return time.offset == 0 ? std::string("UTC") : format_offset(time, "");
    case 4:
      return format_offset(time, "");
    case 5:
      return format_offset(time, ":");
    default:
      return invalid(verb, "timezone must be Z, ZZZZ, or ZZZZZ");
  }
}

Piece verb_text(std::string_view verb, const Timestamp& time, const CalendarTime& at) {
  switch (verb[0]) {
    case 'Y':
      return year(verb, at.year);
    case 'M':
      return month(verb, at.month);
    case 'D':
      return one_or_two(verb, at.day, R"(day of month must either be "D" or "DD")");
    case 'E':
      return weekday(verb, at.weekday);
    case 'h':
      return one_or_two(verb, at.hour, R"(24-hour must either be "h" or "hh")");
    case 'H':
      return one_or_two(verb, (at.hour + 11) % 12 + 1, R"(12-hour must either be "H" or "HH")");
    case 'A':
    case 'a':
      return half_of_day(verb, at.hour);
    case 'm':
      return one_or_two(verb, at.minute, R"(minute must either be "m" or "mm")");
    case 's':
      return one_or_two(verb, at.second, R"(second must either be "s" or "ss")");
    case 'Z':
      return zone(verb, time);
    default:
      return invalid(verb, "");
  }
}

// Text in single quotes at the start of a format; two quotes are one. Takes it off the format.
Piece quoted_text(std::string_view& format) {
  if (format.starts_with("''")) {
    format.remove_prefix(2);
    return std::string("'");
  }
  std::string out;
  for (std::size_t at = 1; at < format.size(); ++at) {
    if (format[at] != '\'') {
      out += format[at];
    } else if (format.substr(at).starts_with("''")) {
      out += '\'';
      ++at;
    } else {
      format.remove_prefix(at + 1);
      return out;
    }
  }
  return Failure{"unterminated literal '", 0};
}

Outcome formatdate(Arguments a) {
  auto parsed = parse_timestamp(a[1].as_string());
  if (auto* problem = std::get_if<Failure>(&parsed)) return Failure{problem->message, 1};
  const auto& time = std::get<Timestamp>(parsed);
  const CalendarTime at = calendar(time);
  std::string out;
  for (std::string_view format = a[0].as_string(); !format.empty();) {
    Piece piece;
    if (format[0] == '\'') {
      piece = quoted_text(format);
    } else if (is_letter(format[0])) {
      const std::size_t length = std::min(format.find_first_not_of(format[0]), format.size());
      piece = verb_text(format.substr(0, length), time, at);
      format.remove_prefix(length);
    } else {
      piece = std::string(1, format[0]);
      format.remove_prefix(1);
    }
    if (auto* problem = std::get_if<Failure>(&piece)) return std::move(*problem);
    out += std::get<std::string>(piece);
  }
  return Value::string(out);
}

Outcome timeadd(Arguments a) {
  auto parsed = parse_timestamp(a[0].as_string());
  if (auto* problem = std::get_if<Failure>(&parsed)) return std::move(*problem);
  auto& time = std::get<Timestamp>(parsed);
  try {
    const auto total = time.nanoseconds + parse_go_duration(a[1].as_string()).count();
    constexpr std::int64_t k_second = 1'000'000'000;
    const std::int64_t whole = total >= 0 ? total / k_second : -((-total + k_second - 1) / k_second);
    time.seconds += whole;
    time.nanoseconds = total - whole * k_second;
  } catch (const Error& error) {
    return Failure{error.message()};
  }
  return Value::string(format_timestamp(time));
}

constexpr Parameter k_format[] = {text_parameter("format"), text_parameter("time")};
constexpr Parameter k_add[] = {text_parameter("timestamp"), text_parameter("duration")};

constexpr FunctionEntry k_functions[] = {
    {"formatdate", k_format, nullptr, formatdate},
    {"timeadd", k_add, nullptr, timeadd},
};

}  // namespace

FunctionGroup date_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
