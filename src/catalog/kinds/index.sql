-- Indexes of tables and materialized views, without those behind a primary key, a unique or an exclusion constraint: these
-- are told by the constraint.
-- kind: index
-- parent: table
-- or: view
-- identity: schema table name
-- missing: medium
-- unexpected: low
-- second: yes
-- attribute: method severity=medium
-- attribute: unique severity=high form=flag
-- attribute: nulls_not_distinct severity=high form=flag
-- attribute: keys severity=high form=list
-- attribute: operator_classes severity=medium form=list
-- attribute: operator_class_options severity=low form=list
-- attribute: collations severity=medium form=list
-- attribute: order severity=medium form=list
-- attribute: included severity=medium form=list
-- attribute: predicate severity=high form=expression
-- attribute: valid severity=high form=flag
-- attribute: ready severity=high form=flag
-- attribute: options severity=low form=set
-- attribute: statistics severity=low form=list
-- attribute: tablespace severity=low
-- attribute: clustered severity=low form=flag
-- attribute: replica_identity severity=medium form=flag
-- attribute: parent_index severity=medium
-- attribute: comment severity=info
-- attribute: partitioned compared=no form=flag
-- attribute: columns compared=no form=list
WITH classes AS (
  SELECT v.indclass,
    array_to_json(array_agg(CASE WHEN n.nspname <> 'pg_catalog' THEN quote_ident(n.nspname) || '.' ELSE '' END
                            || quote_ident(o.opcname) ORDER BY u.ord)) AS names
  FROM (SELECT DISTINCT indclass FROM pg_catalog.pg_index) v
    CROSS JOIN LATERAL unnest(v.indclass::oid[]) WITH ORDINALITY u(class, ord)
    JOIN pg_catalog.pg_opclass o ON o.oid = u.class
    JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
  GROUP BY v.indclass
), columns AS (
  SELECT a.attrelid,
    array_to_json(array_agg(format('%s: %s', a.attnum, a.attstattarget) ORDER BY a.attnum)
                  FILTER (WHERE a.attstattarget >= 0)) AS statistics,
    array_to_json(array_agg(format('%s: %s', a.attnum, array_to_string(a.attoptions, ', ')) ORDER BY a.attnum)
                  FILTER (WHERE a.attoptions IS NOT NULL)) AS options
  FROM pg_catalog.pg_attribute a
  WHERE (a.attstattarget > 0 OR a.attoptions IS NOT NULL OR a.attstattarget = 0)
    AND a.attrelid IN (SELECT indexrelid FROM pg_catalog.pg_index)
  GROUP BY a.attrelid
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  ic.relname AS name,
  am.amname AS method,
  CASE WHEN i.indisunique THEN 'yes' ELSE 'no' END AS unique,
  CASE WHEN i.indnullsnotdistinct THEN 'yes' END AS nulls_not_distinct,
  array_to_json(ARRAY(
    SELECT coalesce(quote_ident(u.name), pg_get_indexdef(i.indexrelid, u.ord::int, false))
    FROM unnest(own.columns[:i.indnkeyatts]) WITH ORDINALITY u(name, ord)
    ORDER BY u.ord)) AS keys,
  classes.names AS operator_classes,
  columns.options AS operator_class_options,
  CASE WHEN NOT i.indcollation::oid[] <@ '{0,100}' THEN array_to_json(ARRAY(
    SELECT CASE WHEN u.coll = 0 THEN ''
                WHEN ln.nspname = 'pg_catalog' THEN quote_ident(l.collname)
                ELSE format('%I.%I', ln.nspname, l.collname) END
    FROM unnest(i.indcollation::oid[]) WITH ORDINALITY u(coll, ord)
      LEFT JOIN pg_catalog.pg_collation l ON l.oid = u.coll
      LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
    ORDER BY u.ord)) END AS collations,
  CASE WHEN 0 < ANY (i.indoption::int2[]) THEN array_to_json(ARRAY(
    SELECT CASE u.option WHEN 0 THEN 'ASC' WHEN 1 THEN 'DESC NULLS LAST' WHEN 2 THEN 'ASC NULLS FIRST' ELSE 'DESC' END
    FROM unnest(i.indoption::int2[]) WITH ORDINALITY u(option, ord)
    ORDER BY u.ord)) END AS order,
  CASE WHEN i.indnatts > i.indnkeyatts THEN array_to_json(own.columns[i.indnkeyatts + 1:]) END AS included,
  pg_get_expr(i.indpred, i.indrelid) AS predicate,
  CASE WHEN i.indisvalid THEN 'yes' ELSE 'no' END AS valid,
  CASE WHEN i.indisready AND i.indislive THEN 'yes' ELSE 'no' END AS ready,
  CASE WHEN ic.reloptions IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(ic.reloptions) o ORDER BY 1)) END AS options,
  columns.statistics AS statistics,
  s.spcname AS tablespace,
  CASE WHEN i.indisclustered THEN 'yes' END AS clustered,
  CASE WHEN i.indisreplident THEN 'yes' END AS replica_identity,
  CASE WHEN ic.relispartition THEN (
    SELECT format('%I.%I', pn.nspname, p.relname)
    FROM pg_catalog.pg_inherits h
      JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
      JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    WHERE h.inhrelid = ic.oid) END AS parent_index,
  d.description AS comment,
  array_to_json(own.columns[:i.indnkeyatts]) AS columns,
  CASE WHEN c.relkind = 'p' THEN 'yes' ELSE 'no' END AS partitioned
-- The column of newer servers has here what is true of older ones.
FROM (SELECT false AS indnullsnotdistinct) older
  CROSS JOIN LATERAL (
    SELECT indexrelid, indrelid, indkey, indnatts, indnkeyatts, indisunique, indclass, indcollation, indoption, indpred,
           indisvalid, indisready, indislive, indisclustered, indisreplident, indnullsnotdistinct
    FROM pg_catalog.pg_index
    WHERE indexrelid NOT IN (SELECT conindid FROM pg_catalog.pg_constraint WHERE contype IN ('p', 'u', 'x'))) i
  JOIN classes ON classes.indclass = i.indclass
  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_catalog.pg_am am ON am.oid = ic.relam
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT ARRAY(
      SELECT (SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = u.num)
      FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(num, ord)
      ORDER BY u.ord) AS columns
    OFFSET 0) own
  LEFT JOIN columns ON columns.attrelid = i.indexrelid
  LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = ic.reltablespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = i.indexrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, ic.relname
