-- What CREATE DATABASE does not copy, as statements that give it to another database: owner, privileges, settings, comment. $1: from; $2: to. Of a
-- template of plumb the comment is what stands behind plumb's own lines. In the order in which they are to be run.
WITH source AS (
  SELECT d.oid, d.datdba, d.datacl, pg_catalog.shobj_description(d.oid, 'pg_database') AS comment
  FROM pg_catalog.pg_database d WHERE d.datname = $1::pg_catalog.text
)
SELECT statement FROM (
  SELECT 1 AS step, pg_catalog.format('ALTER DATABASE %I OWNER TO %I', $2::pg_catalog.text, pg_catalog.pg_get_userbyid(datdba)) AS statement
  FROM source WHERE datdba <> (SELECT t.datdba FROM pg_catalog.pg_database t WHERE t.datname = $2::pg_catalog.text)
  UNION ALL
  SELECT 2, pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', $2::pg_catalog.text, pg_catalog.pg_get_userbyid(datdba))
  FROM source WHERE datacl IS NOT NULL
  UNION ALL
  SELECT 3, pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, $2::pg_catalog.text,
                              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
                              CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
  FROM source, pg_catalog.aclexplode(datacl) a
  UNION ALL
  SELECT 4, pg_catalog.format('ALTER %s SET %I TO %s',
                              CASE s.setrole WHEN 0 THEN pg_catalog.format('DATABASE %I', $2::pg_catalog.text)
                              ELSE pg_catalog.format('ROLE %I IN DATABASE %I', pg_catalog.pg_get_userbyid(s.setrole), $2::pg_catalog.text) END,
                              split_part(c.setting, '=', 1),
                              -- Lists are kept as they were written, with quotes where they need them.
                              CASE WHEN lower(split_part(c.setting, '=', 1)) IN ('search_path', 'temp_tablespaces', 'local_preload_libraries',
                                                                                 'session_preload_libraries')
                                        AND substr(c.setting, strpos(c.setting, '=') + 1) <> ''
                                   THEN substr(c.setting, strpos(c.setting, '=') + 1)
                                   ELSE pg_catalog.quote_literal(substr(c.setting, strpos(c.setting, '=') + 1)) END)
  FROM source JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = source.oid, pg_catalog.unnest(s.setconfig) c(setting)
  UNION ALL
  SELECT 5, pg_catalog.format('COMMENT ON DATABASE %I IS %L', $2::pg_catalog.text, own.comment)
  FROM source, LATERAL (SELECT CASE WHEN comment ~ '^a template of plumb; use ' THEN substring(comment FROM '^[^\n]*\nroles [^\n]*\ncomment (.*)$')
                               ELSE comment END) own(comment)
  WHERE own.comment IS NOT NULL
) s
ORDER BY step
