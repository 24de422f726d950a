-- rule: OBJ414
-- title: Role or slot that can stream every change
-- severity: high
-- object: role
-- about: role.replication
-- knob: replication_roles =: roles that back the server up or keep a standby
-- knob: replication_slots =: logical slots that are meant to be
-- why: REPLICATION reads the log of the whole cluster: every row of every tenant, without a privilege on one table. A
--   logical slot is somebody who does.
-- fix: ALTER ROLE {object} NOREPLICATION;
-- bad: CREATE ROLE zz_stream REPLICATION;
-- false positives: Roles and slots of backups and standbys; name them in the knobs.
SELECT 'role' AS kind, r.name, 'it has REPLICATION' AS message, NULL AS fix
FROM role r
WHERE r.replication = 1 AND r.superuser = 0
  AND r.name NOT IN (SELECT value FROM setting WHERE name = 'OBJ414.replication_roles')
UNION ALL
SELECT 'replication_slot', s.name, 'a logical slot for ' || s.plugin || ' keeps all changes of this database',
  'SELECT pg_catalog.pg_drop_replication_slot({name|literal});'
FROM replication_slot s
WHERE s.type = 'logical' AND s.name NOT IN (SELECT value FROM setting WHERE name = 'OBJ414.replication_slots');
