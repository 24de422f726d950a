-- What the cluster says of roles, a line each: which there are, with their attributes, members and settings. As JSON without what differs from
-- server to server, so that it is the same for all versions. Not PostgreSQL's own roles, nor the first superuser.
SELECT pg_catalog.format('role %s %s', r.rolname, pg_catalog.to_jsonb(r) - '{oid,rolname,rolpassword,rolconfig}'::pg_catalog.text[]) AS item
FROM pg_catalog.pg_roles r WHERE r.oid >= 16384
UNION ALL
SELECT pg_catalog.format('member %s of %s %s', m.member::pg_catalog.regrole, m.roleid::pg_catalog.regrole,
                         pg_catalog.to_jsonb(m) - '{oid,roleid,member,grantor}'::pg_catalog.text[])
FROM pg_catalog.pg_auth_members m WHERE m.member >= 16384
UNION ALL
SELECT pg_catalog.format('set %s %s', s.setrole::pg_catalog.regrole, c.setting)
FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) c(setting) WHERE s.setdatabase = 0 AND s.setrole >= 16384
