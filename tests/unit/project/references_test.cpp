// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "loading.hpp"

using namespace plumb;
using namespace plumb::project;

TEST_CASE("locals refer to each other in any order") {
  const ProjectFolder folder;
  CHECK(folder.evaluated(
            "env \"e\" {\n  v = local.b\n}\nlocals {\n  b = \"${local.a}!\"\n}\nlocals {\n  a = \"x\"\n}\n") ==
        R"({"name":"e","v":"x!"})");
  CHECK(folder.evaluated("locals {\n  a = local.b\n  b = local.a\n}\n") == "cyclic reference to \"local.a\"");
  CHECK(folder.evaluated("locals {\n  a = nope\n}\n") ==
        "atlas.hcl:2,7-11: Unknown variable; There is no variable named \"nope\".");
  CHECK(folder.evaluated("env \"e\" {\n  v = local.z\n}\n") ==
        "atlas.hcl:2,7-12: Unknown local; There is no variable named \"local\".");
}

TEST_CASE("a data source runs only if something needs it, and once") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("data \"external\" \"x\" {\n  program = [\"false\"]\n}\nenv \"e\" {\n}\n") ==
        R"({"name":"e"})");
  const std::string count = folder.path("count");
  CHECK(folder.evaluated("data \"external\" \"x\" {\n  program = [\"sh\", \"-c\", \"echo x >> " + count + "; wc -l < " +
                         count +
                         "\"]\n}\nlocals {\n  a = data.external.x\n  b = data.external.x\n}\nenv \"e\" {\n  v = "
                         "trimspace(local.b)\n}\n") == R"({"name":"e","v":"1"})");
}

TEST_CASE("data sources are known by name, and refuse what they do not know") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("data \"nope\" \"x\" {\n}\n") == "missing data source handler for \"nope\"");
  CHECK(folder.evaluated("data \"external\" {\n}\n") == "data block \"data\" must have exactly 2 labels");
  CHECK(folder.evaluated("env \"e\" {\n  v = data.sql.y.z\n}\n") ==
        "atlas.hcl:2,7-11: Unknown data source; data.sql.y.z does not exist");
  const auto with = [&](const std::string& body) {
    return folder.evaluated("data \"external\" \"x\" {\n" + body + "}\nenv \"e\" {\n  v = data.external.x\n}\n");
  };
  CHECK(with("") ==
        "data.external.x: decoding body: atlas.hcl:1,21-21: Missing required argument; The argument \"program\" is "
        "required, but no "
        "definition was found.");
  CHECK(with("  program = \"ls\"\n") ==
        "data.external.x: decoding body: atlas.hcl:2,14-16: Unsuitable value type; Unsuitable value: list of string "
        "required");
  CHECK(with("  program = [\"true\"]\n  nope = 1\n") == "data.external.x: unexpected attributes: nope");
  CHECK(with("  program = [\"no-such-program-x\"]\n") ==
        "data.external.x: running program no-such-program-x: exec: \"no-such-program-x\": executable file not found in "
        "$PATH");
}

TEST_CASE("data sources that Atlas's community edition has not are refused in its words") {
  const ProjectFolder folder;
  CHECK(folder.evaluated("data \"external_schema\" \"x\" {\n}\nenv \"e\" {\n  src = data.external_schema.x.url\n}\n")
            .starts_with("data.external_schema is not supported by the community version of Atlas.\n\nInstall"));
}

TEST_CASE("runtime variables are constants or files") {
  const ProjectFolder folder;
  folder.write("s.txt", "secret\n");
  const auto with = [&](const std::string& url) {
    return folder.evaluated("data \"runtimevar\" \"r\" {\n  url = \"" + url +
                            "\"\n}\nenv \"e\" {\n  v = data.runtimevar.r\n}\n");
  };
  CHECK(with("constant://?val=x") == R"({"name":"e","v":"x"})");
  CHECK(with("file://" + folder.path("s.txt")) == R"({"name":"e","v":"secret\n"})");
  CHECK(with("constant://?val=x&decoder=bytes") == "data.runtimevar.r: unsupported decoder: \"bytes\"");
}

TEST_CASE("a folder of templates becomes a directory in memory") {
  const ProjectFolder folder;
  folder.write("tpl/1.sql", "CREATE TABLE {{ .Table }} (id int);");
  const std::string text =
      "data \"template_dir\" \"m\" {\n  path = \"" + folder.path("tpl") +
      "\"\n  vars = {\n    Table = \"t_${atlas.env}\"\n  }\n}\nenv \"e\" {\n  migration {\n    dir = "
      "data.template_dir.m.url\n  }\n}\n";
  const Project project = folder.load(text);
  REQUIRE(project.memory.size() == 1);
  const auto& [name, files] = *project.memory.begin();
  CHECK(project.selected.at(0).migration.dir == "mem://" + name);
  CHECK(files.at("1.sql") == "CREATE TABLE t_e (id int);");
  CHECK(files.at("atlas.sum").starts_with("h1:"));
}
