-- rule: OBJ408
-- title: Partition or child table can be asked past its parent's policies
-- severity: critical
-- object: table
-- about: table.row_security, table.acl, table.inherits, column.acl
-- needs: tenant role, operations role
-- why: The parent's policies count for what is asked through the parent. Whoever names the child itself meets the child's
--   own, and a new child has none: row security is off, and default privileges may have granted it already.
-- fix: REVOKE ALL ON {object} FROM {grantees|roles};
-- bad: CREATE TABLE public.usage_events_2027 PARTITION OF public.usage_events
--     FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2028-01-01 00:00:00+00');
--   GRANT SELECT ON public.usage_events_2027 TO erun_tenant;
-- false positives: None: nobody needs a grant on a child. To enable row security on the child closes it as well.
-- reference: PostgreSQL manual, 5.12 Table Partitioning
WITH RECURSIVE open AS (
  SELECT t.schema, t.name, t.parents, json_group_array(DISTINCT g.grantee) AS grantees
  FROM "tables" t CROSS JOIN effective_grant g
  WHERE t.parents IS NOT NULL AND t.row_security = 0
    AND g.schema = t.schema AND g.name = t.name AND +g.kind IN ('table', 'column') AND g.grantee <> g.owner
  GROUP BY t.schema, t.name
), ancestor(schema, name, value) AS (
  SELECT o.schema, o.name, p.value FROM open o CROSS JOIN json_each(o.parents) p
  UNION
  SELECT a.schema, a.name, p.value
  FROM ancestor a CROSS JOIN class_of_table c CROSS JOIN "tables" t CROSS JOIN json_each(t.parents) p
  WHERE c.qualified = a.value AND t.schema = c.schema AND t.name = c.name
)
SELECT o.schema, o.name,
  'the policies of ' || min(a.value) || ' do not count for it, and ' || list_text(o.grantees) || ' may ask it directly'
    AS message,
  o.grantees
FROM open o CROSS JOIN ancestor a CROSS JOIN class_of_table c CROSS JOIN "tables" t
WHERE a.schema = o.schema AND a.name = o.name
  AND c.qualified = a.value AND t.schema = c.schema AND t.name = c.name AND t.row_security = 1
GROUP BY o.schema, o.name;
