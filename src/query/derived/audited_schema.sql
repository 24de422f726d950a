-- table: audited_schema
-- what: the schemas that plumb.yaml lists
-- column: name: of the schema
-- column: present: 0: there is no such schema
SELECT k.value AS name, EXISTS (SELECT 1 FROM schema s WHERE s.name = k.value) AS present
FROM setting k
WHERE k.name = 'schemas'
ORDER BY k.value
