-- How many objects there are of the kinds that have no file in src/catalog/kinds yet: a report says so, rather than
-- keeping silent about what it did not look at.
WITH schemas AS (
  SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), members AS (
  SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
)
SELECT kind, count(*) AS objects FROM (
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
                        WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' ELSE 'index' END AS kind,
         'pg_catalog.pg_class'::regclass::oid AS classid, c.oid AS objid
  FROM pg_catalog.pg_class c
  WHERE c.relkind IN ('v', 'm', 'S', 'f', 'c', 'i', 'I') AND c.relnamespace IN (SELECT oid FROM schemas)
  UNION ALL
  SELECT 'constraint', 'pg_catalog.pg_constraint'::regclass, oid FROM pg_catalog.pg_constraint
  WHERE connamespace IN (SELECT oid FROM schemas) AND contype NOT IN ('n', 't')
  UNION ALL
  SELECT 'aggregate', 'pg_catalog.pg_proc'::regclass, oid FROM pg_catalog.pg_proc
  WHERE pronamespace IN (SELECT oid FROM schemas) AND prokind = 'a'
  UNION ALL
  SELECT CASE typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'range type' END,
         'pg_catalog.pg_type'::regclass, oid FROM pg_catalog.pg_type
  WHERE typnamespace IN (SELECT oid FROM schemas) AND typtype IN ('e', 'd', 'r')
  UNION ALL
  SELECT 'rule', 'pg_catalog.pg_rewrite'::regclass, r.oid
  FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  WHERE r.rulename <> '_RETURN' AND c.relnamespace IN (SELECT oid FROM schemas)
  UNION ALL
  SELECT 'disabled constraint trigger', 'pg_catalog.pg_trigger'::regclass, t.oid
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  WHERE t.tgisinternal AND t.tgenabled <> 'O' AND c.relnamespace IN (SELECT oid FROM schemas)
  UNION ALL
  SELECT 'operator', 'pg_catalog.pg_operator'::regclass, oid FROM pg_catalog.pg_operator
  WHERE oprnamespace IN (SELECT oid FROM schemas)
  UNION ALL
  SELECT 'statistics object', 'pg_catalog.pg_statistic_ext'::regclass, oid FROM pg_catalog.pg_statistic_ext
  WHERE stxnamespace IN (SELECT oid FROM schemas)
  UNION ALL
  SELECT 'extension', 0, oid FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'
  UNION ALL
  SELECT 'event trigger', 'pg_catalog.pg_event_trigger'::regclass, oid FROM pg_catalog.pg_event_trigger
  UNION ALL
  SELECT 'publication', 'pg_catalog.pg_publication'::regclass, oid FROM pg_catalog.pg_publication
  UNION ALL
  SELECT 'default privilege', 0, oid FROM pg_catalog.pg_default_acl
) objects
WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = objects.classid AND m.objid = objects.objid)
GROUP BY kind
