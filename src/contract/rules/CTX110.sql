-- rule: CTX110
-- title: A tenant is set by default
-- severity: critical
-- object: role_setting
-- about: role_setting
-- why: Where a role, the database or the server sets it, every session has a tenant from the start. A request that forgets
--   to say its own is not refused any more, but sees and writes the rows of that tenant.
-- bad: ALTER ROLE erun_api SET erun.tenant_id = 'b5c0a8a4-0000-7000-8000-000000000001';
-- fixed: ALTER ROLE erun_api RESET erun.tenant_id;
-- false positives: Settings of the same family that name no tenant; waive them.
WITH preset AS (
  SELECT r.role, r.database AS database, r.name, r.value
  FROM setting k CROSS JOIN role_setting r
  WHERE k.name = 'tenant.setting'
    AND lower(substr(r.name, 1, instr(k.value, '.'))) = lower(substr(k.value, 1, instr(k.value, '.')))
)
SELECT 'role_setting' AS kind,
  CASE role WHEN '' THEN '' ELSE role || ', ' END || CASE p.database WHEN '' THEN '' ELSE p.database || ', ' END || name
    AS name,
  CASE role WHEN '' THEN 'every session' ELSE 'every session of ' || role END
    || CASE p.database WHEN '' THEN '' ELSE ' in this database' END || ' starts with ' || name || ' = ' || value
    AS message,
  CASE WHEN role = '' AND p.database = '' THEN 'ALTER ROLE ALL RESET {parameter|sql};'
       WHEN role = '' THEN 'ALTER DATABASE {db} RESET {parameter|sql};'
       WHEN p.database = '' THEN 'ALTER ROLE {who} RESET {parameter|sql};'
       ELSE 'ALTER ROLE {who} IN DATABASE {db} RESET {parameter|sql};' END AS fix,
  role AS who, s.database AS db, name AS parameter
FROM preset p CROSS JOIN server s
UNION ALL
SELECT 'setting_value', v.name, 'every session starts with ' || v.name || ' = ' || v.value,
  'ALTER SYSTEM RESET {parameter|sql};', NULL, NULL, v.name
FROM setting k CROSS JOIN setting_value v ON v.name = k.value
WHERE k.name = 'tenant.setting' AND coalesce(v.value, '') NOT IN ('', '{hidden}', '{not seen}')
  AND NOT EXISTS (SELECT 1 FROM preset);
