// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/script.hpp>
#include <support/catch.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>
#include <plumb/base/error.hpp>

using namespace plumb;
using desired::Script;

namespace {

// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() : m_path(std::filesystem::temp_directory_path() / ("plumb_script_test_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(m_path);
  }
  ~Folder() { std::filesystem::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string add(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((m_path / name).parent_path());
    std::ofstream(m_path / name) << text;
    return (m_path / name).string();
  }
  std::string path() const { return m_path.string(); }

 private:
  std::filesystem::path m_path;
};

}  // namespace

TEST_CASE("sources are files, and folders in byte order, each statement by itself") {
  const Folder folder;
  const std::string last = folder.add("z.sql", "SELECT 3;");
  folder.add("tables/b.sql", "SELECT 2;");
  folder.add("tables/B.sql", "SELECT 1; SELECT 1;");
  folder.add("tables/deeper/c.sql", "SELECT 9;");
  folder.add("tables/notes.md", "not SQL");
  const auto scripts = desired::source_scripts({folder.path() + "/tables", "file://" + last});
  REQUIRE(scripts.size() == 3);
  CHECK(scripts[0].name == folder.path() + "/tables/B.sql");
  CHECK(scripts[0].statements.size() == 2);
  CHECK(scripts[1].name == folder.path() + "/tables/b.sql");
  CHECK(scripts[2].name == last);
  CHECK(scripts[2].transaction == Script::Transaction::each_statement);
}

TEST_CASE("sources that cannot be loaded are named") {
  const Folder folder;
  CHECK_THROWS_WITH(desired::source_scripts({"schema.hcl"}), "src: schema.hcl: only SQL files can be loaded");
  CHECK_THROWS_WITH(desired::source_scripts({"postgres://localhost/db"}),
                    "src: postgres://: only files and folders can be loaded");
  CHECK_THROWS_WITH(desired::source_scripts({folder.path() + "/none.sql"}),
                    "open " + folder.path() + "/none.sql: no such file or directory");
  const std::string broken = folder.add("broken.sql", "SELECT 'open;\n");
  try {
    (void)desired::source_scripts({broken});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(describe(error) == broken + ":1:8: unclosed quote '\\''\n  SELECT 'open;\n         ^");
  }
}

TEST_CASE("a migration is run as apply runs it") {
  const auto directory = migration::Directory::from_files(
      {{"1_a.sql", "SELECT 1;\nSELECT 2;\nSELECT 3;\n"}, {"2_b.sql", "-- atlas:txmode none\n\nSELECT 4;\n"}});
  const Script whole = desired::migration_script(directory.files()[0], "migrations/default");
  CHECK(whole.name == "migrations/default/1_a.sql");
  CHECK(whole.transaction == Script::Transaction::whole_file);
  CHECK(whole.statements.size() == 3);
  CHECK(desired::migration_script(directory.files()[0], "", 2).statements.size() == 2);
  CHECK(desired::migration_script(directory.files()[1], "").transaction == Script::Transaction::each_statement);
}

TEST_CASE("a digest stands for the texts, their order, and how far they are run") {
  const auto directory =
      migration::Directory::from_files({{"1_a.sql", "SELECT 1;\nSELECT 2;\n"}, {"2_b.sql", "SELECT 4;\n"}});
  const Script a = desired::migration_script(directory.files()[0], "");
  const Script b = desired::migration_script(directory.files()[1], "");
  const std::string both = desired::digest({a, b});
  CHECK(both.size() == 64);
  CHECK(both == desired::digest({a, b}));
  CHECK(both != desired::digest({b, a}));
  CHECK(both != desired::digest({a}));
  CHECK(desired::digest({a}) != desired::digest({desired::migration_script(directory.files()[0], "", 1)}));
}
