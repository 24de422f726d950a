// SPDX-License-Identifier: Apache-2.0
#include "reset_prefixes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <plumb/apply/pending.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/parts_digest.hpp>

namespace plumb::workflow {

namespace {

// To be counted up when a database is made in another way.
constexpr int k_way_of_making = 1;

// Upper and lower case of ASCII letters are the same, as in SQL.
bool holds(std::string_view text, std::string_view word) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

}  // namespace

bool may_name_database(const migration::File& file, std::string_view database) {
  return holds(file.content, "database") && holds(file.content, database);
}

std::vector<const migration::File*> files_up_to(const migration::Directory& directory,
                                                const std::optional<std::string>& version) {
  std::vector<const migration::File*> files = apply::first_run_files(directory.files());
  if (!version) return files;
  const auto is_it = [&](const migration::File& file) { return file.version == *version; };
  const auto last = std::find_if(directory.files().begin(), directory.files().end(), is_it);
  if (last == directory.files().end()) {
    throw Error(fmt::format("no migration has version {}", go_quote(*version)))
        .with_hint("`plumb migrate status` tells the versions there are");
  }
  // A checkpoint after it does not count.
  const auto begin = directory.files().begin();
  auto first = std::find_if(std::make_reverse_iterator(last + 1), std::make_reverse_iterator(begin),
                            [](const migration::File& file) { return file.is_checkpoint(); });
  const auto start = first == std::make_reverse_iterator(begin) ? begin : first.base() - 1;
  files.clear();
  for (auto file = start; file != last + 1; ++file) files.push_back(&*file);
  return files;
}

std::vector<std::string> prefix_keys(const std::vector<const migration::File*>& files, std::string_view circumstances) {
  PartsDigest hash;
  hash.add(std::to_string(k_way_of_making));
  hash.add(circumstances);
  const auto key = [&hash] { return hash.hex().substr(0, 40); };
  std::vector<std::string> keys = {key()};
  for (const migration::File* file : files) {
    hash.add(file->name);
    hash.add(file->hash);
    hash.add(file->content);
    keys.push_back(key());
  }
  return keys;
}

std::vector<std::size_t> places_to_keep(std::size_t known, std::size_t files) {
  constexpr std::size_t k_step = 4;
  std::vector<std::size_t> places;
  if (files > known) places.push_back(files);
  for (std::size_t back = 1; back < files && files - back > known; back *= k_step) places.push_back(files - back);
  std::reverse(places.begin(), places.end());
  return places;
}

}  // namespace plumb::workflow
