-- rule: COL215
-- title: Primary key with a name that says nothing
-- severity: low
-- object: column
-- about: constraint.columns
-- knob: generic = id, uuid, pk: names that a key must not have
-- knob: private_tables =: small join tables whose key may have such a name
-- why: The key is called <entity>_id, in its table and wherever it is referenced: a join reads right or is visibly
--   wrong, and tools find references by name.
-- fix: ALTER TABLE {table} RENAME COLUMN {object} TO {wanted};
-- bad: ALTER TABLE public.users RENAME COLUMN user_id TO id;
-- false positives: Small private tables; name them in the knob private_tables.
WITH key AS MATERIALIZED (
  SELECT k.schema, k."table", k.columns ->> 0 AS name
  FROM constraints k
  WHERE k.type = 'primary key' AND k.columns NOT LIKE '%\_id"]' ESCAPE '\' AND k.columns NOT LIKE '%","%'
)
SELECT k.schema, k."table" AS parent, k.name, 'the primary key is called ' || k.name AS message,
  CASE WHEN k."table" LIKE '%ies' THEN substr(k."table", 1, length(k."table") - 3) || 'y'
       WHEN k."table" LIKE '%s' THEN substr(k."table", 1, length(k."table") - 1) ELSE k."table" END || '_id' AS wanted
FROM key k JOIN tenant_table t ON t.schema = k.schema AND t.name = k."table"
  JOIN "columns" c ON c.schema = k.schema AND c."table" = k."table" AND c.name = k.name
WHERE k.name <> t.tenant_column
  AND (c.type = 'uuid' OR k.name IN (SELECT value FROM setting WHERE name = 'COL215.generic'))
  AND k."table" NOT IN (SELECT value FROM setting WHERE name = 'COL215.private_tables');
