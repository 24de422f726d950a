// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/attached_command.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include <plumb/base/descriptor.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>

namespace plumb::devdb {

namespace {

// All that exec needs, made before a fork.
class Command {
 public:
  Command(const std::vector<std::string>& argv, const EnvironmentChanges& changes)
      : m_path(find_in_path(argv.front())), m_arguments(argv) {
    if (m_path.empty()) throw Error(fmt::format("there is no program {} in PATH", argv.front()));
    for (char** variable = environ; *variable != nullptr; ++variable) {
      if (!is_changed(*variable, changes)) m_variables.emplace_back(*variable);
    }
    for (const auto& [name, value] : changes) {
      if (value) m_variables.push_back(fmt::format("{}={}", name, *value));
    }
    point(m_arguments, m_argument_pointers);
    point(m_variables, m_variable_pointers);
  }

  // Returns errno's value only if it failed.
  [[nodiscard]] int exec() const {
    ::signal(SIGPIPE, SIG_DFL);  // plumb ignores it, and what is ignored stays so
    ::execve(m_path.c_str(), m_argument_pointers.data(), m_variable_pointers.data());
    return errno;
  }
  [[nodiscard]] const std::string& path() const { return m_path; }

 private:
  static bool is_changed(std::string_view variable, const EnvironmentChanges& changes) {
    return std::any_of(changes.begin(), changes.end(), [variable](const auto& change) {
      return variable.starts_with(change.first) && variable.substr(change.first.size()).starts_with('=');
    });
  }
  static void point(std::vector<std::string>& texts, std::vector<char*>& pointers) {
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
  }

  std::string m_path;
  std::vector<std::string> m_arguments;
  std::vector<std::string> m_variables;
  std::vector<char*> m_argument_pointers;
  std::vector<char*> m_variable_pointers;
};

// Our signals come through a descriptor as long as this lives.
class SignalWatch {
 public:
  SignalWatch() {
    sigset_t watched;
    sigemptyset(&watched);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2}) sigaddset(&watched, signal);
    ::sigprocmask(SIG_BLOCK, &watched, &m_before);
    m_signals = Descriptor(::signalfd(-1, &watched, SFD_CLOEXEC));
  }
  ~SignalWatch() { restore(); }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  void restore() const { ::sigprocmask(SIG_SETMASK, &m_before, nullptr); }
  [[nodiscard]] signalfd_siginfo next() const {
    signalfd_siginfo info{};
    while (::read(m_signals.get(), &info, sizeof info) < 0 && errno == EINTR) {
    }
    return info;
  }

 private:
  sigset_t m_before{};
  Descriptor m_signals;
};

// The child's errno comes through a pipe that a successful exec closes.
[[noreturn]] void start_child(const Command& command, const SignalWatch& signals, pid_t parent, int failure) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() == parent) {
    signals.restore();
    const int error = command.exec();
    [[maybe_unused]] const auto written = ::write(failure, &error, sizeof error);
  }
  ::_exit(127);
}

int wait_and_pass_on(pid_t child, const SignalWatch& signals) {
  for (;;) {
    const signalfd_siginfo info = signals.next();
    if (info.ssi_signo != SIGCHLD) {
      // What the terminal sends it sends to the whole group.
      if (info.ssi_code != SI_KERNEL) ::kill(child, static_cast<int>(info.ssi_signo));
      continue;
    }
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) != child) continue;
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
  }
}

bool is_program(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::string find_in_path(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "/usr/local/bin:/usr/bin:/bin";
  while (!folders.empty() && !name.empty()) {
    const std::string_view folder = folders.substr(0, folders.find(':'));
    folders.remove_prefix(std::min(folder.size() + 1, folders.size()));
    std::string path = fmt::format("{}/{}", folder.empty() ? "." : folder, name);
    if (is_program(path)) return path;
  }
  return "";
}

int run_attached(const std::vector<std::string>& argv, const EnvironmentChanges& changes) {
  const Command command(argv, changes);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw Error("pipe: " + errno_text(errno));
  const Descriptor failure(ends[0]);
  Descriptor theirs(ends[1]);
  const SignalWatch signals;
  const pid_t self = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) start_child(command, signals, self, theirs.get());
  if (child < 0) throw Error("fork: " + errno_text(errno));
  theirs.reset();
  int error = 0;
  const bool failed = ::read(failure.get(), &error, sizeof error) == static_cast<ssize_t>(sizeof error);
  const int code = wait_and_pass_on(child, signals);
  if (failed) throw Error(fmt::format("cannot run {}: {}", command.path(), errno_text(error)));
  return code;
}

void become_command(const std::vector<std::string>& argv, const EnvironmentChanges& changes) {
  const Command command(argv, changes);
  const int error = command.exec();
  throw Error(fmt::format("cannot run {}: {}", command.path(), errno_text(error)));
}

}  // namespace plumb::devdb
