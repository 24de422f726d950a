// SPDX-License-Identifier: Apache-2.0
// The least that a C program on libpq can do for each job: what plumb's times are compared with (bench/run).
//
//   floor version
//   floor hash DIR               read and hash all files, write DIR/atlas.sum
//   floor status URL DIR         read and hash, connect, one query for all revision rows
//   floor apply URL DIR          the same, then every file with its row as one query text: one round trip a file
//   floor run URL SQL [OTHER]    connect, run one text; then connect to OTHER and ask a query
//   floor catalog URL FILE       send the queries of FILE, each ended by a NUL, in one pipeline; throw the rows away
#include <dirent.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct file {
  char *name, *content;
  size_t size;
  char hash[45];
};

static int by_name(const void *a, const void *b) { return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name); }

static void die(const char *what) {
  fprintf(stderr, "floor: %s\n", what);
  exit(1);
}

static struct file *read_directory(const char *path, size_t *count) {
  DIR *dir = opendir(path);
  if (!dir) die(path);
  struct file *files = NULL;
  size_t used = 0, room = 0;
  for (struct dirent *entry; (entry = readdir(dir));) {
    size_t length = strlen(entry->d_name);
    if (length < 4 || strcmp(entry->d_name + length - 4, ".sql")) continue;
    if (used == room) files = realloc(files, (room = room ? room * 2 : 64) * sizeof *files);
    files[used++].name = strdup(entry->d_name);
  }
  qsort(files, used, sizeof *files, by_name);
  EVP_MD_CTX *chain = EVP_MD_CTX_new(), *copy = EVP_MD_CTX_new();
  EVP_DigestInit_ex(chain, EVP_sha256(), NULL);
  for (size_t i = 0; i < used; i++) {
    int fd = openat(dirfd(dir), files[i].name, O_RDONLY);
    struct stat info;
    if (fd < 0 || fstat(fd, &info)) die(files[i].name);
    files[i].size = (size_t)info.st_size;
    files[i].content = malloc(files[i].size + 1);
    if (read(fd, files[i].content, files[i].size) != info.st_size) die(files[i].name);
    files[i].content[files[i].size] = 0;
    close(fd);
    EVP_DigestUpdate(chain, files[i].name, strlen(files[i].name));
    EVP_DigestUpdate(chain, files[i].content, files[i].size);
    unsigned char digest[32];
    EVP_MD_CTX_copy_ex(copy, chain);
    EVP_DigestFinal_ex(copy, digest, NULL);
    EVP_EncodeBlock((unsigned char *)files[i].hash, digest, 32);
  }
  closedir(dir);
  *count = used;
  return files;
}

static void write_sum(const char *path, struct file *files, size_t count) {
  char name[4096];
  snprintf(name, sizeof name, "%s/atlas.sum", path);
  FILE *out = fopen(name, "w");
  EVP_MD_CTX *total = EVP_MD_CTX_new();
  EVP_DigestInit_ex(total, EVP_sha256(), NULL);
  for (size_t i = 0; i < count; i++) {
    EVP_DigestUpdate(total, files[i].name, strlen(files[i].name));
    EVP_DigestUpdate(total, files[i].hash, 44);
  }
  unsigned char digest[32], text[45];
  EVP_DigestFinal_ex(total, digest, NULL);
  EVP_EncodeBlock(text, digest, 32);
  fprintf(out, "h1:%s\n", text);
  for (size_t i = 0; i < count; i++) fprintf(out, "%s h1:%s\n", files[i].name, files[i].hash);
  fclose(out);
}

static PGresult *must(PGconn *connection, PGresult *result) {
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) die(PQerrorMessage(connection));
  return result;
}

static const char k_table[] = "atlas_schema_revisions.atlas_schema_revisions";

static void apply(PGconn *connection, struct file *files, size_t count) {
  char text[1024];
  PQclear(must(connection, PQexec(connection,
      "CREATE SCHEMA IF NOT EXISTS atlas_schema_revisions; CREATE TABLE IF NOT EXISTS atlas_schema_revisions.atlas_schema_revisions "
      "(version varchar PRIMARY KEY, description varchar NOT NULL, type bigint NOT NULL DEFAULT 2, applied bigint NOT NULL DEFAULT 0, "
      "total bigint NOT NULL DEFAULT 0, executed_at timestamptz NOT NULL, execution_time bigint NOT NULL, error text, error_stmt text, "
      "hash varchar NOT NULL, partial_hashes jsonb, operator_version varchar NOT NULL)")));
  for (size_t i = 0; i < count; i++) {
    snprintf(text, sizeof text, "INSERT INTO %s VALUES ('%.*s', 'x', 2, 1, 1, now(), 1, '', '', '%s', 'null', 'floor'); COMMIT", k_table,
             (int)strcspn(files[i].name, "_."), files[i].name, files[i].hash);
    char *all = malloc(files[i].size + sizeof text + 16);
    sprintf(all, "BEGIN; %s; %s", files[i].content, text);
    PQclear(must(connection, PQexec(connection, all)));
    free(all);
  }
}

static char *read_all(const char *path, size_t *size) {
  FILE *in = fopen(path, "r");
  struct stat info;
  if (!in || fstat(fileno(in), &info)) die(path);
  *size = (size_t)info.st_size;
  char *text = malloc(*size + 1);
  if (fread(text, 1, *size, in) != *size) die(path);
  fclose(in);
  return text;
}

static void catalog(PGconn *connection, const char *path) {
  size_t size, sent = 0, rows = 0;
  char *text = read_all(path, &size);
  PQenterPipelineMode(connection);
  for (char *query = text; query < text + size; query += strlen(query) + 1, sent++) {
    if (!PQsendQueryParams(connection, query, 0, NULL, NULL, NULL, NULL, 0)) die(PQerrorMessage(connection));
  }
  PQpipelineSync(connection);
  for (size_t i = 0; i < sent; i++) {
    PGresult *result = must(connection, PQgetResult(connection));
    rows += (size_t)PQntuples(result);
    PQclear(result);
    PQclear(PQgetResult(connection));
  }
  printf("%zu\n", rows);
}

int main(int argc, char **argv) {
  if (argc < 2) die("version | hash DIR | status URL DIR | apply URL DIR | run URL SQL [OTHER] | catalog URL FILE");
  if (!strcmp(argv[1], "version")) return puts("floor") < 0;
  if (!strcmp(argv[1], "catalog")) {
    PGconn *connection = PQconnectdb(argv[2]);
    if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
    return catalog(connection, argv[3]), PQfinish(connection), 0;
  }
  if (!strcmp(argv[1], "run")) {
    PGconn *connection = PQconnectdb(argv[2]);
    if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
    for (char *next, *text = argv[3]; text; text = next) {
      // A line is a message of its own: some commands want to be alone.
      if ((next = strchr(text, '\n'))) *next++ = 0;
      PQclear(must(connection, PQexec(connection, text)));
    }
    PQfinish(connection);
    if (argc < 5) return 0;
    connection = PQconnectdb(argv[4]);
    if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
    PQclear(must(connection, PQexec(connection, "SELECT 1")));
    return PQfinish(connection), 0;
  }
  size_t count = 0;
  struct file *files = read_directory(argv[argc - 1], &count);
  if (!strcmp(argv[1], "hash")) return write_sum(argv[2], files, count), 0;
  PGconn *connection = PQconnectdb(argv[2]);
  if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
  if (!strcmp(argv[1], "apply")) {
    apply(connection, files, count);
  } else {
    PGresult *rows = must(connection, PQexec(connection, "SELECT * FROM atlas_schema_revisions.atlas_schema_revisions ORDER BY version"));
    printf("%d of %zu\n", PQntuples(rows), count);
    PQclear(rows);
  }
  PQfinish(connection);
  return 0;
}
