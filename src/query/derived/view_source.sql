-- table: view_source
-- what: the tables that a view or materialized view reads, also by way of other views: one row each
-- column: name: of the view
-- column: source: table or view, as schema.name
-- column: class: of the source, as in class_of_table; NULL: a view, or a table of another schema
-- column: direct: 1: the view names it itself
WITH RECURSIVE reading(schema, name, qualified, source) AS (
  SELECT v.schema, v.name, v.schema || '.' || v.name, r.value
  FROM view v CROSS JOIN json_each(v.reads) r
), reached(schema, name, source, direct) AS (
  SELECT schema, name, source, 1 FROM reading
  UNION
  SELECT a.schema, a.name, b.source, 0 FROM reached a JOIN reading b ON b.qualified = a.source
)
SELECT r.schema, r.name, r.source, c.class, max(r.direct) AS direct
FROM reached r LEFT JOIN class_of_table c ON c.qualified = r.source
GROUP BY r.schema, r.name, r.source
