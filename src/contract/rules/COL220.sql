-- rule: COL220
-- title: Check constraint not validated or not enforced
-- severity: medium
-- object: constraint
-- about: constraint.validated, constraint.enforced
-- why: A check that is not enforced (PostgreSQL 18) is a comment; one that is not validated says nothing of the rows
--   that were there before. What code takes for given, a state or a type of tenant, then is not.
-- fix: ALTER TABLE {table} VALIDATE CONSTRAINT {object};
-- bad: ALTER TABLE public.tenants DROP CONSTRAINT tenants_type_check, ADD CONSTRAINT tenants_type_check
--     CHECK (type IN ('OPERATIONS', 'COMPANY')) NOT VALID;
--   ALTER TABLE public.tasks DROP CONSTRAINT tasks_state_check, ADD CONSTRAINT tasks_state_check
--     CHECK (state IN ('OPEN', 'DONE')) NOT ENFORCED;
WITH broken AS MATERIALIZED (
  SELECT schema, "table", name FROM constraints WHERE enforced = 0
  UNION SELECT schema, "table", name FROM constraints WHERE validated = 0
)
SELECT k.schema, k."table" AS parent, k.name,
  'the check is not ' || CASE WHEN k.enforced = 0 THEN 'enforced' ELSE 'validated' END AS message,
  CASE WHEN k.enforced = 0
       THEN 'ALTER TABLE {table} DROP CONSTRAINT {object}, ADD CONSTRAINT {object} CHECK {expression|sql};' END
           AS fix,
  k.expression
FROM broken b JOIN constraints k ON k.schema = b.schema AND k."table" = b."table" AND k.name = b.name
  JOIN class_of_table c ON c.schema = k.schema AND c.name = k."table"
WHERE k.type = 'check' AND coalesce(k.inherited, '') <> 'inherited';
