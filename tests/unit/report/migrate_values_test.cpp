// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/migrate_values.hpp"

#include <support/catch.hpp>

#include "migrate_example.hpp"

using namespace plumb;
using namespace plumb::report;

namespace {

std::string show(const char* url, std::string_view text) {
  return render(text, env_value(Secret(url), "file://migrations"));
}

}  // namespace

TEST_CASE("no way of printing a URL shows its password") {
  for (const char* url :
       {k_example_url, "postgres://me@db/app?password=secret", "postgres://db/app?user=me&sslpassword=secret"}) {
    for (const char* text : {"{{ . }}", "{{ .URL }}", "{{ .URL.DSN }}", "{{ .URL.User }}", "{{ .URL.String }}",
                             "{{ .URL.Redacted }}", "{{ .URL.RawQuery }}", "{{ .URL.Query }}", "{{ json . }}",
                             "{{ printf \"%v %+v %s %q\" .URL .URL .URL .URL }}", "{{ .URL.Query.Encode }}",
                             "{{ .URL.Query.Get \"password\" }}"}) {
      INFO(url << " " << text);
      CHECK(show(url, text).find("secret") == std::string::npos);
    }
  }
}

TEST_CASE("the parts of a URL") {
  CHECK(show(k_example_url, "{{ .URL.Scheme }} {{ .URL.Host }} {{ .URL.Hostname }} {{ .URL.Port }} {{ .URL.Path }}") ==
        "postgres db:5432 db 5432 /app");
  CHECK(show(k_example_url, "{{ .URL.Schema }} {{ .URL.User.Username }} {{ .URL.User }}") == "public me me:xxxxx");
  CHECK(show(k_example_url,
             "{{ .URL.Query.Get \"sslmode\" }} {{ .URL.Query.Has \"x\" }} {{ index .URL.Query \"sslmode\" }}") ==
        "disable false [disable]");
  CHECK(show(k_example_url, "{{ .URL }}") == "postgres://me:xxxxx@db:5432/app?search_path=public&sslmode=disable");
  CHECK(show("postgres://db/app", "{{ .URL.User }}|{{ json .URL.User }}") == "<nil>|null");
}

TEST_CASE("the password of a directory URL is not shown either") {
  const tmpl::Value env = env_value(Secret("postgres://db/app"), "s3://me:secret@bucket/dir");
  CHECK(render("{{ .Dir }}", env) == "s3://me:xxxxx@bucket/dir");
}
