// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/statement_hashes.hpp>

#include <support/catch.hpp>

using plumb::migration::statement_hashes;

TEST_CASE("statement hashes are chained, as Atlas has them") {
  CHECK(statement_hashes({"CREATE TABLE t(c int);", "DROP TABLE t;"}) ==
        std::vector<std::string>{"h1:HvHtw0f95pW7hqD/Ljk212EnnmbZH9rpY8lA8//FWqA=",
                                 "h1:yTznniu3nEtVp2bvqWpB+jimTKlGf/sFaGvhpyZ6qew="});
  CHECK(statement_hashes({}).empty());
}
