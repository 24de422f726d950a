-- Text search configurations. A token type of the server's own parser has its name; of another one its number, for only
-- running the parser would tell.
-- kind: text_search_configuration
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_ts_config WHERE oid >= 16384
-- missing: high
-- unexpected: medium
-- attribute: parser severity=high
-- attribute: mappings severity=high form=set
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.cfgname AS name,
  format('%I.%I', pn.nspname, p.prsname) AS parser,
  m.mappings AS mappings,
  CASE c.cfgowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(c.cfgowner)) END AS owner,
  d.description AS comment
FROM pg_catalog.pg_ts_config c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
  JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
  LEFT JOIN (
    SELECT e.mapcfg, array_to_json(array_agg(e.mapping ORDER BY e.mapping COLLATE "C")) AS mappings
    FROM (
      SELECT m.mapcfg,
        coalesce(t.alias, m.maptokentype::text) || ': '
        || string_agg(format('%I.%I', dn.nspname, td.dictname), ', ' ORDER BY m.mapseqno) AS mapping
      FROM pg_catalog.pg_ts_config_map m
        JOIN pg_catalog.pg_ts_config mc ON mc.oid = m.mapcfg
        JOIN pg_catalog.pg_namespace mn ON mn.oid = mc.cfgnamespace AND mn.nspname <> 'pg_catalog'
        JOIN pg_catalog.pg_ts_dict td ON td.oid = m.mapdict
        JOIN pg_catalog.pg_namespace dn ON dn.oid = td.dictnamespace
        LEFT JOIN ts_token_type('pg_catalog.default') t
          ON t.tokid = m.maptokentype AND mc.cfgparser = 3722
      GROUP BY m.mapcfg, m.maptokentype, t.alias) e
    GROUP BY e.mapcfg) m ON m.mapcfg = c.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_ts_config'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.cfgname
