// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/clock.hpp>

#include <fmt/format.h>

#include <ctime>

namespace plumb {
namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace

const Clock& Clock::system() {
  static const SystemClock clock;
  return clock;
}

std::string format_rfc3339(TimePoint time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  const auto nanos = (time - whole).count();
  const std::time_t seconds = whole.time_since_epoch().count();
  std::tm local{};
  ::localtime_r(&seconds, &local);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                                local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec);
  if (nanos != 0) {
    std::string fraction = fmt::format("{:09}", nanos);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    out += "." + fraction;
  }
  const long offset = local.tm_gmtoff / 60;
  if (offset == 0) return out + "Z";
  return out + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
}

std::string format_version_stamp(TimePoint time) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
}

}  // namespace plumb
