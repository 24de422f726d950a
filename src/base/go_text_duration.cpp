// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/go_text.hpp>

#include <fmt/format.h>

#include <cstdint>

#include <plumb/base/error.hpp>

namespace plumb {
namespace {

constexpr std::uint64_t k_microsecond = 1'000;
constexpr std::uint64_t k_millisecond = 1'000'000;
constexpr std::uint64_t k_second = 1'000'000'000;
constexpr std::uint64_t k_minute = 60 * k_second;
constexpr std::uint64_t k_hour = 60 * k_minute;
constexpr std::uint64_t k_limit = std::uint64_t{1} << 63;  // one more than the longest duration; only "-" reaches it

// `value` in units of `unit`, with as many digits of the fraction as it has: 5412737, 1000000 → "5.412737".
[[nodiscard]] std::string decimal(std::uint64_t value, std::uint64_t unit) {
  std::string text = fmt::format("{}", value / unit);
  std::string fraction;
  for (std::uint64_t rest = value % unit; rest != 0;) {
    unit /= 10;
    fraction += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  return fraction.empty() ? text : text + "." + fraction;
}

// How the time package of Go quotes a duration in an error: bytes, not runes.
[[nodiscard]] std::string quote_bytes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x80) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"";
}

// Length of a unit in nanoseconds; 0 if there is no such unit. Both the micro sign and the Greek letter mean micro.
[[nodiscard]] std::uint64_t unit_length(std::string_view unit) {
  if (unit == "ns") return 1;
  if (unit == "us" || unit == "\u00b5s" || unit == "\u03bcs") return k_microsecond;
  if (unit == "ms") return k_millisecond;
  if (unit == "s") return k_second;
  if (unit == "m") return k_minute;
  if (unit == "h") return k_hour;
  return 0;
}

[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class DurationParser {
 public:
  explicit DurationParser(std::string_view text) : m_whole(text), m_rest(text) {}

  [[nodiscard]] std::chrono::nanoseconds parse() {
    bool negative = false;
    if (!m_rest.empty() && (m_rest[0] == '-' || m_rest[0] == '+')) {
      negative = m_rest[0] == '-';
      m_rest.remove_prefix(1);
    }
    if (m_rest == "0") return std::chrono::nanoseconds{0};
    if (m_rest.empty()) fail();
    std::uint64_t sum = 0;
    while (!m_rest.empty()) {
      sum += part();
      if (sum > k_limit) fail();
    }
    if (!negative && sum == k_limit) fail();
    return std::chrono::nanoseconds{static_cast<std::int64_t>(negative ? 0 - sum : sum)};
  }

 private:
  [[noreturn]] void fail(std::string_view what = "invalid duration") const {
    throw Error(fmt::format("time: {} {}", what, quote_bytes(m_whole)));
  }

  // One number with its unit, in nanoseconds.
  [[nodiscard]] std::uint64_t part() {
    if (m_rest[0] != '.' && !is_digit(m_rest[0])) fail();
    const std::size_t before = m_rest.size();
    std::uint64_t value = whole_number();
    const bool has_whole = m_rest.size() != before;
    Fraction fraction;
    bool has_fraction = false;
    if (!m_rest.empty() && m_rest[0] == '.') {
      m_rest.remove_prefix(1);
      const std::size_t start = m_rest.size();
      fraction = fraction_digits();
      has_fraction = m_rest.size() != start;
    }
    if (!has_whole && !has_fraction) fail();
    const std::uint64_t length = unit();
    if (value > k_limit / length) fail();
    value *= length;
    // In floating point, as Go has it: a fraction may be cut, never rounded up by more than that.
    value += static_cast<std::uint64_t>(static_cast<double>(fraction.digits) *
                                        (static_cast<double>(length) / fraction.scale));
    if (value > k_limit) fail();
    return value;
  }

  [[nodiscard]] std::uint64_t whole_number() {
    std::uint64_t value = 0;
    for (; !m_rest.empty() && is_digit(m_rest[0]); m_rest.remove_prefix(1)) {
      if (value > k_limit / 10) fail();
      value = value * 10 + static_cast<std::uint64_t>(m_rest[0] - '0');
      if (value > k_limit) fail();
    }
    return value;
  }

  struct Fraction {
    std::uint64_t digits = 0;
    double scale = 1;
  };

  // Digits beyond what 63 bits hold are read and do not count.
  [[nodiscard]] Fraction fraction_digits() {
    Fraction fraction;
    bool full = false;
    for (; !m_rest.empty() && is_digit(m_rest[0]); m_rest.remove_prefix(1)) {
      if (full) continue;
      const std::uint64_t next = fraction.digits > (k_limit - 1) / 10
                                     ? k_limit + 1
                                     : fraction.digits * 10 + static_cast<std::uint64_t>(m_rest[0] - '0');
      full = next > k_limit;
      if (full) continue;
      fraction.digits = next;
      fraction.scale *= 10;
    }
    return fraction;
  }

  [[nodiscard]] std::uint64_t unit() {
    std::size_t end = 0;
    while (end < m_rest.size() && m_rest[end] != '.' && !is_digit(m_rest[end])) ++end;
    if (end == 0) fail("missing unit in duration");
    const std::string_view name = m_rest.substr(0, end);
    const std::uint64_t length = unit_length(name);
    if (length == 0) fail(fmt::format("unknown unit {} in duration", quote_bytes(name)));
    m_rest.remove_prefix(end);
    return length;
  }

  std::string_view m_whole;
  std::string_view m_rest;
};

}  // namespace

std::string format_go_duration(std::chrono::nanoseconds duration) {
  const std::int64_t count = duration.count();
  const bool negative = count < 0;
  const std::uint64_t length = negative ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  const std::string sign = negative ? "-" : "";
  if (length == 0) return "0s";
  if (length < k_microsecond) return fmt::format("{}{}ns", sign, length);
  if (length < k_millisecond) return sign + decimal(length, k_microsecond) + "\u00b5s";
  if (length < k_second) return sign + decimal(length, k_millisecond) + "ms";
  std::string out = sign;
  if (length >= k_hour) out += fmt::format("{}h", length / k_hour);
  if (length >= k_minute) out += fmt::format("{}m", length % k_hour / k_minute);
  return out + decimal(length % k_minute, k_second) + "s";
}

std::chrono::nanoseconds parse_go_duration(std::string_view text) {
  return DurationParser(text).parse();
}

}  // namespace plumb
