// SPDX-License-Identifier: Apache-2.0
#include "../../../src/cli/arguments.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

using namespace plumb::cli;

namespace {

using Flags = decltype(Words::flags);
using Texts = std::vector<std::string>;

struct Example {
  CLI::App app;
  std::string url;
  std::string dir;
  bool dry_run = false;
  bool quiet = false;

  Example() {
    app.set_help_flag();
    app.add_option("-u,--url", url);
    app.add_option("--dir", dir);
    app.add_flag("--dry-run", dry_run);
    app.add_flag("-q,--quiet", quiet);
  }
};

Words words(const Texts& texts) {
  const Example example;
  return read_words(example.app, texts);
}

std::string error_of(const Texts& texts) {
  try {
    (void)words(texts);
    return "";
  } catch (const plumb::Error& error) {
    CHECK(error.code() == plumb::ErrorCode::usage);
    return error.message();
  }
}

CommandWords find(const Texts& texts) {
  return find_command(texts, [](const std::string& name) { return name == "migrate"; });
}

}  // namespace

TEST_CASE("a flag takes its value in every way that Atlas knows") {
  for (const Texts& texts : {Texts{"--url", "x"}, Texts{"--url=x"}, Texts{"-u", "x"}, Texts{"-u=x"}, Texts{"-ux"}}) {
    CHECK(words(texts).flags == Flags{{"--url", "x"}});
  }
  CHECK(words({"--url="}).flags == Flags{{"--url", ""}});
  CHECK(words({"--url", "--dir"}).flags == Flags{{"--url", "--dir"}});  // the next word, whatever it is
  CHECK(words({"--url=a=b"}).flags == Flags{{"--url", "a=b"}});
}

TEST_CASE("switches are true, or what they are given") {
  CHECK(words({"--dry-run"}).flags == Flags{{"--dry-run", "true"}});
  CHECK(words({"--dry-run=f"}).flags == Flags{{"--dry-run", "false"}});
  CHECK(words({"--dry-run", "false"}).arguments == Texts{"false"});
  CHECK(words({"-qux"}).flags == Flags{{"--quiet", "true"}, {"--url", "x"}});
}

TEST_CASE("flags and arguments may be mixed, up to --") {
  const Words read = words({"1", "--dir", "d", "-", "--", "--url", "-x"});
  CHECK(read.flags == Flags{{"--dir", "d"}});
  CHECK(read.arguments == Texts{"1", "-", "--url", "-x"});
  CHECK(words({"--url", "a", "--url", "b"}).flags == Flags{{"--url", "a"}, {"--url", "b"}});
}

TEST_CASE("help is asked for by -h and --help, alone or among others") {
  CHECK(words({"-h"}).help);
  CHECK(words({"--help"}).help);
  CHECK(words({"-qh"}).help);
  CHECK_FALSE(words({"--", "-h"}).help);
}

TEST_CASE("wrong flags are told in Atlas's words") {
  CHECK(error_of({"--nope"}) == "unknown flag: --nope");
  CHECK(error_of({"--nope=1"}) == "unknown flag: --nope");
  CHECK(error_of({"-z"}) == "unknown shorthand flag: 'z' in -z");
  CHECK(error_of({"-qzy"}) == "unknown shorthand flag: 'z' in -zy");
  CHECK(error_of({"--url"}) == "flag needs an argument: --url");
  CHECK(error_of({"-u"}) == "flag needs an argument: 'u' in -u");
  CHECK(error_of({"---url"}) == "bad flag syntax: ---url");
  CHECK(error_of({"--=x"}) == "bad flag syntax: --=x");
  CHECK(error_of({"--dry-run=maybe"}) ==
        "invalid argument \"maybe\" for \"--dry-run\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax");
  CHECK(error_of({"-q=maybe"}) ==
        "invalid argument \"maybe\" for \"-q, --quiet\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax");
}

TEST_CASE("the words of a command, wherever the flags stand") {
  CHECK(find({"migrate", "apply", "2", "--dir", "d"}).names == Texts{"migrate", "apply"});
  CHECK(find({"migrate", "apply", "2", "--dir", "d"}).rest == Texts{"2", "--dir", "d"});
  CHECK(find({"migrate", "--env", "local", "apply"}).names == Texts{"migrate", "apply"});
  CHECK(find({"migrate", "--env", "local", "apply", "1"}).rest == Texts{"--env", "local", "1"});
  CHECK(find({"migrate", "--env=local", "apply"}).names == Texts{"migrate", "apply"});
  CHECK(find({"-c", "file://x", "version"}).names == Texts{"version"});
  CHECK(find({"version", "migrate"}).names == Texts{"version"});
  CHECK(find({"--help"}).names.empty());
  CHECK(find({"migrate"}).names == Texts{"migrate"});
  CHECK(find({"migrate", "--", "apply"}).names == Texts{"migrate"});
}
