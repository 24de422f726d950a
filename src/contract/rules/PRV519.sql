-- rule: PRV519
-- title: The application has privileges on sequences
-- severity: low
-- object: sequence
-- about: sequence.acl, column.identity_acl
-- needs: tenant role, operations role
-- why: One sequence counts for all tenants: to read it tells how much the others write, to set it breaks their inserts.
--   Identity columns need no privilege.
-- fix: REVOKE ALL ON SEQUENCE {schema}.{sequence} FROM {grantees|roles};
-- bad: CREATE SEQUENCE public.numbers; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO erun_tenant;
-- false positives: serial columns need USAGE, which is not reported for a sequence that belongs to a column.
SELECT CASE WHEN g.column IS NULL THEN 'sequence' ELSE 'column' END AS kind, g.schema,
  CASE WHEN g.column IS NULL THEN NULL ELSE g.name END AS parent, coalesce(g.column, g.name) AS name,
  list_text(json_group_array(DISTINCT g.grantee)) || CASE WHEN count(DISTINCT g.grantee) = 1 THEN ' has ' ELSE ' have ' END
    || list_text(json_group_array(DISTINCT g.privilege))
    || CASE WHEN g.column IS NULL THEN ' on the sequence' ELSE ' on the sequence of the column' END AS message,
  json_group_array(DISTINCT g.grantee) AS grantees,
  CASE WHEN g.column IS NULL THEN g.name
       ELSE (SELECT name_of(c.identity_sequence) FROM "columns" c
             WHERE c.schema = g.schema AND c."table" = g.name AND c.name = g.column) END AS sequence
FROM effective_grant g
WHERE g.kind = 'sequence' AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
  AND NOT (g.privilege = 'USAGE' AND g.column IS NULL
           AND EXISTS (SELECT 1 FROM sequence s WHERE s.schema = g.schema AND s.name = g.name
                         AND s.owning_column IS NOT NULL))
GROUP BY g.schema, g.name, g.column;
