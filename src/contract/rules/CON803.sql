-- rule: CON803
-- title: Version of the server not known
-- severity: high
-- object: database
-- why: What an expression or a privilege means depends on the server's version; without it rules may judge by the wrong
--   one.
SELECT coalesce(database, '') AS name, 'the version of the server is not known' AS message
FROM server
WHERE major IS NULL;
