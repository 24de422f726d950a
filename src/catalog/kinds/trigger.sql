-- Triggers of tables and views, without the server's own ones: what is wrong with these is told by their constraint.
-- kind: trigger
-- parent: table
-- or: view
-- identity: schema table name
-- missing: high
-- unexpected: high
-- attribute: enabled severity=critical
-- attribute: timing severity=high
-- attribute: events severity=high form=list
-- attribute: columns severity=high form=list
-- attribute: level severity=high
-- attribute: when severity=high form=expression
-- attribute: function severity=critical
-- attribute: arguments severity=high form=list
-- attribute: constraint severity=high
-- attribute: referenced_table severity=high
-- attribute: old_table severity=medium
-- attribute: new_table severity=medium
-- attribute: inherited severity=medium form=flag
-- attribute: comment severity=info
-- attribute: constraint_comment severity=info
-- attribute: function_schema compared=no
-- attribute: function_name compared=no
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  t.tgname AS name,
  CASE t.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END AS enabled,
  CASE WHEN t.tgtype & 2 <> 0 THEN 'BEFORE' WHEN t.tgtype & 64 <> 0 THEN 'INSTEAD OF' ELSE 'AFTER' END AS timing,
  array_to_json(array_remove(ARRAY[
    CASE WHEN t.tgtype & 4 <> 0 THEN 'INSERT' END, CASE WHEN t.tgtype & 16 <> 0 THEN 'UPDATE' END,
    CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END, CASE WHEN t.tgtype & 32 <> 0 THEN 'TRUNCATE' END], NULL)) AS events,
  CASE WHEN cardinality(t.tgattr::int2[]) > 0 THEN array_to_json(ARRAY(
    SELECT a.attname FROM unnest(t.tgattr::int2[]) WITH ORDINALITY u(num, ord)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.num
    ORDER BY u.ord)) END AS columns,
  CASE WHEN t.tgtype & 1 <> 0 THEN 'ROW' ELSE 'STATEMENT' END AS level,
  -- pg_get_expr cannot print an expression over two rows (OLD and NEW), so it is cut out of the whole definition: from the
  -- first WHEN outside of a quoted name to the call, whose text is known.
  CASE WHEN t.tgqual IS NOT NULL THEN
    substring(left(f.definition, -length(f.call)) FROM
              '^(?:"[^"]*"|[^"])*? FOR EACH (?:ROW|STATEMENT) WHEN \((.*)$') END AS when,
  format('%I.%I', pn.nspname, p.proname) AS function,
  CASE WHEN t.tgnargs > 0 THEN array_to_json(f.arguments) END AS arguments,
  CASE WHEN t.tgconstraint <> 0 THEN
    CASE WHEN NOT t.tgdeferrable THEN 'not deferrable' WHEN t.tginitdeferred THEN 'initially deferred'
         ELSE 'initially immediate' END END AS constraint,
  CASE WHEN t.tgconstrrelid <> 0 THEN format('%I.%I', rn.nspname, r.relname) END AS referenced_table,
  t.tgoldtable AS old_table,
  t.tgnewtable AS new_table,
  CASE WHEN t.tgparentid <> 0 THEN 'yes' ELSE 'no' END AS inherited,
  d.description AS comment,
  dk.description AS constraint_comment,
  pn.nspname AS function_schema,
  p.proname AS function_name
FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
  -- The server keeps the arguments as C strings, one after the other. Most triggers have neither these nor a condition,
  -- and nothing is printed for them: OFFSET keeps a subquery by itself.
  LEFT JOIN LATERAL (
    SELECT pg_get_triggerdef(t.oid) AS definition, u.arguments,
           format(') EXECUTE FUNCTION %s%I(%s)',
                  CASE WHEN pn.nspname <> 'pg_catalog' THEN quote_ident(pn.nspname) || '.' ELSE '' END, p.proname,
                  (SELECT string_agg('''' || replace(a, '''', '''''') || '''', ', ' ORDER BY ord)
                   FROM unnest(u.arguments) WITH ORDINALITY v(a, ord))) AS call
    FROM (SELECT ARRAY(
            SELECT convert_from(decode(m.part[1], 'hex'), getdatabaseencoding())
            FROM regexp_matches(encode(t.tgargs, 'hex'), '((?:..)*?)00', 'g') WITH ORDINALITY m(part, ord)
            ORDER BY m.ord) AS arguments) u
    WHERE t.tgqual IS NOT NULL OR t.tgnargs > 0
    OFFSET 0) f ON true
  LEFT JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint
  LEFT JOIN pg_catalog.pg_class r ON r.oid = t.tgconstrrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_trigger'::regclass AND d.objsubid = 0
  LEFT JOIN pg_catalog.pg_description dk
    ON dk.objoid = t.tgconstraint AND dk.classoid = 'pg_catalog.pg_constraint'::regclass AND dk.objsubid = 0
-- Before PostgreSQL 15 what a partition has of its parent's trigger counted as the server's own.
WHERE (NOT t.tgisinternal OR t.tgparentid <> 0 AND coalesce(k.contype, 't') = 't')
  AND c.relkind IN ('r', 'p', 'f', 'v') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, t.tgname
