-- rule: COL211
-- title: Exclusion constraint over all tenants together
-- severity: high
-- object: constraint
-- about: constraint.definition, constraint.columns, constraint.period
-- why: EXCLUDE and WITHOUT OVERLAPS know no policies either: a refused row tells one tenant what another has, a
--   booked room or a taken range of time.
-- fix: ALTER TABLE {table} DROP CONSTRAINT {object};
-- bad: ALTER TABLE public.projects ADD COLUMN during tstzrange;
--   ALTER TABLE public.projects ADD CONSTRAINT projects_during_excl EXCLUDE USING gist (during WITH &&);
-- false positives: None known. The tenant counts only where it is compared by "=" (extension btree_gist).
-- reference: PostgreSQL manual, CREATE TABLE, EXCLUDE
WITH overlap AS MATERIALIZED (
  SELECT schema, "table", name, columns, definition, inherited FROM constraints WHERE type = 'exclusion'
  UNION ALL
  SELECT schema, "table", name, columns, definition, inherited FROM constraints WHERE period = 1
      AND type <> 'foreign key'
)
SELECT o.schema, o."table" AS parent, o.name, 'the constraint holds for all tenants together' AS message
FROM overlap o JOIN tenant_table t ON t.schema = o.schema AND t.name = o."table"
WHERE coalesce(o.inherited, '') <> 'inherited'
  AND (coalesce(list_has(o.columns, t.tenant_column), 0) = 0
       OR (o.definition IS NOT NULL AND instr(o.definition, name_sql(t.tenant_column) || ' WITH =') = 0));
