-- rule: TRG302
-- title: Trigger that keeps the timestamps is missing
-- severity: medium
-- object: table
-- about: trigger
-- why: The columns are there and nobody keeps them: what they say is what the last writer chose to say.
-- fix: CREATE TRIGGER {timestamps_trigger} BEFORE INSERT OR UPDATE ON {object}
--   FOR EACH ROW EXECUTE FUNCTION {function_schema}.{timestamps_function}();
-- bad: DROP TRIGGER users_set_timestamps ON public.users;
SELECT c.schema, c.name, 'no trigger keeps the timestamps' AS message,
  coalesce((SELECT f.schema FROM functions f WHERE f.name = (SELECT value FROM setting
      WHERE name = 'timestamps.function')
              AND f.schema IN (SELECT value FROM setting WHERE name = 'schemas')), c.schema) AS function_schema
FROM class_of_table c
WHERE c.class IN ('tenant', 'root', 'unclassified')
  AND NOT EXISTS (SELECT 1 FROM table_trigger g WHERE g.schema = c.schema AND g."table" = c.name
      AND g.keeps_timestamps = 1)
  AND EXISTS (SELECT 1 FROM "columns" x WHERE x.schema = c.schema AND x."table" = c.name
                AND x.name = (SELECT value FROM setting WHERE name = 'timestamps.created'))
  AND EXISTS (SELECT 1 FROM "columns" x WHERE x.schema = c.schema AND x."table" = c.name
                AND x.name = (SELECT value FROM setting WHERE name = 'timestamps.updated'))
  AND EXISTS (SELECT 1 FROM "tables" t WHERE t.schema = c.schema AND t.name = c.name AND t.partition_bound IS NULL);
