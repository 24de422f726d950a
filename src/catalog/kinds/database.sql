-- The database itself. Its identity is not its name, which another server may have given otherwise. How it was made
-- (encoding, locale, tablespace) is not the doing of migrations and not compared. An owner that is a superuser or the
-- role that runs the migrations is "{administrator}"; privileges of that role are left out.
-- kind: database
-- identity: name
-- missing: critical
-- unexpected: critical
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: connection_limit severity=low
-- attribute: allow_connections severity=high form=flag
-- attribute: template severity=high form=flag
-- attribute: comment severity=info
-- attribute: real_name compared=no
-- attribute: owned_by compared=no
-- attribute: encoding compared=no
-- attribute: collate compared=no
-- attribute: ctype compared=no
-- attribute: locale_provider compared=no
-- attribute: locale compared=no
-- attribute: icu_rules compared=no
-- attribute: collation_version compared=no
-- attribute: tablespace compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  '{database}' AS name,
  CASE WHEN o.rolsuper OR o.oid = (SELECT role FROM migration) THEN '{administrator}'
       ELSE quote_ident(o.rolname) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN b.datdba THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = b.datdba THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(b.datacl, acldefault('d', b.datdba))) x
    WHERE x.grantee = b.datdba OR x.grantee IS DISTINCT FROM (SELECT role FROM migration)
    ORDER BY 1)) AS acl,
  CASE WHEN b.datconnlimit >= 0 THEN b.datconnlimit END AS connection_limit,
  CASE WHEN b.datallowconn THEN 'yes' ELSE 'no' END AS allow_connections,
  CASE WHEN b.datistemplate THEN 'yes' ELSE 'no' END AS template,
  d.description AS comment,
  b.datname AS real_name,
  CASE b.datdba WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(b.datdba)) END AS owned_by,
  pg_encoding_to_char(b.encoding) AS encoding,
  b.datcollate AS collate,
  b.datctype AS ctype,
  CASE to_jsonb(b) ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS locale_provider,
  coalesce(to_jsonb(b) ->> 'datlocale', to_jsonb(b) ->> 'daticulocale') AS locale,
  to_jsonb(b) ->> 'daticurules' AS icu_rules,
  to_jsonb(b) ->> 'datcollversion' AS collation_version,
  t.spcname AS tablespace
FROM pg_catalog.pg_database b
  JOIN pg_catalog.pg_roles o ON o.oid = b.datdba
  LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = b.dattablespace
  LEFT JOIN pg_catalog.pg_shdescription d ON d.objoid = b.oid AND d.classoid = 'pg_catalog.pg_database'::regclass
WHERE b.datname = current_database()
