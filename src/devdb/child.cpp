// SPDX-License-Identifier: Apache-2.0
// Between fork and exec only what is safe after fork in a program of several threads: no allocation, no locks.
#include "child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::devdb {

namespace {

constexpr int k_cannot_run = 126;

// Argument and environment vectors, made before the fork.
class ExecText {
 public:
  explicit ExecText(const Program& program) : m_texts(program.arguments) {
    for (std::string& text : m_texts) m_arguments.push_back(text.data());
    m_arguments.push_back(nullptr);
    // Nothing of our environment changes how a server behaves, except where the user's libraries are.
    m_variables = program.variables;
    for (const char* standard : {"PATH=/usr/bin:/bin", "HOME=/", "LC_ALL=C", "TZ=UTC"}) add_unless_given(standard);
    if (const char* libraries = std::getenv("LD_LIBRARY_PATH")) {
      add_unless_given(fmt::format("LD_LIBRARY_PATH={}", libraries));
    }
    for (std::string& text : m_variables) m_environment.push_back(text.data());
    m_environment.push_back(nullptr);
  }

  [[nodiscard]] char* const* arguments() const { return m_arguments.data(); }
  [[nodiscard]] char* const* environment() const { return m_environment.data(); }

 private:
  void add_unless_given(std::string_view variable) {
    const std::string_view name = variable.substr(0, variable.find('=') + 1);
    const bool given = std::any_of(m_variables.begin(), m_variables.end(),
                                   [name](const std::string& other) { return other.starts_with(name); });
    if (!given) m_variables.emplace_back(variable);
  }

  std::vector<std::string> m_texts;
  std::vector<std::string> m_variables;
  std::vector<char*> m_arguments;
  std::vector<char*> m_environment;
};

void unblock_signals() {
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// The log's reader is told in words what went wrong before there was a program that could.
[[noreturn]] void give_up(const char* what) {
  const char* reason = ::strerrordesc_np(errno);
  const std::array<const char*, 5> parts = {"plumb: ", what, ": ", reason == nullptr ? "?" : reason, "\n"};
  for (const char* part : parts) {
    if (::write(STDERR_FILENO, part, std::strlen(part)) < 0) break;
  }
  ::_exit(k_cannot_run);
}

constexpr int k_outlives = 0;

// Becomes the program. It gets `death_signal` when its parent dies, or outlives it. REQUIRES: called in a forked
// process whose parent is `parent`.
[[noreturn]] void become(const Program& program, const ExecText& text, pid_t parent, int death_signal) {
  const int null = ::open("/dev/null", O_RDONLY);
  if (null >= 0) ::dup2(null, STDIN_FILENO);
  ::dup2(program.log, STDOUT_FILENO);
  ::dup2(program.log, STDERR_FILENO);
  ::umask(077);
  if (program.user) {
    if (::setgroups(0, nullptr) != 0 || ::setgid(program.user->gid) != 0 || ::setuid(program.user->uid) != 0) {
      give_up("changing to the unprivileged user");
    }
  }
  if (::chdir("/") != 0) give_up("chdir /");
  if (program.keep_open >= 0) ::fcntl(program.keep_open, F_SETFD, 0);
  // After the change of user, which clears it. If the parent died before this line the signal never comes: look.
  ::prctl(PR_SET_PDEATHSIG, death_signal);
  if (death_signal != k_outlives && ::getppid() != parent) ::_exit(k_cannot_run);
  unblock_signals();
  ::execve(text.arguments()[0], text.arguments(), text.environment());
  give_up(text.arguments()[0]);
}

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return exit_code(status);
}

struct KeeperTask {
  const Program& server;
  const ExecText& text;
  const char* folder;
  int alive;
};

// Closes everything that came along with the fork: above all the other ends of other keepers' pipes.
void close_all_but(int alive, int keep_open, int log) {
  const int top = static_cast<int>(::sysconf(_SC_OPEN_MAX));
  std::array<int, 3> kept = {alive, keep_open, log};
  int from = 3;
  for (;;) {
    int next = -1;
    for (const int fd : kept) {
      if (fd >= from && (next < 0 || fd < next)) next = fd;
    }
    const unsigned last = next < 0 ? ~0U : static_cast<unsigned>(next) - 1;
    if (last >= static_cast<unsigned>(from) && ::close_range(static_cast<unsigned>(from), last, 0) != 0) {
      for (int fd = from; fd < (next < 0 ? top : next); ++fd) ::close(fd);
    }
    if (next < 0) return;
    from = next + 1;
  }
}

[[noreturn]] void keep(const KeeperTask& task) {
  ::setsid();  // Ctrl-C on the terminal is for us to handle, not for the server
  ::prctl(PR_SET_NAME, "plumb-keeper");
  close_all_but(task.alive, task.server.keep_open, task.server.log);
  sigset_t watched;
  sigemptyset(&watched);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&watched, signal);
  ::sigprocmask(SIG_SETMASK, &watched, nullptr);
  const int signals = ::signalfd(-1, &watched, SFD_CLOEXEC);

  const pid_t self = ::getpid();
  const pid_t server = ::fork();
  if (server == 0) become(task.server, task.text, self, SIGQUIT);
  if (server < 0) ::_exit(k_cannot_run);

  for (;;) {
    pollfd fds[2] = {{task.alive, POLLIN, 0}, {signals, POLLIN, 0}};
    if (::poll(fds, 2, -1) < 0) continue;
    if (fds[0].revents != 0) break;
    signalfd_siginfo info{};
    if (::read(signals, &info, sizeof info) == sizeof info && info.ssi_signo != SIGCHLD) break;
    int status = 0;
    if (::waitpid(server, &status, WNOHANG) == server) ::_exit(exit_code(status));
  }
  ::kill(server, SIGQUIT);  // immediate shutdown: nothing of it is wanted any more
  int status = 0;
  while (::waitpid(server, &status, 0) < 0 && errno == EINTR) {
  }
  unblock_signals();
  ::execl("/bin/rm", "rm", "-rf", "--", task.folder, nullptr);
  ::_exit(k_cannot_run);
}

}  // namespace

int run(const Program& program) {
  const ExecText text(program);
  const pid_t self = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become(program, text, self, SIGKILL);
  if (pid < 0) throw Error("fork: " + errno_text(errno));
  return wait_for(pid);
}

DetachedProgram::DetachedProgram(const Program& program) {
  const ExecText text(program);
  const pid_t self = ::getpid();
  m_pid = ::fork();
  if (m_pid == 0) {
    ::setsid();
    close_all_but(program.keep_open, program.log, -1);
    become(program, text, self, k_outlives);
  }
  if (m_pid < 0) throw Error("fork: " + errno_text(errno));
}

bool DetachedProgram::running() {
  int status = 0;
  if (m_pid > 0 && ::waitpid(m_pid, &status, WNOHANG) == m_pid) m_pid = -1;
  return m_pid > 0;
}

KeptServer::KeptServer(const Program& server, const std::string& folder) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw Error("pipe: " + errno_text(errno));
  const Descriptor theirs(ends[0]);
  m_alive = Descriptor(ends[1]);
  const ExecText text(server);
  m_keeper = ::fork();
  if (m_keeper == 0) keep({server, text, folder.c_str(), theirs.get()});
  if (m_keeper < 0) throw Error("fork: " + errno_text(errno));
}

KeptServer::~KeptServer() {
  m_alive.reset();
  if (m_keeper > 0) wait_for(m_keeper);
}

bool KeptServer::running() {
  if (m_keeper <= 0) return false;
  int status = 0;
  if (::waitpid(m_keeper, &status, WNOHANG) != m_keeper) return true;
  m_keeper = -1;
  return false;
}

}  // namespace plumb::devdb
