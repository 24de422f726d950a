-- rule: PRV504
-- title: Role of the contract is a member of another role
-- severity: critical
-- object: role
-- about: membership
-- needs: tenant role, operations role
-- why: A tenant role that is a member of the operations role has its policies too, or takes it up with one statement: the
--   two are one. Of any other role neither of the two needs to be a member.
-- fix: REVOKE {hop} FROM {object} GRANTED BY {grantor};
-- bad: GRANT erun_operations TO erun_tenant;
-- false positives: A role that carries grants for the tenant role and nothing else; grant them to the tenant role itself.
SELECT e.member AS name,
  'the ' || a.kind || ' role is a member of ' || e.role
    || CASE WHEN max(e.inherit) = 1 THEN ', has its privileges' ELSE '' END
    || CASE WHEN max(e."set") = 1 THEN ', may take it up' ELSE '' END
    || CASE WHEN max(e.admin) = 1 THEN ', may grant it on' ELSE '' END AS message,
  e.role AS hop, min(e.grantor) AS grantor,
  CASE WHEN count(*) > 1 THEN
    group_concat(printf('REVOKE "%w" FROM "%w" GRANTED BY "%w";', e.role, e.member, e.grantor), char(10)) END AS fix
FROM app_role a CROSS JOIN role_edge e
WHERE a.kind IN ('tenant', 'operations') AND e.member = a.name
GROUP BY e.member, e.role;
