// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/statement_hashes.hpp>

#include <plumb/base/sha256.hpp>

namespace plumb::migration {

std::vector<std::string> statement_hashes(const std::vector<std::string>& statements) {
  std::vector<std::string> hashes;
  hashes.reserve(statements.size());
  Sha256 sha;
  for (const std::string& statement : statements) {
    sha.update(statement);
    hashes.push_back("h1:" + sha.base64());
  }
  return hashes;
}

}  // namespace plumb::migration
