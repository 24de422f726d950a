-- Rewrite rules of tables and views. The one that makes a view a view is told by the view.
-- kind: rule
-- parent: table
-- or: view
-- identity: schema table name
-- when: pg_catalog.pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384
-- missing: high
-- unexpected: high
-- attribute: event severity=high
-- attribute: enabled severity=critical
-- attribute: definition severity=high form=body
-- attribute: comment severity=info
-- attribute: instead compared=no form=flag
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  w.rulename AS name,
  e.event AS event,
  CASE w.ev_enabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END AS enabled,
  -- What comes after name, event and table: WHERE ... DO ...
  ltrim(substr(pg_get_ruledef(w.oid),
               length(format(E'CREATE RULE %I AS\n    ON %s TO %I.%I', w.rulename, e.event, n.nspname, c.relname)) + 1),
        E' \n') AS definition,
  d.description AS comment,
  CASE WHEN w.is_instead THEN 'yes' ELSE 'no' END AS instead
FROM pg_catalog.pg_rewrite w
  JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (SELECT CASE w.ev_type WHEN '1' THEN 'SELECT' WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT'
                                            ELSE 'DELETE' END AS event) e
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = w.oid AND d.classoid = 'pg_catalog.pg_rewrite'::regclass AND d.objsubid = 0
WHERE w.rulename <> '_RETURN' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT x.objid FROM pg_catalog.pg_depend x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND x.classid = 'pg_catalog.pg_class'::regclass AND x.deptype = 'e')
ORDER BY n.nspname, c.relname, w.rulename
