-- rule: OBJ416
-- title: Extension that goes round row level security
-- severity: info
-- object: extension
-- about: extension
-- knob: extensions = adminpack, dblink, file_fdw, lo, pageinspect, pg_buffercache, pg_cron, pg_freespacemap,
--   pg_stat_statements, pg_surgery, pg_visibility, pg_walinspect, pgstattuple, plperlu, plpython3u, pltclu,
--   postgres_fdw, refint: extensions that are reported where they are installed
-- knob: allowed_extensions =: of these, those that are meant to be
-- why: Some extensions log in a second time as somebody else, read files or raw pages, keep the text of other tenants'
--   queries, or run jobs as another role. That is what they are for; it should be known that they are there.
-- fix: DROP EXTENSION {object};
-- bad: CREATE EXTENSION pageinspect;
-- false positives: Those that you want; name them in the knob allowed_extensions.
SELECT x.name, 'installed, version ' || x.version || coalesce(', by ' || x.owner, '') AS message
FROM extension x
WHERE x.name IN (SELECT value FROM setting WHERE name = 'OBJ416.extensions')
  AND x.name NOT IN (SELECT value FROM setting WHERE name = 'OBJ416.allowed_extensions');
