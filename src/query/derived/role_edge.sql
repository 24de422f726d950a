-- table: role_edge
-- what: memberships as they work on every version: one row for each member, role and grantor
-- column: inherit: 1: the member has the role's privileges without doing anything
-- column: set: 1: it may SET ROLE to it
-- column: admin: 1: it may grant it to others
-- column: superuser: 1: the member is a superuser, who has every role anyway
SELECT m.role, m.member, g.value AS grantor, coalesce(m.inherit, r.inherit, 0) AS inherit, coalesce(m."set", 1) AS "set",
       m.admin, coalesce(r.superuser, 0) AS superuser
FROM membership m CROSS JOIN json_each(m.granted_by) g LEFT JOIN role r ON r.name = m.member
ORDER BY m.role, m.member, g.value
