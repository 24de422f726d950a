// SPDX-License-Identifier: Apache-2.0
#include "../../../src/workflow/unlisted_sources.hpp"

#include <support/catch.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

// A project of its own, gone at the end.
class Folder {
 public:
  explicit Folder(const Names& files)
      : m_path(fs::temp_directory_path() / ("plumb_unlisted_" + std::to_string(getpid()))) {
    for (const std::string& file : files) {
      fs::create_directories((m_path / file).parent_path());
      std::ofstream(m_path / file) << "SELECT 1;";
    }
  }
  ~Folder() { fs::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path() const { return m_path.string(); }

 private:
  fs::path m_path;
};

TEST_CASE("files beside and below the listed ones are found, and named as those are") {
  const Folder folder({"schema/a.sql", "schema/t/b.sql", "schema/t/deep/c.sql", "schema/notes.md", "other/x.sql"});
  CHECK(unlisted_sources({"schema/a.sql"}, folder.path(), "") == Names{"schema/t/b.sql", "schema/t/deep/c.sql"});
  CHECK(unlisted_sources({"./schema/a.sql", "schema/t/deep/c.sql"}, folder.path(), "") == Names{"schema/t/b.sql"});
  CHECK(unlisted_sources({folder.path() + "/schema/a.sql"}, "", "") ==
        Names{folder.path() + "/schema/t/b.sql", folder.path() + "/schema/t/deep/c.sql"});
}

TEST_CASE("only the deepest folder that holds the listed files of one folder is looked into") {
  const Folder folder({"db/schema/a.sql", "db/schema/b.sql", "db/migrations/1.sql", "db/schema/m/1.sql"});
  CHECK(unlisted_sources({"db/schema/a.sql"}, folder.path(), "db/schema/m") == Names{"db/schema/b.sql"});
}

TEST_CASE("a file of the project's own folder says nothing of its neighbours") {
  const Folder folder({"a.sql", "b.sql", "schema/c.sql"});
  CHECK(unlisted_sources({"a.sql"}, folder.path(), "").empty());
}

TEST_CASE("a file that is listed by another path is listed") {
  const Folder folder({"schema/a.sql", "schema/b.sql"});
  fs::create_symlink("a.sql", folder.path() + "/schema/link.sql");
  CHECK(unlisted_sources({"schema/../schema/link.sql", "schema/b.sql"}, folder.path(), "").empty());
}

}  // namespace
}  // namespace plumb::workflow
