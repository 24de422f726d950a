-- rule: OBJ412
-- title: Publication sends tenant tables out
-- severity: high
-- object: publication
-- about: publication, publication_table, publication_schema
-- knob: allowed_publications =: publications that are meant to carry rows of all tenants
-- why: Logical replication reads the log, not the tables: no policy is asked. Whoever can subscribe has the rows of every
--   tenant; FOR ALL TABLES carries tables, too, that nobody has made yet.
-- fix: DROP PUBLICATION {object};
-- bad: CREATE PUBLICATION leak FOR TABLE public.users;
-- false positives: Replicas and pipelines on purpose; name them in the knob allowed_publications.
-- reference: PostgreSQL manual, Logical Replication: Security
WITH sent AS (
  SELECT p.publication, c.schema || '.' || c.name AS what
  FROM publication_table p CROSS JOIN class_of_table c
  WHERE c.schema = p.schema AND c.name = p."table" AND c.class <> 'global'
  UNION ALL
  SELECT publication, 'all tables of schema ' || schema FROM publication_schema
  WHERE schema IN (SELECT value FROM setting WHERE name = 'schemas')
  UNION ALL
  SELECT name, 'all tables, also those that are still to be made' FROM publication WHERE all_tables = 1
)
SELECT p.name,
  'it sends ' || min(s.what) || CASE WHEN count(*) > 1 THEN ' and ' || (count(*) - 1) || ' more' ELSE '' END AS message
FROM publication p CROSS JOIN sent s
WHERE s.publication = p.name AND p.name NOT IN (SELECT value FROM setting WHERE name = 'OBJ412.allowed_publications')
GROUP BY p.name;
