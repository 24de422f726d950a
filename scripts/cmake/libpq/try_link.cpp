// SPDX-License-Identifier: Apache-2.0
// Whether a program with the static libpq links: configure time only.
#include <libpq-fe.h>

int main(int argc, char** argv) {
  PGconn* connection = PQconnectdb(argv[argc - 1]);
  const bool pipeline = PQenterPipelineMode(connection) == 1;
  PQfinish(connection);
  return pipeline ? 0 : 1;
}
