// SPDX-License-Identifier: Apache-2.0
// Timestamps, read element by element so that the message can name the one at fault. What is blamed for which text
// follows Go's time.Parse, whose report go-cty rephrases.
#include "timestamp.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include <plumb/base/go_text.hpp>

namespace plumb::hcl {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : m_rest(text) {}

  std::variant<Timestamp, Failure> run() {
    const bool read = year() && separator("-") && two("month", 1, 12, month) && separator("-") &&
                      two("day of month", 0, 99, day) && separator("T") && hours() && separator(":") &&
                      two("minute", 0, 59, minute) && separator(":") && two("second", 0, 59, second) && fraction() &&
                      zone();
    if (!read) return *std::move(m_failure);
    if (!m_rest.empty()) return fail(fmt::format("cannot use {} as timestamp segment", go_quote(m_rest)));
    const std::chrono::year_month_day date{std::chrono::year(m_year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return fail("day out of range");
    if (m_late_failure) return fail(*m_late_failure);
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    m_time.seconds = static_cast<std::int64_t>(days) * 86400 + hour * 3600 + minute * 60 + second - m_time.offset;
    return m_time;
  }

 private:
  static Failure fail(std::string why) { return Failure{"not a valid RFC3339 timestamp: " + std::move(why)}; }

  bool refuse(std::string why) {
    m_failure = fail(std::move(why));
    return false;
  }

  // An element that the rest of the text does not begin with.
  bool refuse_element(std::string_view what, std::string_view rest) {
    if (rest.empty()) return refuse(fmt::format("end of string before {}", what));
    if (what == "hour" && rest.find(':') != std::string_view::npos)
      return refuse("hour must be between 0 and 23 inclusive");
    if ((what == "hour" || what == "minute") && rest.size() != 2)
      return refuse(fmt::format("{} must have exactly two digits", what));
    return refuse(fmt::format("cannot use {} as {}", go_quote(rest), what));
  }

  bool separator(std::string_view mark) {
    if (m_rest.starts_with(mark)) {
      m_rest.remove_prefix(1);
      return true;
    }
    if (mark == "T") return refuse("missing required time introducer 'T'");
    if (m_rest.empty()) return refuse(fmt::format("end of string where {} is expected", go_quote(mark)));
    return refuse(fmt::format("found {} where {} is expected", go_quote(m_rest), go_quote(mark)));
  }

  bool year() {
    if (m_rest.size() < 4) return refuse_element("year", m_rest);
    for (int i = 0; i < 4; ++i) {
      if (!is_digit(m_rest[static_cast<std::size_t>(i)])) return refuse_element("year", m_rest);
      m_year = m_year * 10 + (m_rest[static_cast<std::size_t>(i)] - '0');
    }
    m_rest.remove_prefix(4);
    return true;
  }

  bool two(std::string_view what, int least, int most, int& out) {
    if (m_rest.size() < 2 || !is_digit(m_rest[0]) || !is_digit(m_rest[1])) return refuse_element(what, m_rest);
    out = (m_rest[0] - '0') * 10 + (m_rest[1] - '0');
    m_rest.remove_prefix(2);
    if (out < least || out > most) return refuse_element(what, m_rest);
    return true;
  }

  // Go reads an hour of one digit; that it is not strict is said when nothing else is wrong.
  bool hours() {
    if (m_rest.empty() || !is_digit(m_rest[0])) return refuse_element("hour", m_rest);
    if (m_rest.size() > 1 && is_digit(m_rest[1])) return two("hour", 0, 23, hour);
    hour = m_rest[0] - '0';
    m_rest.remove_prefix(1);
    m_late_failure = "hour must have exactly two digits";
    return true;
  }

  bool fraction() {
    if (m_rest.size() < 2 || (m_rest[0] != '.' && m_rest[0] != ',') || !is_digit(m_rest[1])) return true;
    if (m_rest[0] == ',' && !m_late_failure) m_late_failure = "cannot use \",\" as timestamp segment";
    m_rest.remove_prefix(1);
    std::int64_t scale = 100'000'000;
    while (!m_rest.empty() && is_digit(m_rest[0])) {
      m_time.nanoseconds += scale * (m_rest[0] - '0');
      scale /= 10;
      m_rest.remove_prefix(1);
    }
    return true;
  }

  bool zone() {
    if (m_rest.starts_with('Z')) {
      m_rest.remove_prefix(1);
      return true;
    }
    const std::string_view given = m_rest.substr(0, 6);
    const bool fits = given.size() == 6 && (given[0] == '+' || given[0] == '-') && is_digit(given[1]) &&
                      is_digit(given[2]) && given[3] == ':' && is_digit(given[4]) && is_digit(given[5]);
    if (!fits) return refuse_element("UTC offset", m_rest);
    const int zone_hours = (given[1] - '0') * 10 + (given[2] - '0');
    const int zone_minutes = (given[4] - '0') * 10 + (given[5] - '0');
    m_rest.remove_prefix(6);
    if (zone_hours > 24 || zone_minutes > 60) return refuse_element("UTC offset", m_rest);
    if ((zone_hours == 24 || zone_minutes == 60) && !m_late_failure)
      m_late_failure = fmt::format("cannot use {} as UTC offset", go_quote(given));
    m_time.offset = (zone_hours * 60 + zone_minutes) * 60 * (given[0] == '-' ? -1 : 1);
    m_time.is_utc = false;
    return true;
  }

  std::string_view m_rest;
  Timestamp m_time;
  int m_year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::optional<Failure> m_failure;
  std::optional<std::string> m_late_failure;
};

}  // namespace

std::variant<Timestamp, Failure> parse_timestamp(std::string_view text) {
  return Reader(text).run();
}

CalendarTime calendar(const Timestamp& time) {
  using std::chrono::days;
  const std::chrono::sys_seconds local{std::chrono::seconds(time.seconds + time.offset)};
  const auto midnight = std::chrono::floor<days>(local);
  const std::chrono::year_month_day date{midnight};
  const auto in_day = (local - midnight).count();
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day())),
          .weekday = static_cast<int>(std::chrono::weekday(midnight).c_encoding()),
          .hour = static_cast<int>(in_day / 3600),
          .minute = static_cast<int>(in_day / 60 % 60),
          .second = static_cast<int>(in_day % 60)};
}

std::string format_offset(const Timestamp& time, std::string_view separator) {
  const int minutes = std::abs(time.offset) / 60;
  return fmt::format("{}{:02}{}{:02}", time.offset < 0 ? '-' : '+', minutes / 60, separator, minutes % 60);
}

std::string format_timestamp(const Timestamp& time) {
  const CalendarTime at = calendar(time);
  return fmt::format("{}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", at.year < 0 ? "-" : "", std::abs(at.year), at.month,
                     at.day, at.hour, at.minute, at.second, time.offset == 0 ? "Z" : format_offset(time, ":"));
}

}  // namespace plumb::hcl
