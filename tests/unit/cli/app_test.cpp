// SPDX-License-Identifier: Apache-2.0
// What the program says without a server and without files; the rest is replayed by tests/compat/run_cli.
#include <plumb/cli/app.hpp>

#include <unistd.h>

#include <cstdio>

#include <support/catch.hpp>

namespace {

// Turns a descriptor into a temporary file for as long as it lives.
class Captured {
 public:
  explicit Captured(int fd) : m_fd(fd), m_saved(::dup(fd)), m_file(std::tmpfile()) { ::dup2(::fileno(m_file), fd); }
  ~Captured() {
    ::dup2(m_saved, m_fd);
    ::close(m_saved);
    std::fclose(m_file);
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

  [[nodiscard]] std::string text() const {
    std::string out(static_cast<std::size_t>(::lseek(::fileno(m_file), 0, SEEK_END)), '\0');
    const ssize_t got = ::pread(::fileno(m_file), out.data(), out.size(), 0);
    out.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return out;
  }

 private:
  int m_fd;
  int m_saved;
  std::FILE* m_file;
};

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome run(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  std::fflush(stdout);
  const Captured out(STDOUT_FILENO);
  const Captured err(STDERR_FILENO);
  Outcome outcome;
  outcome.code = plumb::cli::run(static_cast<int>(argv.size()), argv.data());
  outcome.out = out.text();
  outcome.err = err.text();
  return outcome;
}

}  // namespace

TEST_CASE("version, under both names") {
  const Outcome plumb = run({"/usr/bin/plumb", "version"});
  CHECK(plumb.code == 0);
  CHECK(plumb.out.starts_with("plumb version 0.1.0\n"));
  CHECK(run({"/usr/bin/atlas", "version"}).out.starts_with("atlas version v1.2.3-plumb0.1.0\n"));
  CHECK(run({"plumb", "--version"}).out == plumb.out);
}

TEST_CASE("help goes to standard output and is no failure") {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"plumb"},
                                                {"plumb", "--help"},
                                                {"plumb", "migrate"},
                                                {"plumb", "help", "migrate"},
                                                {"plumb", "migrate", "apply", "--help"},
                                                {"plumb", "drift", "-h"}}) {
    const Outcome outcome = run(words);
    INFO(words.back());
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("Usage:\n  plumb") != std::string::npos);
    CHECK(outcome.err.empty());
  }
  CHECK(run({"plumb", "help", "migrate"}).out == run({"plumb", "migrate"}).out);
}

TEST_CASE("unknown commands are errors, with what may have been meant") {
  const Outcome root = run({"plumb", "migrat"});
  CHECK(root.code == 1);
  CHECK(root.out.empty());
  CHECK(root.err ==
        "Error: unknown command \"migrat\" for \"plumb\"\n\nDid you mean this?\n\tmigrate\n\nRun 'plumb --help' for "
        "usage.\n");
  CHECK(run({"atlas", "nope"}).err == "Error: unknown command \"nope\" for \"atlas\"\nRun 'atlas --help' for usage.\n");
  CHECK(run({"plumb", "migrate", "aply"}).err.find("\tapply\n") != std::string::npos);
  CHECK(run({"plumb", "migrate", "checkpoint", "--x"}).code == 1);
}

TEST_CASE("usage errors: 1 for Atlas's commands, 2 for plumb's own") {
  const Outcome atlas = run({"plumb", "migrate", "apply", "--nope"});
  CHECK(atlas.code == 1);
  CHECK(atlas.err == "Error: unknown flag: --nope\n");
  CHECK(run({"plumb", "drift", "--nope"}).code == 2);
  CHECK(run({"plumb", "migrate", "apply", "1", "2"}).err == "Error: accepts at most 1 arg(s), received 2\n");
  CHECK(run({"plumb", "migrate", "apply", "x"}).err ==
        "Error: invalid amount argument \"x\" (invalid syntax). Omit the argument or pass a valid integer instead\n");
}

TEST_CASE("a wrong --var is wrong also where no project file is read") {
  CHECK(run({"plumb", "migrate", "status", "--var", "a=1", "--var", "v=a,b"}).err ==
        "Error: invalid argument \"v=a,b\" for \"--var\" flag: variables must be format as key=value, got: \"b\"\n");
}

TEST_CASE("an empty value is a value") {
  CHECK(run({"plumb", "migrate", "apply", "--url=", "--dir", "file://" PLUMB_SOURCE_DIR "/migrations/default"}).err ==
        "Error: required flag \"url\" not set\n");
}
