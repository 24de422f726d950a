// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/directory.hpp>

#include <sys/stat.h>

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

#include "temp_directory.hpp"

using namespace plumb::migration;

namespace {

std::string open_error(const std::string& url) {
  try {
    (void)Directory::open(url);
  } catch (const plumb::Error& error) {
    return error.message();
  }
  return "opened";
}

std::vector<std::string> names(const Directory& directory) {
  std::vector<std::string> out;
  for (const File& file : directory.files()) out.push_back(file.name);
  return out;
}

const std::map<std::string, std::string> k_three = {{"1_first.sql", "CREATE TABLE t1 (id int);\n"},
                                                    {"2_second.sql", "CREATE TABLE t2 (id int);\n"},
                                                    {"3_third.sql", "CREATE TABLE t3 (id int);\n"}};
// As Atlas wrote it for these files.
const std::string k_three_sum =
    "h1:sOqdHkkaP8hEf08hziqvOvnHYmWls8+ByelGPgfspk8=\n"
    "1_first.sql h1:InXsFLqiygwTg/XKczRBhRA0cRUf0WsLb2iXBpEBx/4=\n"
    "2_second.sql h1:5wOayr/wnhgj/2Gq4zqQ23ZzaUgZ+pDeARZk/5z90r4=\n"
    "3_third.sql h1:A6POLN6foKgGU4BVRqL3NMGzbe6vrLFGhcduE+QEpl4=\n";

}  // namespace

TEST_CASE("a directory is read with names, contents, versions and chained hashes") {
  const TempDirectory temp;
  temp.write(k_three);
  temp.write("notes.txt", "not a migration");
  const Directory directory = Directory::open(temp.url());
  CHECK(directory.path() == temp.path());
  CHECK(names(directory) == std::vector<std::string>{"1_first.sql", "2_second.sql", "3_third.sql"});
  CHECK(directory.files()[1].content == "CREATE TABLE t2 (id int);\n");
  CHECK(directory.files()[1].version == "2");
  CHECK(directory.files()[1].description == "second");
  CHECK(directory.files()[1].hash == "5wOayr/wnhgj/2Gq4zqQ23ZzaUgZ+pDeARZk/5z90r4=");
  CHECK(directory.computed_sum() == k_three_sum);
  CHECK_FALSE(directory.sum_file());
  CHECK(directory.check_sum()->kind == SumProblem::Kind::not_found);
}

TEST_CASE("names sort bytewise as a whole, and a dot in front does not hide a file") {
  const Directory directory = Directory::from_files({{"9.sql", ""},
                                                     {"10.sql", ""},
                                                     {"2.sql", ""},
                                                     {"2.5.sql", ""},
                                                     {".x.sql", ""},
                                                     {"A.SQL", ""},
                                                     {"below/1.sql", ""}});
  CHECK(names(directory) == std::vector<std::string>{".x.sql", "10.sql", "2.5.sql", "2.sql", "9.sql"});
}

TEST_CASE("a file is hashed byte for byte: no UTF-8, NUL, CR LF, an empty file, a name beyond ASCII") {
  using namespace std::string_literals;
  const TempDirectory temp;
  temp.write({{"1_a.sql", "\xFF\0\r\n"s}, {"_.sql", ""}, {"\xC3\xA9.sql", "x"}});
  CHECK(Directory::open(temp.url()).computed_sum() ==
        "h1:6ifx5Dlyu8xM8rMch0UXds4Hd/WqWwTsQ14eUi1tjfk=\n"
        "1_a.sql h1:qlOY+ujdxzr8gmwjTo+3g9mDOIHt43UJPUVG8nAEfi8=\n"
        "_.sql h1:db6M6g5Cnhl1+9MAtTxzSYQjQfXd8qcwTMje8CreQ44=\n"
        "\xC3\xA9.sql h1:8Ywqo9+hkVNOZzE6HLYfbwbiHtIqEwqmyuPDfrzqCoU=\n");
}

TEST_CASE("a file that asks not to be in the sum leaves only its name in the chain") {
  const Directory directory = Directory::from_files(
      {{"1_a.sql", "SELECT 1;\n"}, {"2_b.sql", "-- atlas:sum ignore\nSELECT 2;\n"}, {"3_c.sql", "SELECT 3;\n"}});
  CHECK(directory.computed_sum() ==
        "h1:J3IskCpOikwz9JFwbWSFUR5CYxftIy3cnK5hO+cM+9c=\n"
        "1_a.sql h1:oHx7vmeRbxB72kdSGUkFhE08red3y82zeqcbzCxkGjo=\n"
        "3_c.sql h1:9tAH5dHWrLyY7rp0oboSIWTvKTne4PrrKpTXHaHHcoc=\n");
  CHECK(directory.files().size() == 3);
  CHECK(directory.files()[1].hash.empty());
}

TEST_CASE("an empty directory is valid without a sum") {
  const TempDirectory temp;
  CHECK_FALSE(Directory::open(temp.url()).check_sum());
  CHECK(Directory::open(temp.url()).computed_sum() == "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

TEST_CASE("what is wrong with a directory's place is said as Atlas says it") {
  const TempDirectory temp;
  temp.write("file", "");
  CHECK(open_error("migrations") == "missing scheme for dir url. Did you mean \"file://migrations\"? ");
  CHECK(open_error("") == "missing scheme for dir url. Did you mean \"file://\"? ");
  CHECK(open_error("s3://x") == "unsupported driver \"s3\"");
  CHECK(open_error("atlas://x") ==
        "atlas remote directory is not supported by this release. See: https://atlasgo.io/getting-started");
  CHECK(open_error(temp.url("?format=foo")) == "unknown dir format \"foo\"");
  CHECK(open_error(temp.url("/none")) == "sql/migrate: stat " + temp.path() + "/none: no such file or directory");
  CHECK(open_error(temp.url("/file")) == "sql/migrate: \"" + temp.path() + "/file\" is not a dir");
  CHECK(open_error(temp.url("/file/x")) == "sql/migrate: stat " + temp.path() + "/file/x: not a directory");
}

TEST_CASE("a directory or a dangling link among the files is an error that names it") {
  const TempDirectory temp;
  temp.write("x.sql/inner", "");
  CHECK(open_error(temp.url()) == "sql/migrate: read file \"x.sql\": read " + temp.path() + "/x.sql: is a directory");
  std::filesystem::remove_all(temp.path() + "/x.sql");
  std::filesystem::create_symlink("nowhere", temp.path() + "/y.sql");
  CHECK(open_error(temp.url()) ==
        "sql/migrate: read file \"y.sql\": open " + temp.path() + "/y.sql: no such file or directory");
}

TEST_CASE("what validates a directory can have an unreadable file told like a wrong sum") {
  const TempDirectory temp;
  temp.write("x.sql/inner", "");
  const Directory directory = Directory::open(temp.url(), {}, Unreadable::is_sum_problem);
  const auto problem = directory.check_sum();
  REQUIRE(problem);
  CHECK(problem->kind == SumProblem::Kind::unreadable);
  CHECK(problem->text() == "sql/migrate: read file \"x.sql\": read " + temp.path() + "/x.sql: is a directory");
  CHECK(directory.files().empty());
  CHECK_THROWS(write_sum(directory));  // never a sum without that file
  CHECK_THROWS_WITH(Directory::open(temp.url("/none"), {}, Unreadable::is_sum_problem),
                    "sql/migrate: stat " + temp.path() + "/none: no such file or directory");
}

TEST_CASE("no rights to list a directory or to read a file is an error, not an empty directory") {
  const TempDirectory temp;
  temp.write("1.sql", "");
  ::chmod(temp.path().c_str(), 0711);
  ::chmod((temp.path() + "/1.sql").c_str(), 0);
  const bool root = ::geteuid() == 0;  // root may read everything: look with the eyes of somebody else
  if (root) REQUIRE(::seteuid(65534) == 0);
  const std::string listing = open_error(temp.url());
  if (root) REQUIRE(::seteuid(0) == 0);
  ::chmod(temp.path().c_str(), 0755);
  if (root) REQUIRE(::seteuid(65534) == 0);
  const std::string reading = open_error(temp.url());
  if (root) REQUIRE(::seteuid(0) == 0);
  if (root) CHECK(listing == "sql/migrate: open " + temp.path() + ": permission denied");
  CHECK(reading == "sql/migrate: read file \"1.sql\": open " + temp.path() + "/1.sql: permission denied");
}

TEST_CASE("the path of a directory URL is host and path, cleaned") {
  CHECK(directory_path("file://migrations") == "migrations");
  CHECK(directory_path("file://a/b") == "a/b");
  CHECK(directory_path("file:///abs/x/../y?format=goose") == "/abs/y");
  CHECK(directory_path("file://./x") == "x");
  CHECK(directory_path("file://../x") == "../x");
  CHECK(directory_path("file://") == "migrations");
  CHECK(directory_path("mem://x") == "");
}

TEST_CASE("a directory in memory is found by its name") {
  const Directory::Memory memory = {{"x/y", {{"1.sql", "SELECT 1;"}, {"atlas.sum", "junk\n"}}}};
  const Directory directory = Directory::open("mem://x/y", memory);
  CHECK(names(directory) == std::vector<std::string>{"1.sql"});
  CHECK(directory.sum_file() == "junk\n");
  CHECK(directory.path() == "");
  CHECK(Directory::open("mem://other", memory).files().empty());
}

TEST_CASE("two files of one version are found") {
  CHECK(Directory::from_files(k_three).duplicate_versions().empty());
  const auto twice =
      Directory::from_files({{"1_a.sql", ""}, {"1_b.sql", ""}, {"1.sql", ""}, {"2.sql", ""}}).duplicate_versions();
  REQUIRE(twice.size() == 1);
  CHECK(twice[0].version == "1");
  CHECK(twice[0].files == std::vector<std::string>{"1.sql", "1_a.sql", "1_b.sql"});
  CHECK(Directory::from_files({{"R__a.sql", ""}, {"R__b.sql", ""}}, Format::flyway).duplicate_versions().empty());
}

TEST_CASE("write_sum makes the directory valid, and leaves a right sum alone") {
  const TempDirectory temp;
  temp.write(k_three);
  write_sum(Directory::open(temp.url()));
  CHECK(temp.files().at("atlas.sum") == k_three_sum);
  CHECK_FALSE(Directory::open(temp.url()).check_sum());
  struct stat before {};
  struct stat after {};
  REQUIRE(::stat((temp.path() + "/atlas.sum").c_str(), &before) == 0);
  write_sum(Directory::open(temp.url()));
  REQUIRE(::stat((temp.path() + "/atlas.sum").c_str(), &after) == 0);
  CHECK(before.st_ino == after.st_ino);  // not replaced
  temp.write("atlas.sum", "wrong\n");
  write_sum(Directory::open(temp.url()));
  CHECK(temp.files().at("atlas.sum") == k_three_sum);
}

TEST_CASE("rewrite_sum writes what write_sum writes") {
  const TempDirectory temp;
  temp.write(k_three);
  rewrite_sum(temp.url());
  CHECK(temp.files().at("atlas.sum") == k_three_sum);
  temp.write("2_second.sql", "-- atlas:sum ignore\n");
  temp.write("0.sql", std::string(10'000, 'x'));
  rewrite_sum(temp.url());
  CHECK(temp.files().at("atlas.sum") == Directory::open(temp.url()).computed_sum());
  temp.write("x.sql/inner", "");
  CHECK_THROWS_WITH(rewrite_sum(temp.url()),
                    "sql/migrate: read file \"x.sql\": read " + temp.path() + "/x.sql: is a directory");
  rewrite_sum("mem://x");
}

TEST_CASE("ensure_directory makes parents, and is content with what is there") {
  const TempDirectory temp;
  ensure_directory(temp.url("/a/b/c"));
  ensure_directory(temp.url("/a/b/c"));
  CHECK(std::filesystem::is_directory(temp.path() + "/a/b/c"));
  temp.write("file", "");
  CHECK_THROWS_WITH(ensure_directory(temp.url("/file/x")), "mkdir " + temp.path() + "/file/x: not a directory");
}
