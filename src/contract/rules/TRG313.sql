-- rule: TRG313
-- title: Rewrite rule
-- severity: high
-- object: rule
-- about: rule
-- why: What a rule does it does with the rights of the owner of its table, under the owner's policies: an INSERT of
--   one tenant can read, or write, what others have; DO INSTEAD makes a write into another one, or none.
-- fix: DROP RULE {object} ON {table};
-- bad: CREATE RULE users_no_delete AS ON DELETE TO public.users DO INSTEAD NOTHING;
-- reference: PostgreSQL manual, Rules and Privileges
SELECT r.schema, r."table" AS parent, r.name,
  'a rule rewrites ' || r.event || CASE r.instead WHEN 1 THEN ' into something else' ELSE ' and does more' END
      AS message
FROM rules r
WHERE r.schema IN (SELECT value FROM setting WHERE name = 'schemas');
