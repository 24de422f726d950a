// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "loading.hpp"

using namespace plumb;
using namespace plumb::project;

TEST_CASE("an env is selected by its label, or by a name that follows --env") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("env \"e\" {\n  v = atlas.env\n}\nenv \"o\" {\n  v = nope\n}\n") == R"({"name":"e","v":"e"})");
  CHECK(folder.evaluated("env {\n  name = atlas.env\n  v = 1\n}\n", "x") == R"({"name":"x","v":1})");
  CHECK(folder.evaluated("env {\n  name = \"e\"\n}\n") == "env \"e\" not defined in config file");
  CHECK(folder.evaluated("env {\n  name = atlas.env == \"a\" ? \"a\" : null\n}\n") ==
        "all envs must have names on file \"atlas.hcl\"");
  CHECK(folder.load("env \"e\" {\n}\nenv \"e\" {\n}\n").selected.size() == 2);
}

TEST_CASE("without --env only the policies of the file count") {
  const ProjectFolder folder;
  const Project project =
      folder.load("diff {\n  skip {\n    drop_table = true\n  }\n}\nenv \"e\" {\n  v = nope\n}\n", "");
  CHECK(project.selected.empty());
  CHECK(project.diff.skip == std::vector<std::string>{"drop_table"});
}

TEST_CASE("settings become the program's own types") {
  const ProjectFolder folder;
  const Project project = folder.load(R"(
variable "url" {
  type = string
}
lint {
  review = ERROR
  latest = 2
}
env "e" {
  url     = var.url
  src     = ["a.sql", "b.sql"]
  exclude = ["x.*"]
  migration {
    dir        = "file://m"
    exec_order = LINEAR_SKIP
    format     = golang-migrate
  }
  format {
    migrate {
      apply  = "new"
      status = "kept only in format"
    }
    schema {
      diff = "d"
    }
  }
  log {
    migrate {
      apply = "old"
    }
  }
  lint {
    destructive {
      error = true
    }
  }
}
)",
                                      "e", {{"url", "postgres://u:secret@h/d"}});
  const Environment& env = project.selected.at(0);
  CHECK(env.url.reveal() == "postgres://u:secret@h/d");
  CHECK(env.src == std::vector<std::string>{"a.sql", "b.sql"});
  CHECK(env.migration.exec_order == "linear-skip");
  CHECK(env.migration.format == "golang-migrate");
  CHECK(env.format.migrate_apply == "old");
  CHECK(env.format.migrate_status.empty());
  CHECK(env.format.schema_diff == "d");
  CHECK(env.lint.review == "ERROR");
  CHECK(env.lint.latest == 2);
  CHECK(env.lint.analyzers.at("destructive") == true);
}

TEST_CASE("an env with a diff block but no skips inherits the skips alone") {
  const ProjectFolder folder;
  const std::string policy =
      "diff {\n  skip {\n    drop_table = true\n  }\n  concurrent_index {\n    create = true\n  }\n}\n";
  const DiffPolicy without = folder.load(policy + "env \"e\" {\n}\n").selected.at(0).diff;
  CHECK(without.concurrent_create);
  const DiffPolicy with = folder.load(policy + "env \"e\" {\n  diff {\n  }\n}\n").selected.at(0).diff;
  CHECK(with.skip == std::vector<std::string>{"drop_table"});
  CHECK_FALSE(with.concurrent_create);
}

TEST_CASE("attributes of another type are refused in Atlas's words") {
  const ProjectFolder folder;
  const std::string spec = "schemahcl: failed reading spec as *cmdapi.Project: ";
  CHECK(folder.evaluated("env \"e\" {\n  url = 1\n}\n") ==
        spec + "value of attr \"url\" cannot be read as string: string value is required");
  CHECK(folder.evaluated("env \"e\" {\n  schemas = \"a\"\n}\n") ==
        spec + "schemahcl: field is of type slice but attr \"schemas\" is type: string");
  CHECK(folder.evaluated("env \"e\" {\n  migration = \"m\"\n}\n") ==
        spec + "set field \"migration\": converting cty.Value to *cmdapi.Migration: object or tuple value is required");
  CHECK(folder.evaluated("env \"e\" {\n  src = 5\n}\n") ==
        "expected src to be either a string or strings, got: number");
  CHECK(folder.evaluated("env \"e\" {\n  v = [\"a\", 1]\n}\n") ==
        "atlas.hcl:2,3-15: mixed list types used in \"v\" attribute");
}

TEST_CASE("bare words stand for themselves in the attributes that know them") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("env \"e\" {\n  migration {\n    format = atlas\n  }\n}\n") ==
        R"({"migration":{"format":"atlas"},"name":"e"})");
  CHECK(folder.evaluated("env \"e\" {\n  lint {\n    review = AUTO\n  }\n}\n") ==
        "atlas.hcl:3,14-18: Unknown lint.review; There is no review named \"AUTO\".");
}

TEST_CASE("blocks can be referred to by their constants") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("foo \"bar\" {\n  a = \"x\"\n  n {\n    b = \"y\"\n  }\n}\nenv \"e\" {\n  v = "
                         "\"${foo.bar.a}${foo.bar.n.0.b}\"\n}\n") == R"({"name":"e","v":"xy"})");
  CHECK(folder.evaluated("env \"e\" {\n  migration {\n    dir = \"d\"\n  }\n  v = migration.0.dir\n}\n") ==
        R"({"migration":{"dir":"d"},"name":"e","v":"d"})");
}

TEST_CASE("for_each repeats a block") {
  const ProjectFolder folder;
  const Project project = folder.load("env \"e\" {\n  for_each = toset([\"b\", \"a\"])\n  url = each.value\n}\n");
  REQUIRE(project.selected.size() == 2);
  CHECK(project.selected[0].url.reveal() == "a");
  CHECK(folder.evaluated("env \"e\" {\n  for_each = tolist([\"a\"])\n}\n") ==
        "schemahcl: for_each does not support list of string type");
  CHECK(folder.evaluated("env \"e\" {\n  for_each = [{ a = 1 }]\n  v = nope\n}\n") ==
        "schemahcl: evaluate block for value {{{{} map[\"a\":{{{} 'N'}}] map[]}} map[\"a\":%!q(*big.Float=1)]}: "
        "atlas.hcl:3,7-11: Unknown "
        "variable; There is no variable named \"nope\".");
}

TEST_CASE("the place of the project file is a file URL") {
  const auto load = [](const std::string& url) {
    return project::load(
        {.config_url = url, .env = "e"}, [](std::string_view) {}, Stop::never());
  };
  CHECK_THROWS_WITH(load("atlas.hcl"), "missing scheme for config file. Did you mean file://atlas.hcl?");
  CHECK_THROWS_WITH(load("http://x"), "unsupported config file driver \"http\"");
  CHECK_THROWS_WITH(load("file:///nope/atlas.hcl"),
                    "config file \"/nope/atlas.hcl\" was not found: stat /nope/atlas.hcl: no such file or directory");
  CHECK_THROWS_WITH(load("file:///tmp"),
                    "<nil>: Failed to read file; The configuration file \"/tmp\" could not be read.");
}

TEST_CASE("an atlas block is passed over, but there is only one, without labels") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("atlas {\n  cloud {\n    token = nope\n  }\n}\nenv \"e\" {\n}\n") == R"({"name":"e"})");
  CHECK(folder.evaluated("atlas \"x\" {\n}\n") == "init block \"atlas\" cannot have labels");
  CHECK(folder.evaluated("atlas {\n}\natlas {\n}\n") == "duplicate init block \"atlas\"");
}

TEST_CASE("an error carries its line, for the caret") {
  const ProjectFolder folder;
  try {
    (void)folder.load("env \"e\" {\n  v = nope\n}\n");
    FAIL("no error");
  } catch (const Error& error) {
    REQUIRE(error.span());
    CHECK(error.span()->line_text == "  v = nope");
    CHECK(error.span()->column == 7);
  }
}
