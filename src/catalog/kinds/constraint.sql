-- Primary keys, unique, foreign, check and exclusion constraints of tables. NOT NULL is told by the column. The index
-- behind a key is told here too, and is no object of the kind index. The rows that the server keeps for each partition of
-- a referenced table are left out; what is said of them is said of the constraint.
-- kind: constraint
-- parent: table
-- identity: schema table name
-- missing: high
-- unexpected: medium
-- second: yes
-- attribute: type severity=high
-- attribute: columns severity=high form=list
-- attribute: included severity=medium form=list
-- attribute: referenced_schema severity=high
-- attribute: referenced_table severity=high
-- attribute: referenced_columns severity=high form=list
-- attribute: on_update severity=high
-- attribute: on_delete severity=high
-- attribute: on_delete_columns severity=high form=list
-- attribute: match severity=high
-- attribute: period severity=high form=flag
-- attribute: nulls_not_distinct severity=high form=flag
-- attribute: expression severity=high form=expression
-- attribute: no_inherit severity=medium form=flag
-- attribute: definition severity=high form=expression
-- attribute: deferrable severity=high
-- attribute: validated severity=high form=flag
-- attribute: enforced severity=high form=flag
-- attribute: triggers severity=critical form=set
-- attribute: inherited severity=medium
-- attribute: index_valid severity=high form=flag
-- attribute: index_options severity=low form=set
-- attribute: tablespace severity=low
-- attribute: clustered severity=low form=flag
-- attribute: replica_identity severity=medium form=flag
-- attribute: comment severity=info
-- attribute: partitioned compared=no form=flag
-- attribute: index_comment severity=info
WITH RECURSIVE disabled (trigger, key) AS (
  SELECT t.oid, t.tgconstraint FROM pg_catalog.pg_trigger t WHERE t.tgisinternal AND t.tgenabled <> 'O'
  UNION ALL
  SELECT d.trigger, above.oid
  FROM disabled d
    JOIN pg_catalog.pg_constraint part ON part.oid = d.key
    JOIN pg_catalog.pg_constraint above ON above.oid = part.conparentid AND above.conrelid = part.conrelid
), triggers AS (
  SELECT d.key, array_to_json(array_agg(
      format('%s on %I.%I: %s', p.proname, n.nspname, c.relname,
             CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END)
      ORDER BY n.nspname, c.relname, p.proname)) AS states
  FROM disabled d
    JOIN pg_catalog.pg_trigger t ON t.oid = d.trigger
    JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  GROUP BY d.key
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  k.conname AS name,
  CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key'
                 WHEN 'c' THEN 'check' ELSE 'exclusion' END AS type,
  CASE k.contype WHEN 'c' THEN NULL
                 -- An expression counts as column 0.
                 WHEN 'x' THEN (SELECT array_to_json(array_agg(own.names[u.num] ORDER BY u.ord))
                                FROM unnest(k.conkey) WITH ORDINALITY u(num, ord) WHERE u.num <> 0)
                 ELSE array_to_json(ARRAY(SELECT own.names[unnest(k.conkey)])) END AS columns,
  CASE WHEN i.indnatts > i.indnkeyatts AND k.contype <> 'x' THEN array_to_json(ARRAY(
    SELECT own.names[unnest((i.indkey::int2[])[i.indnkeyatts:])])) END AS included,
  rn.nspname AS referenced_schema,
  r.relname AS referenced_table,
  CASE WHEN k.contype = 'f' THEN array_to_json(ARRAY(SELECT other.names[unnest(k.confkey)])) END AS referenced_columns,
  CASE WHEN k.contype = 'f' THEN
    CASE k.confupdtype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
                       WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END END AS on_update,
  CASE WHEN k.contype = 'f' THEN
    CASE k.confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
                       WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END END AS on_delete,
  CASE WHEN k.confdelsetcols IS NOT NULL THEN
    array_to_json(ARRAY(SELECT own.names[unnest(k.confdelsetcols)])) END AS on_delete_columns,
  CASE WHEN k.contype = 'f' THEN
    CASE k.confmatchtype WHEN 'f' THEN 'FULL' WHEN 'p' THEN 'PARTIAL' ELSE 'SIMPLE' END END AS match,
  CASE WHEN k.conperiod THEN 'yes' END AS period,
  CASE WHEN i.indnullsnotdistinct THEN 'yes' END AS nulls_not_distinct,
  CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS expression,
  CASE WHEN k.contype = 'c' THEN CASE WHEN k.connoinherit THEN 'yes' ELSE 'no' END END AS no_inherit,
  -- Without what the attributes deferrable and validated say.
  CASE WHEN k.contype = 'x' THEN
    regexp_replace(pg_get_constraintdef(k.oid),
                   CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
                   || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END || '$', '') END AS definition,
  CASE WHEN NOT k.condeferrable THEN 'not deferrable' WHEN k.condeferred THEN 'initially deferred'
       ELSE 'initially immediate' END AS deferrable,
  CASE WHEN k.convalidated THEN 'yes' ELSE 'no' END AS validated,
  CASE WHEN k.conenforced THEN 'yes' ELSE 'no' END AS enforced,
  triggers.states AS triggers,
  CASE WHEN k.coninhcount > 0 THEN CASE WHEN k.conislocal THEN 'merged' ELSE 'inherited' END END AS inherited,
  CASE WHEN i.indexrelid IS NOT NULL THEN
    CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN 'yes' ELSE 'no' END END AS index_valid,
  CASE WHEN ic.reloptions IS NOT NULL AND k.contype <> 'x' THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(ic.reloptions) o ORDER BY 1)) END AS index_options,
  s.spcname AS tablespace,
  CASE WHEN i.indisclustered THEN 'yes' END AS clustered,
  CASE WHEN i.indisreplident THEN 'yes' END AS replica_identity,
  d.description AS comment,
  di.description AS index_comment,
  CASE WHEN c.relkind = 'p' THEN 'yes' ELSE 'no' END AS partitioned
-- The columns of newer servers have here what is true of older ones.
FROM (SELECT true AS conenforced, false AS conperiod, NULL::int2[] AS confdelsetcols, false AS indnullsnotdistinct) older
  CROSS JOIN LATERAL (
    SELECT oid, conname, contype, conrelid, conkey, conindid, conparentid, confrelid, confkey, confupdtype, confdeltype,
           confmatchtype, conbin, connoinherit, condeferrable, condeferred, convalidated, conislocal, coninhcount,
           conenforced, conperiod, confdelsetcols
    FROM pg_catalog.pg_constraint
    WHERE contype IN ('p', 'u', 'f', 'c', 'x') AND conrelid <> 0) k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  -- The names of the columns by their numbers, which begin at 1 and leave none out. Many constraints ask for the same ones:
  -- the server remembers them.
  CROSS JOIN LATERAL (
    SELECT array_agg(a.attname ORDER BY a.attnum) AS names
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum > 0) own
  CROSS JOIN LATERAL (
    SELECT array_agg(a.attname ORDER BY a.attnum) AS names
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum > 0) other
  LEFT JOIN triggers ON triggers.key = k.oid
  LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN LATERAL (
    SELECT indexrelid, indnatts, indnkeyatts, indkey, indisvalid, indisready, indislive, indisclustered, indisreplident,
           indnullsnotdistinct
    FROM pg_catalog.pg_index) i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
  LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = ic.reltablespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
  LEFT JOIN pg_catalog.pg_description di
    ON di.objoid = i.indexrelid AND di.classoid = 'pg_catalog.pg_class'::regclass AND di.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint above
                  WHERE above.oid = k.conparentid AND above.conrelid = k.conrelid)
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, k.conname
