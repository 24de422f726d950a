-- The tables that make a database not clean, one row a schema: name, number of tables, the first of them. $1: only this schema
-- ('' for all). Partitions, tables of extensions, and tables of which the role has no privilege do not count.
SELECT n.nspname, count(t.relname), min(t.relname::pg_catalog.text COLLATE "C")
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_class t
  ON t.relnamespace = n.oid AND t.relkind IN ('r', 'p') AND NOT t.relispartition
 AND (pg_catalog.pg_has_role(t.relowner, 'USAGE')
      OR pg_catalog.has_table_privilege(t.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
      OR pg_catalog.has_any_column_privilege(t.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))
 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                 WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e')
WHERE CASE WHEN $1::pg_catalog.text <> '' THEN n.nspname = $1::pg_catalog.text
           ELSE n.nspname NOT IN ('information_schema', 'pg_catalog', 'pg_toast', 'crdb_internal', 'pg_extension')
                AND n.nspname NOT LIKE 'pg_%temp_%'
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objid = n.oid AND d.deptype = 'e')
      END
GROUP BY n.nspname
ORDER BY n.nspname COLLATE "C"
