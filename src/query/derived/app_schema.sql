-- table: app_schema
-- what: schemas that the application can reach into: those that plumb.yaml lists, and others that its roles may use
-- column: audited: 1: plumb.yaml lists it
SELECT s.name, s.name IN (SELECT value FROM setting WHERE name = 'schemas') AS audited
FROM schema s
WHERE s.name IN (SELECT value FROM setting WHERE name = 'schemas')
   OR s.name IN (SELECT g.name FROM effective_grant g
                 WHERE g.kind = 'schema' AND +g.privilege = 'USAGE' AND +g.role_kind <> 'public')
ORDER BY s.name
