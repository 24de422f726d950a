-- CHECK constraints of domains.
-- kind: domain_constraint
-- parent: domain
-- identity: schema domain name
-- when: pg_catalog.pg_type WHERE typtype = 'd' AND oid >= 16384
-- missing: high
-- unexpected: high
-- attribute: expression severity=high form=expression
-- attribute: valid severity=high form=flag
-- attribute: comment severity=info
SELECT
  n.nspname AS schema,
  t.typname AS domain,
  k.conname AS name,
  pg_get_expr(k.conbin, 0) AS expression,
  CASE WHEN k.convalidated THEN 'yes' ELSE 'no' END AS valid,
  d.description AS comment
FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_type t ON t.oid = k.contypid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
WHERE k.contype = 'c' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname, k.conname
