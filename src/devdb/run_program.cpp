// SPDX-License-Identifier: Apache-2.0
// Boost.Process v2 of Boost 1.81 is header-only, needs no Boost library at link time and reads both pipes in one event
// loop, so a program that fills one of them while we wait for the other cannot block. Its headers stay in this file.
#include <plumb/devdb/run_program.hpp>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::devdb {
namespace {

namespace process = boost::process::v2;

bool is_executable(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "";
  while (!folders.empty() && !name.empty()) {
    const std::size_t colon = folders.find(':');
    const std::string folder(folders.substr(0, colon));
    folders.remove_prefix(colon == std::string_view::npos ? folders.size() : colon + 1);
    std::string path = (folder.empty() ? "." : folder) + "/" + name;
    if (is_executable(path)) return path;
  }
  throw Error(fmt::format("exec: {}: executable file not found in $PATH", go_quote(name)));
}

void check_folder(const std::string& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) throw Error(fmt::format("chdir {}: {}", folder, errno_text(errno)));
  if (!S_ISDIR(info.st_mode)) throw Error(fmt::format("chdir {}: {}", folder, errno_text(ENOTDIR)));
}

}  // namespace

std::string ProgramOutput::status_text() const {
  if (signal == 0) return fmt::format("exit status {}", exit_status);
  std::string name = ::strsignal(signal);
  if (!name.empty()) name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
  return "signal: " + name;
}

ProgramOutput run_program(const std::vector<std::string>& argv, const std::string& working_dir) {
  ProgramOutput output;
  output.path = find_program(argv.front());
  if (!working_dir.empty()) check_folder(working_dir);
  const std::vector<std::string> arguments(argv.begin() + 1, argv.end());

  boost::asio::io_context loop;
  boost::asio::readable_pipe out(loop);
  boost::asio::readable_pipe error(loop);
  try {
    // The descriptions of the streams must not outlive this statement: they hold our copies of the write ends, and
    // while those are open the pipes have no end.
    process::process child(loop.get_executor(), output.path, arguments, process::process_stdio{nullptr, out, error},
                           process::process_start_dir(working_dir.empty() ? std::string(".") : working_dir));
    const auto ignore_end = [](const boost::system::error_code&, std::size_t) {};
    boost::asio::async_read(out, boost::asio::dynamic_buffer(output.out), ignore_end);
    boost::asio::async_read(error, boost::asio::dynamic_buffer(output.error), ignore_end);
    loop.run();
    child.wait();
    const int status = child.native_exit_code();
    if (WIFSIGNALED(status)) {
      output.signal = WTERMSIG(status);
    } else {
      output.exit_status = WEXITSTATUS(status);
    }
  } catch (const boost::system::system_error& failure) {
    throw Error(fmt::format("fork/exec {}: {}", output.path, errno_text(failure.code().value())));
  }
  return output;
}

}  // namespace plumb::devdb
