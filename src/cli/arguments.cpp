// SPDX-License-Identifier: Apache-2.0
#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::cli {
namespace {

[[noreturn]] void usage(const std::string& text) {
  throw Error(text, ErrorCode::usage);
}

// A switch takes no value of its own: it is what is given, or true.
bool is_switch(const CLI::Option& option) {
  return option.get_expected_max() == 0;
}

const CLI::Option* find_long(const CLI::App& app, const std::string& name) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->check_lname(name)) return option;
  }
  return nullptr;
}

const CLI::Option* find_short(const CLI::App& app, char name) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->check_sname(std::string(1, name))) return option;
  }
  return nullptr;
}

std::string shown_name(const CLI::Option& option) {
  std::string out;
  for (const std::string& name : option.get_snames()) out += "-" + name + ", ";
  return out + "--" + option.get_lnames().front();
}

class Reader {
 public:
  Reader(const CLI::App& app, const std::vector<std::string>& words) : m_app(app), m_words(words) {}

  [[nodiscard]] Words read() {
    for (; m_at < m_words.size(); ++m_at) {
      const std::string& word = m_words[m_at];
      if (word == "--") {
        m_out.arguments.insert(m_out.arguments.end(), m_words.begin() + static_cast<std::ptrdiff_t>(m_at) + 1,
                               m_words.end());
        break;
      }
      if (word.starts_with("--")) {
        read_long(word);
      } else if (word.size() > 1 && word[0] == '-') {
        read_short(word);
      } else {
        m_out.arguments.push_back(word);
      }
    }
    return std::move(m_out);
  }

 private:
  void read_long(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(2, equals == std::string::npos ? std::string::npos : equals - 2);
    if (name.empty() || name[0] == '-') usage("bad flag syntax: " + word);
    const CLI::Option* option = find_long(m_app, name);
    if (option == nullptr) {
      if (name == "help") {
        m_out.help = true;
        return;
      }
      usage("unknown flag: --" + name);
    }
    if (equals != std::string::npos) return take(*option, word.substr(equals + 1));
    if (is_switch(*option)) return take(*option, "true");
    if (m_at + 1 >= m_words.size()) usage("flag needs an argument: --" + name);
    take(*option, m_words[++m_at]);
  }

  // -u value, -uvalue, -u=value, and several switches in one word.
  void read_short(const std::string& word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const CLI::Option* option = find_short(m_app, word[i]);
      if (option == nullptr) {
        if (word[i] == 'h') {
          m_out.help = true;
          return;
        }
        usage(fmt::format("unknown shorthand flag: '{}' in {}", word[i], "-" + word.substr(i)));
      }
      if (i + 1 < word.size() && word[i + 1] == '=') return take(*option, word.substr(i + 2));
      if (is_switch(*option)) {
        take(*option, "true");
        continue;
      }
      if (i + 1 < word.size()) return take(*option, word.substr(i + 1));
      if (m_at + 1 >= m_words.size())
        usage(fmt::format("flag needs an argument: '{}' in {}", word[i], "-" + word.substr(i)));
      return take(*option, m_words[++m_at]);
    }
  }

  void take(const CLI::Option& option, const std::string& value) {
    std::string shown = value;
    if (is_switch(option)) {
      const std::optional<bool> parsed = parse_go_bool(value);
      if (!parsed) {
        usage(fmt::format("invalid argument {} for \"{}\" flag: strconv.ParseBool: parsing {}: invalid syntax",
                          go_quote(value), shown_name(option), go_quote(value)));
      }
      shown = *parsed ? "true" : "false";
    }
    m_out.flags.emplace_back("--" + option.get_lnames().front(), shown);
  }

  const CLI::App& m_app;
  const std::vector<std::string>& m_words;
  std::size_t m_at = 0;
  Words m_out;
};

// Global flags that may stand before a command and take the next word as their value.
bool takes_next_word(const std::string& word) {
  return word == "--env" || word == "--var" || word == "--config" || word == "-c";
}

}  // namespace

Words read_words(const CLI::App& app, const std::vector<std::string>& words) {
  return Reader(app, words).read();
}

CommandWords find_command(const std::vector<std::string>& words,
                          const std::function<bool(const std::string&)>& is_group) {
  CommandWords out;
  bool complete = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool flag = word.size() > 1 && word[0] == '-';
    if (complete || word == "--") {
      out.rest.insert(out.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    if (flag) {
      out.rest.push_back(word);
      if (takes_next_word(word) && i + 1 < words.size()) out.rest.push_back(words[++i]);
      continue;
    }
    out.names.push_back(word);
    complete = out.names.size() == 2 || !is_group(word);
  }
  return out;
}

}  // namespace plumb::cli
