-- Objects of the system schemas and of extensions whose privileges are not those that initdb or CREATE EXTENSION gave
-- them. The server remembers these but for information_schema, which is all for PUBLIC to read.
-- kind: system_privilege
-- identity: type name
-- missing: medium
-- unexpected: critical
-- attribute: granted severity=critical form=set
-- attribute: revoked severity=medium form=set
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), objects AS (
  -- Where nothing was ever granted or revoked there is nothing to compare.
  SELECT 'pg_catalog.pg_class'::regclass AS class, c.oid, 0 AS part, c.relowner AS owner, c.relacl AS acl,
         acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
         || CASE WHEN c.relnamespace = 'information_schema'::regnamespace AND c.relkind IN ('r', 'v')
                      AND c.relname !~ '^(_pg_|sql_parts$)'
                 THEN ARRAY[makeaclitem(0, c.relowner, 'SELECT', false)] ELSE '{}' END AS standard
  FROM pg_catalog.pg_class c
  WHERE c.relacl IS NOT NULL OR c.oid IN (SELECT objoid FROM pg_catalog.pg_init_privs)
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, a.attrelid, a.attnum, c.relowner, a.attacl, acldefault('c', c.relowner)
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    AND (a.attrelid < 16384 OR a.attrelid IN (SELECT e.objid FROM pg_catalog.pg_depend e
                                              WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                                                AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e'))
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, oid, 0, proowner, proacl, acldefault('f', proowner) FROM pg_catalog.pg_proc
  WHERE proacl IS NOT NULL OR oid IN (SELECT objoid FROM pg_catalog.pg_init_privs)
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, oid, 0, typowner, typacl, acldefault('T', typowner) FROM pg_catalog.pg_type
  WHERE typacl IS NOT NULL OR oid IN (SELECT objoid FROM pg_catalog.pg_init_privs)
  UNION ALL
  SELECT 'pg_catalog.pg_namespace'::regclass, oid, 0, nspowner, nspacl,
         acldefault('n', nspowner) || CASE nspname WHEN 'information_schema'
                                           THEN ARRAY[makeaclitem(0, nspowner, 'USAGE', false)] ELSE '{}' END
  FROM pg_catalog.pg_namespace
  UNION ALL
  SELECT 'pg_catalog.pg_language'::regclass, oid, 0, lanowner, lanacl, acldefault('l', lanowner)
  FROM pg_catalog.pg_language
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, 0, fdwowner, fdwacl, acldefault('F', fdwowner)
  FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_server'::regclass, oid, 0, srvowner, srvacl, acldefault('S', srvowner)
  FROM pg_catalog.pg_foreign_server
), changed AS (
  SELECT o.class, o.oid, o.part, o.owner, coalesce(o.acl, o.standard) AS acl, coalesce(p.initprivs, o.standard) AS first
  FROM objects o
    LEFT JOIN pg_catalog.pg_init_privs p ON p.classoid = o.class AND p.objoid = o.oid AND p.objsubid = o.part
  WHERE coalesce(o.acl, o.standard) <> coalesce(p.initprivs, o.standard)
    -- Those with a number below 16384 are initdb's; the schema public has a kind of its own.
    AND (o.oid < 16384 AND o.class <> 'pg_catalog.pg_namespace'::regclass
         OR o.class = 'pg_catalog.pg_namespace'::regclass AND o.oid < 16384
            AND o.oid <> coalesce((SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'public'), 0)
         OR (o.class, o.oid) IN (SELECT e.classid, e.objid FROM pg_catalog.pg_depend e
                                 WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass AND e.deptype = 'e'))
), told AS MATERIALIZED (
  SELECT c.class, c.oid, c.part,
    array_to_json(ARRAY(SELECT unnest(c.now) COLLATE "C" EXCEPT SELECT unnest(c.once) ORDER BY 1)) AS granted,
    array_to_json(ARRAY(SELECT unnest(c.once) COLLATE "C" EXCEPT SELECT unnest(c.now) ORDER BY 1)) AS revoked
  FROM (
    SELECT o.class, o.oid, o.part,
      ARRAY(
        SELECT x.privilege_type COLLATE "C" || ' TO '
               || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN '{owner}'
                                 WHEN (SELECT role FROM migration) THEN '{migration role}'
                                 ELSE quote_ident(pg_get_userbyid(x.grantee)) END
               || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
               || CASE WHEN x.grantor = o.owner THEN ''
                       WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                       ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
        FROM aclexplode(o.acl) x) AS now,
      ARRAY(
        SELECT x.privilege_type COLLATE "C" || ' TO '
               || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN '{owner}'
                                 WHEN (SELECT role FROM migration) THEN '{migration role}'
                                 ELSE quote_ident(pg_get_userbyid(x.grantee)) END
               || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
               || CASE WHEN x.grantor = o.owner THEN ''
                       WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                       ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
        FROM aclexplode(o.first) x) AS once
    FROM changed o
    OFFSET 0) c
)
SELECT
  i.type AS type,
  i.identity AS name,
  t.granted AS granted,
  t.revoked AS revoked
FROM told t
  CROSS JOIN pg_identify_object(t.class, t.oid, t.part) i
WHERE t.granted::text <> '[]' OR t.revoked::text <> '[]'
ORDER BY 1, 2
