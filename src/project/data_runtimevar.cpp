// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

#include "data_kinds.hpp"

namespace plumb::project {
namespace {

void check_timeout(const std::string& text) {
  if (text.empty()) return;
  try {
    (void)parse_go_duration(text);
  } catch (Error& error) {
    error.prefix("parsing timeout: ");
    throw;
  }
}

}  // namespace

// A text from a URL: constant://?val=…, file:///path. The clouds' stores need their SDKs.
hcl::Value read_runtimevar(const DataCall& call) {
  DataArguments arguments(call);
  const std::string text = arguments.text("url");
  arguments.check();
  arguments.finish();
  const Url url = Url::parse(text);
  const std::string decoder = url.query_value("decoder");
  if (!decoder.empty() && decoder != "string") throw Error(fmt::format("unsupported decoder: {}", go_quote(decoder)));
  check_timeout(url.query_value("timeout"));
  if (url.scheme == "constant") return hcl::Value::string(url.query_value("val"));
  if (url.scheme == "file") return hcl::Value::string(read_file(url.host + url.path));
  throw Error(fmt::format("runtime variables of the scheme {} are not supported by this build", go_quote(url.scheme)))
      .with_hint("constant:// and file:// are; `data \"external\"` can run a program that fetches the value");
}

}  // namespace plumb::project
