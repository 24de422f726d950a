// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "loading.hpp"

using namespace plumb;
using namespace plumb::project;

namespace {

std::string value(const ProjectFolder& folder, const std::string& expression) {
  return folder.evaluated("env \"e\" {\n  v = " + expression + "\n}\n");
}

// What fileset() finds, below the folder.
std::string found(const ProjectFolder& folder, const std::string& function, const std::string& pattern) {
  return value(folder, "join(\" \", [for f in " + function + "(\"" + pattern + "\") : trimprefix(f, \"" +
                           folder.path("") + "\")])");
}

}  // namespace

TEST_CASE("files are read and found from the folder of the project file") {
  const ProjectFolder folder;
  for (const char* name : {"s/b.sql", "s/a.sql", "s/t/c.sql", "s/t/u/d.sql", "s/.h", "x.txt"})
    folder.write(name, "text\n");
  CHECK(value(folder, "file(\"x.txt\")") == R"({"name":"e","v":"text\n"})");
  CHECK(
      value(folder, "file(\"nope\")").find("Call to function \"file\" failed: open nope: no such file or directory.") !=
      std::string::npos);

  CHECK(found(folder, "glob", "s/*.sql") == R"({"name":"e","v":"s/a.sql s/b.sql"})");
  CHECK(found(folder, "glob", "s/**/*.sql") == R"({"name":"e","v":"s/t/c.sql"})");
  CHECK(value(folder, "glob(\"[\")").find("syntax error in pattern") != std::string::npos);

  CHECK(found(folder, "fileset", "s/**/*.sql") == R"({"name":"e","v":"s/t/u/d.sql s/t/c.sql s/a.sql s/b.sql"})");
  CHECK(found(folder, "fileset", "s/**") ==
        R"({"name":"e","v":"s/.h s/a.sql s/b.sql s/t s/t/c.sql s/t/u s/t/u/d.sql"})");
  CHECK(found(folder, "fileset", "s/{b,a}.sql") == R"({"name":"e","v":"s/a.sql s/b.sql"})");
  CHECK(found(folder, "fileset", "{s/t,s}/?.sql") == R"({"name":"e","v":"s/t/c.sql s/a.sql s/b.sql"})");
  CHECK(found(folder, "fileset", "s/[^a].sql") == R"({"name":"e","v":"s/b.sql"})");
  CHECK(found(folder, "fileset", "nope/*") == R"({"name":"e","v":""})");
  CHECK(value(folder, "fileset(\"{a\")").find("syntax error in pattern") != std::string::npos);
}

TEST_CASE("the environment is readable, and an unset variable is empty") {
  ::setenv("PLUMB_TEST_VARIABLE", "x", 1);
  ::unsetenv("PLUMB_TEST_UNSET");
  const ProjectFolder folder;
  CHECK(value(folder, "[getenv(\"PLUMB_TEST_VARIABLE\"), getenv(\"PLUMB_TEST_UNSET\")]") ==
        R"({"name":"e","v":["x",""]})");
}

TEST_CASE("print gives its value back") {
  const ProjectFolder folder;
  CHECK(value(folder, "[print(\"a\"), print(\"b\")]") == R"({"name":"e","v":["a","b"]})");
  CHECK(value(folder, "print(1.50)") == R"({"name":"e","v":1.5})");
  CHECK(folder.printed() == "a\nb\n1.5\n");
}
