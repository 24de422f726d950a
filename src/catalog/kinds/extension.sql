-- Extensions. What one owns belongs to it and is left out of every other kind; members counts it, for an object that
-- was added to an extension by hand would be seen nowhere else.
-- kind: extension
-- identity: name
-- missing: critical
-- unexpected: high
-- attribute: version severity=high
-- attribute: schema severity=high
-- attribute: relocatable severity=low form=flag
-- attribute: configuration severity=medium form=set
-- attribute: members severity=high
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  x.extname AS name,
  x.extversion AS version,
  quote_ident(n.nspname) AS schema,
  CASE WHEN x.extrelocatable THEN 'yes' ELSE 'no' END AS relocatable,
  -- Tables whose rows, where they meet the condition, are the user's own.
  CASE WHEN x.extconfig IS NOT NULL THEN array_to_json(ARRAY(
    SELECT (format('%I.%I', cn.nspname, c.relname) || CASE WHEN u.condition <> '' THEN ' ' || u.condition ELSE '' END)
           COLLATE "C"
    FROM unnest(x.extconfig, x.extcondition) u(relation, condition)
      JOIN pg_catalog.pg_class c ON c.oid = u.relation
      JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
    ORDER BY 1)) END AS configuration,
  coalesce(m.members, 0) AS members,
  -- plpgsql comes with the server and belongs to its first superuser, whose name is another one elsewhere.
  CASE WHEN x.oid >= 16384 THEN
    CASE x.extowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                    ELSE quote_ident(pg_get_userbyid(x.extowner)) END
  END AS owner,
  d.description AS comment
FROM pg_catalog.pg_extension x
  JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
  LEFT JOIN (
    SELECT refobjid, count(*) AS members FROM pg_catalog.pg_depend
    WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
    GROUP BY refobjid) m ON m.refobjid = x.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_extension'::regclass AND d.objsubid = 0
ORDER BY x.extname
