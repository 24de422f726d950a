-- Labels of all objects, those of the database and of roles included; the provider is whoever reads them.
-- kind: security_label
-- identity: type name provider
-- when: (SELECT FROM pg_catalog.pg_seclabel UNION ALL SELECT FROM pg_catalog.pg_shseclabel) labels
-- scope: reach
-- missing: high
-- unexpected: medium
-- attribute: label severity=high
-- attribute: reach compared=no
WITH reaching AS (
  SELECT unnest(nullif(current_setting('plumb.reaching_roles', true), '')::oid[]) AS role
)
SELECT
  i.type AS type,
  CASE WHEN l.classoid = 'pg_catalog.pg_database'::regclass THEN '{database}' ELSE i.identity END AS name,
  l.provider AS provider,
  l.label AS label,
  CASE WHEN l.classoid <> 'pg_catalog.pg_authid'::regclass THEN 'yes'
       WHEN l.objoid = 10 OR i.identity = quote_ident(current_setting('plumb.migration_role', true)) THEN 'never'
       WHEN l.objoid IN (SELECT role FROM reaching) THEN 'yes' ELSE 'no' END AS reach
FROM (
    SELECT objoid, classoid, objsubid, provider, label FROM pg_catalog.pg_seclabel
    UNION ALL
    SELECT objoid, classoid, 0, provider, label FROM pg_catalog.pg_shseclabel
    WHERE classoid <> 'pg_catalog.pg_database'::regclass
       OR objoid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  ) l
  CROSS JOIN pg_identify_object(l.classoid, l.objoid, l.objsubid) i
WHERE i.identity IS NOT NULL
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = l.classoid AND e.objid = l.objoid AND e.deptype = 'e')
ORDER BY 1, 2, 3
