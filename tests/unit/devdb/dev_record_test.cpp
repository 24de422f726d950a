// SPDX-License-Identifier: Apache-2.0
#include "../../../src/devdb/dev_record.hpp"

#include <sys/stat.h>

#include <support/catch.hpp>

#include <plumb/base/error.hpp>

#include "scratch.hpp"

using namespace plumb;
using devdb::DevServer;

namespace {

DevServer example() {
  return {.name = {.name = "an app\nof two lines & =", .project = "/srv/ä=1&b"},
          .state = DevServer::State::up,
          .lifetime = devdb::Lifetime::durable,
          .installation = {.major = 18, .bin = "/opt/x y/bin", .version = "18.4", .origin = "/opt/x y"},
          .machine = "x86_64",
          .user = "nobody",
          .folder = "/tmp/plumb-server-a",
          .data = "/data",
          .port = 5433,
          .tcp = true,
          .password = Secret("word")};
}

}  // namespace

TEST_CASE("a record says what was written, whatever is in the names") {
  const test::ScratchFolder scratch;
  const std::string path = scratch.path("a.server");
  const DevServer written = example();
  devdb::write_record(path, written);
  const std::optional<DevServer> read = devdb::read_record(path);
  REQUIRE(read);
  CHECK(read->name == written.name);
  CHECK(read->state == written.state);
  CHECK(read->lifetime == written.lifetime);
  CHECK(read->installation.major == 18);
  CHECK(read->installation.bin == written.installation.bin);
  CHECK(read->installation.version == "18.4");
  CHECK(read->machine == "x86_64");
  CHECK(read->user == "nobody");
  CHECK(read->folder == written.folder);
  CHECK(read->data == "/data");
  CHECK(read->port == 5433);
  CHECK(read->tcp);
  CHECK(read->password == Secret("word"));
}

TEST_CASE("only we can read a record, and only ours is read") {
  const test::ScratchFolder scratch;
  const std::string path = scratch.path("a.server");
  devdb::write_record(path, example());
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  std::filesystem::create_symlink(path, scratch.path("link.server"));
  CHECK_FALSE(devdb::read_record(scratch.path("link.server")));
  CHECK_FALSE(devdb::read_record(scratch.path("missing.server")));
  write_file(path, "plumb-server=2\n");
  CHECK_THROWS_WITH(devdb::read_record(path), path + " is not the record of a server, or of a newer plumb");
}

// ON DISK: durable data is found by it.
TEST_CASE("the key of a server never changes") {
  CHECK(devdb::record_key({.name = "app", .project = "/srv/app"}) ==
        devdb::record_key({.name = "x", .project = "/srv/app"}));
  CHECK(devdb::record_key({.name = "/srv/app", .project = ""}) !=
        devdb::record_key({.name = "", .project = "/srv/app"}));
  CHECK(devdb::record_key({.name = "app", .project = "/srv/app"}) == "dbe3931b5a70472e");
  CHECK(devdb::record_key({.name = "scratch", .project = ""}) == "ea96068467656051");
}

TEST_CASE("URLs lead over the socket, or over TCP with the password") {
  DevServer server = example();
  CHECK(server.url("a b") == Secret("postgres://postgres:word@127.0.0.1:5433/a%20b?sslmode=disable"));
  server.tcp = false;
  CHECK(server.url() == Secret("postgres://postgres@/dev?host=%2Ftmp%2Fplumb-server-a%2Fsocket&port=5433"));
}
