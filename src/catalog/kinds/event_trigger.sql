-- Event triggers: code that runs at every CREATE, ALTER or DROP, or at every login.
-- kind: event_trigger
-- identity: name
-- when: pg_catalog.pg_event_trigger
-- missing: critical
-- unexpected: critical
-- attribute: event severity=critical
-- attribute: tags severity=high form=set
-- attribute: enabled severity=critical
-- attribute: function severity=critical
-- attribute: owner severity=high
-- attribute: comment severity=info
-- attribute: function_owner severity=medium compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  t.evtname AS name,
  t.evtevent AS event,
  CASE WHEN t.evttags IS NOT NULL THEN
    array_to_json(ARRAY(SELECT u COLLATE "C" FROM unnest(t.evttags) u ORDER BY 1)) END AS tags,
  CASE t.evtenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END
    AS enabled,
  format('%I.%I', n.nspname, p.proname) AS function,
  CASE t.evtowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(t.evtowner)) END AS owner,
  d.description AS comment,
  CASE p.proowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(p.proowner)) END AS function_owner
FROM pg_catalog.pg_event_trigger t
  JOIN pg_catalog.pg_proc p ON p.oid = t.evtfoid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_event_trigger'::regclass AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_event_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY t.evtname
