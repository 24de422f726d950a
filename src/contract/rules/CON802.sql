-- rule: CON802
-- title: Schema of plumb.yaml does not exist
-- severity: high
-- object: schema
-- about: schema
-- why: A schema that is not there holds nothing that could break a rule: a misspelt name makes every report clean.
-- bad: ALTER SCHEMA public RENAME TO elsewhere;
-- fixed: ALTER SCHEMA elsewhere RENAME TO public;
SELECT name, 'there is no schema ' || name || ', which plumb.yaml lists' AS message
FROM audited_schema
WHERE present = 0;
