-- rule: COL206
-- title: Foreign key not enforced, not validated or deferrable
-- severity: high
-- object: constraint
-- about: constraint.enforced, constraint.validated, constraint.deferrable
-- knob: allow_deferrable = no: yes: a foreign key may be deferrable
-- why: A foreign key that is not enforced (PostgreSQL 18) looks like any other and checks nothing; one that is not
--   validated says nothing of the rows that were there before. One that is deferrable lets a transaction see, and act
--   on, a reference into another tenant until it commits.
-- fix: ALTER TABLE {table} ALTER CONSTRAINT {object} NOT DEFERRABLE;
-- bad: ALTER TABLE public.tasks ALTER CONSTRAINT tasks_tenant_id_project_id_fkey NOT ENFORCED;
--   ALTER TABLE public.users ALTER CONSTRAINT users_tenant_id_fkey DEFERRABLE;
-- false positives: Deferrable keys alone are of severity low, and allowed by the knob allow_deferrable.
-- reference: PostgreSQL manual, CREATE TABLE
WITH broken AS MATERIALIZED (
  SELECT schema, "table", name FROM constraints WHERE enforced = 0
  UNION SELECT schema, "table", name FROM constraints WHERE validated = 0
  UNION SELECT schema, "table", name FROM constraints WHERE "deferrable" = 'initially immediate'
  UNION SELECT schema, "table", name FROM constraints WHERE "deferrable" = 'initially deferred'
)
SELECT k.schema, k."table" AS parent, k.name,
  'the foreign key is ' || CASE WHEN k.enforced = 0 THEN 'not enforced' WHEN k.validated = 0 THEN 'not validated'
                                ELSE 'deferrable' END AS message,
  CASE WHEN k.enforced = 1 AND k.validated = 1 THEN 'low' END AS severity,
  CASE WHEN k.enforced = 0 THEN 'ALTER TABLE {table} ALTER CONSTRAINT {object} ENFORCED;'
       WHEN k.validated = 0 THEN 'ALTER TABLE {table} VALIDATE CONSTRAINT {object};' END AS fix
FROM broken b JOIN constraints k ON k.schema = b.schema AND k."table" = b."table" AND k.name = b.name
  JOIN tenant_table t ON t.schema = k.schema AND t.name = k."table"
WHERE k.type = 'foreign key' AND coalesce(k.inherited, '') <> 'inherited'
  AND (k.enforced = 0 OR k.validated = 0
       OR 'yes' NOT IN (SELECT value FROM setting WHERE name = 'COL206.allow_deferrable'));
