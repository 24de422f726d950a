-- rule: COL221
-- title: Table name is not plural snake_case
-- severity: info
-- object: table
-- knob: endings = queue, data, people, children, men, feet, media, criteria: endings of names that are plural enough,
--   besides s
-- knob: exceptions =: tables with another name
-- why: The names of policies, triggers, indexes and keys follow from the table's; one that is written otherwise
--   breaks every pattern that looks for them, and needs quotes for ever.
-- bad: CREATE TABLE public."Invoice" (x int);
-- fixed: DROP TABLE public."Invoice";
-- false positives: Plurals that do not end in s; name the ending or the table in the knobs.
SELECT c.schema, c.name, 'the name is not plural snake_case' AS message
FROM class_of_table c JOIN "tables" t ON t.schema = c.schema AND t.name = c.name
WHERE c.name NOT GLOB '[a-z]*' OR c.name NOT GLOB '*s' OR c.name GLOB '*[^a-z0-9_]*'
GROUP BY c.schema, c.name
HAVING c.class <> 'global' AND t.partition_bound IS NULL
  AND c.name NOT IN (SELECT value FROM setting WHERE name = 'COL221.exceptions')
  AND (c.name GLOB '*[^a-z0-9_]*' OR c.name NOT GLOB '[a-z]*'
       OR NOT EXISTS (SELECT 1 FROM setting k WHERE k.name = 'COL221.endings'
           AND substr(c.name, -length(k.value)) = k.value));
