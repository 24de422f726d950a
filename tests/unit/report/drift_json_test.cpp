// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/report/drift_json.hpp>

#include "drift_example.hpp"

namespace plumb::report {
namespace {

constexpr std::string_view k_golden = R"({
  "format": 1,
  "tool": {
    "name": "plumb",
    "version": "1.2.3"
  },
  "run": {
    "started": "2025-11-24T02:00:00Z",
    "seconds": 0.412,
    "round_trips": 2
  },
  "target": {
    "name": "prod",
    "database": "app",
    "server": "18.4",
    "role": "auditor",
    "url": "postgres://auditor:xxxxx@db:5432/app"
  },
  "against": {
    "kind": "migrations",
    "version": "20261006143000",
    "digest": "9a94",
    "cached": false,
    "name": ""
  },
  "verdict": "out of plumb",
  "summary": {
    "critical": 2,
    "high": 0,
    "medium": 0,
    "low": 0,
    "info": 1,
    "waived": 0
  },
  "findings": [
    {
      "code": "DRF001",
      "class": "drift",
      "severity": "critical",
      "object": {
        "kind": "policy",
        "schema": "public",
        "parent": "projects",
        "name": "projects_tenant"
      },
      "message": "policy is missing",
      "expected": "present",
      "actual": "absent",
      "why": "",
      "fix": "CREATE POLICY projects_tenant ON public.projects\n  USING (true);",
      "fingerprint": "0123456789abcdef",
      "related": [],
      "waiver": null,
      "declared": {
        "file": "migrations/1_a.sql",
        "line": 12
      },
      "changed": {
        "at": null,
        "after": "",
        "before": "",
        "since_audit": "2025-11-23T02:00:00Z"
      }
    },
    {
      "code": "DRF003",
      "class": "drift",
      "severity": "critical",
      "object": {
        "kind": "table",
        "schema": "public",
        "name": "users"
      },
      "message": "force_row_security, acl of the table differ",
      "expected": "force_row_security = yes\nacl = [\"SELECT TO a\"]",
      "actual": "force_row_security = no\nacl = [\"SELECT TO a\",\"TRUNCATE TO b\"]",
      "attributes": [
        {
          "name": "force_row_security",
          "expected": "yes",
          "actual": "no"
        },
        {
          "name": "comment",
          "expected": null,
          "actual": "x"
        },
        {
          "name": "acl",
          "expected": "[\"SELECT TO a\"]",
          "actual": "[\"SELECT TO a\",\"TRUNCATE TO b\"]"
        }
      ],
      "why": "",
      "fix": "ALTER TABLE public.users FORCE ROW LEVEL SECURITY;",
      "fingerprint": "0123456789abcdef",
      "related": [],
      "waiver": null,
      "declared": null,
      "changed": {
        "at": "2025-11-23T23:20:00Z",
        "after": "20261006143000",
        "before": "",
        "since_audit": null
      }
    },
    {
      "code": "MIG001",
      "class": "migrations",
      "severity": "info",
      "object": {
        "kind": "migration",
        "name": "stream"
      },
      "message": "1 migration is pending: 2_b.sql",
      "expected": "",
      "actual": "",
      "why": "it will be applied",
      "fix": "",
      "fingerprint": "0123456789abcdef",
      "related": [],
      "waiver": null,
      "declared": null,
      "changed": null
    }
  ],
  "coverage": {
    "schemas": [],
    "kinds": {
      "policy": 2,
      "table": 1
    },
    "rules": {
      "run": 0,
      "skipped": [],
      "off": [],
      "active": [],
      "left_out": []
    },
    "ignored": [],
    "not_seen": [
      "trigger: permission denied"
    ],
    "not_covered": {
      "index": 3
    }
  },
  "migrations": {
    "current": "20261006143000",
    "applied": 1,
    "pending": [
      "2_b.sql"
    ]
  }
}
)";

TEST_CASE("a catalog that was not read says since when it is unchanged") {
  finding::DriftReport report = drift_example();
  report.run.unchanged_since = TimePoint(std::chrono::seconds(1763949600));
  CHECK(drift_json(report, "1.2.3").find("\"unchanged_since\": \"2025-11-24T02:00:00Z\"") != std::string::npos);
}

TEST_CASE("the document, byte for byte") {
  CHECK(drift_json(drift_example(), "1.2.3") == k_golden);
}

TEST_CASE("an empty report has all fields, and arrays and objects that are empty") {
  const std::string text = drift_json({}, "1");
  CHECK(text.find("\"findings\": []") != std::string::npos);
  CHECK(text.find("\"kinds\": {}") != std::string::npos);
  CHECK(text.find("\"not_seen\": []") != std::string::npos);
  CHECK(text.find("\"migrations\": null") != std::string::npos);
  CHECK(text.find("\"verdict\": \"not judged\"") != std::string::npos);
}

TEST_CASE("a function without arguments has a signature") {
  finding::DriftReport report;
  report.findings = {drift_finding("DRF001", finding::Severity::high,
                                   {.kind = "function", .schema = "s", .parent = "", .name = "f", .signature = ""},
                                   "function is missing")};
  CHECK(drift_json(report, "1").find("\"signature\": \"\"") != std::string::npos);
}

TEST_CASE("a name that is not UTF-8 does not break the document") {
  finding::DriftReport report = drift_example();
  report.target.database = "a\xff";
  CHECK(drift_json(report, "1").find("\"database\": \"a\xef\xbf\xbd\"") != std::string::npos);
}

}  // namespace
}  // namespace plumb::report
