// SPDX-License-Identifier: Apache-2.0
#include "go_time.hpp"

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::report {
namespace {

using tmpl::Function;
using tmpl::Struct;
using tmpl::Value;
using Values = std::vector<Value>;
using Nanoseconds = std::chrono::nanoseconds;

constexpr std::string_view k_default_layout = "2006-01-02 15:04:05.999999999 -0700 MST";
constexpr std::string_view k_json_layout = "2006-01-02T15:04:05.999999999Z07:00";

Value number(std::int64_t value) {
  return Value(value).with_type("int64");
}

std::int64_t nanoseconds(TimePoint time) {
  return time.time_since_epoch().count();
}

template <class Get>
Function without_arguments(Get get) {
  return Function({}, [get](const Values&) { return Value(get()); });
}

// The time that was handed to a method.
TimePoint time_argument(const Values& values) {
  const Struct* other = values[0].as_struct();
  const auto method = other == nullptr ? decltype(other->methods)::const_iterator{} : other->methods.find("UnixNano");
  if (other == nullptr || method == other->methods.end()) {
    throw Error("wrong type for value; expected time.Time; got " + values[0].type_name());
  }
  return TimePoint(Nanoseconds(*method->second.call({}).as_int()));
}

void add_fields(Struct& out, TimePoint time, Zone zone) {
  const auto field = [&](const char* name, std::string_view layout) {
    out.methods[name] = without_arguments([=] { return std::stoi(format_go_time(time, layout, zone)); });
  };
  field("Year", "2006");
  field("YearDay", "002");
  field("Day", "2");
  field("Hour", "15");
  field("Minute", "4");
  field("Second", "5");
  out.methods["Month"] = without_arguments([=] { return format_go_time(time, "January", zone); });
  out.methods["Weekday"] = without_arguments([=] { return format_go_time(time, "Monday", zone); });
  out.methods["Nanosecond"] = without_arguments([=] { return static_cast<int>(nanoseconds(time) % 1'000'000'000); });
}

void add_numbers(Struct& out, TimePoint time) {
  const std::int64_t nanos = nanoseconds(time);
  out.methods["Unix"] = without_arguments([=] { return number(nanos / 1'000'000'000); });
  out.methods["UnixMilli"] = without_arguments([=] { return number(nanos / 1'000'000); });
  out.methods["UnixMicro"] = without_arguments([=] { return number(nanos / 1'000); });
  out.methods["UnixNano"] = without_arguments([=] { return number(nanos); });
  out.methods["IsZero"] = without_arguments([] { return false; });
}

void add_comparisons(Struct& out, TimePoint time) {
  const auto with_time = [&](const char* name, auto compute) {
    out.methods[name] =
        Function({Function::Type::any}, [=](const Values& v) { return Value(compute(time_argument(v))); });
  };
  with_time("Sub", [time](TimePoint other) { return duration_value(time - other); });
  with_time("Before", [time](TimePoint other) { return time < other; });
  with_time("After", [time](TimePoint other) { return time > other; });
  with_time("Equal", [time](TimePoint other) { return time == other; });
}

}  // namespace

Value time_value(TimePoint time, Zone zone) {
  Struct out;
  out.type_name = "time.Time";
  out.print = [=] { return format_go_time(time, k_default_layout, zone); };
  out.json = [=] { return go_json_string(format_go_time(time, k_json_layout, zone)); };
  out.methods["String"] = without_arguments(out.print);
  out.methods["Format"] = Function({Function::Type::string}, [=](const Values& values) {
    return Value(format_go_time(time, *values[0].as_string(), zone));
  });
  out.methods["UTC"] = without_arguments([=] { return time_value(time, Zone::utc); });
  out.methods["Local"] = without_arguments([=] { return time_value(time, Zone::local); });
  add_fields(out, time, zone);
  add_numbers(out, time);
  add_comparisons(out, time);
  return Value(std::move(out));
}

Value duration_value(Nanoseconds duration) {
  const std::int64_t count = duration.count();
  Struct out;
  out.type_name = "time.Duration";
  out.underlying = Value(count);
  out.print = [=] { return format_go_duration(duration); };
  out.methods["String"] = without_arguments(out.print);
  out.methods["Hours"] = without_arguments([=] { return static_cast<double>(count) / 3.6e12; });
  out.methods["Minutes"] = without_arguments([=] { return static_cast<double>(count) / 6e10; });
  out.methods["Seconds"] = without_arguments([=] { return static_cast<double>(count) / 1e9; });
  out.methods["Milliseconds"] = without_arguments([=] { return number(count / 1'000'000); });
  out.methods["Microseconds"] = without_arguments([=] { return number(count / 1'000); });
  out.methods["Nanoseconds"] = without_arguments([=] { return number(count); });
  return Value(std::move(out));
}

}  // namespace plumb::report
