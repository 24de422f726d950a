-- SPDX-License-Identifier: Apache-2.0
-- The ways around the tables: functions and relations without a tenant column that give away what is another tenant's,
-- rights that need no policy, roles that can be taken up, and what a new session starts with. Called by pg_temp.breaches.

-- What a role is, may take up, or may do to the whole server.
CREATE FUNCTION pg_temp.role_doors() RETURNS SETOF text LANGUAGE sql AS $$
  WITH who AS (SELECT * FROM pg_roles WHERE rolname IN ('erun_tenant', 'erun_api', 'probe_stranger'))
  SELECT format('%s may %s %s', w.rolname, p.privilege, r.called)
  FROM who w, pg_temp.relations() r, (VALUES ('TRUNCATE'), ('TRIGGER')) p (privilege)
  WHERE r.kind IN ('r', 'p') AND has_table_privilege(w.oid, r.relation, p.privilege)
  UNION ALL
  SELECT format('%s may act as the owner of %s', w.rolname, r.called)
  FROM who w, pg_temp.relations() r JOIN pg_class c ON c.oid = r.relation
  WHERE pg_has_role(w.oid, c.relowner, 'MEMBER')
  UNION ALL
  SELECT format('%s may act as operations', w.rolname)
  FROM who w JOIN pg_roles o ON o.rolname = 'erun_operations'
  WHERE w.rolname <> 'erun_api' AND pg_has_role(w.oid, o.oid, 'MEMBER')
  UNION ALL
  SELECT format('%s may act as %s', w.rolname, o.rolname)
  FROM who w
    JOIN pg_roles o ON o.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
  WHERE pg_has_role(w.oid, o.oid, 'MEMBER')
  UNION ALL
  SELECT format('%s may read the log of all changes', rolname) FROM who WHERE rolreplication AND rolcanlogin
  UNION ALL
  SELECT format('%s may turn foreign keys off', rolname) FROM who
  WHERE has_parameter_privilege(oid, 'session_replication_role', 'SET')
  UNION ALL
  SELECT format('%s may read %s', rolname, c.oid::regclass) FROM who, pg_class c
  WHERE c.oid IN ('pg_authid'::regclass, 'pg_statistic'::regclass) AND has_table_privilege(who.oid, c.oid, 'SELECT')
  UNION ALL
  SELECT format('%s may call %s', rolname, f.oid::regprocedure) FROM who, pg_proc f
  WHERE f.proname IN ('pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'lo_import', 'lo_export')
    AND f.pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege(who.oid, f.oid, 'EXECUTE')
$$;

-- What a session starts with before it has set anything.
CREATE FUNCTION pg_temp.session_doors() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT format('a new session%s starts with %s', coalesce(' of ' || r.rolname, ''), s.setting)
  FROM pg_db_role_setting d
    LEFT JOIN pg_roles r ON r.oid = d.setrole
    CROSS JOIN unnest(d.setconfig) s (setting)
  WHERE d.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND (d.setrole = 0 OR r.rolname = 'erun_api' OR (r.rolname = 'erun_tenant' AND r.rolcanlogin))
    AND (s.setting ~ '^erun\.tenant_id=.' OR s.setting IN ('session_replication_role=replica', 'role=erun_operations'))
$$;

-- What others have, told by a relation without a tenant column or by a function that wants no argument.
CREATE FUNCTION pg_temp.told_doors() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  door record;
  told text;
  who name;
BEGIN
  FOR door IN
    SELECT format('%I.%I', n.nspname, c.relname) AS called,
      (SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND c.oid NOT IN (SELECT r.relation FROM pg_temp.relations() r)
    UNION ALL
    SELECT format('%I.%I()', n.nspname, f.proname), 'given'
    FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND f.prokind = 'f' AND f.pronargs = f.pronargdefaults
      AND f.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'void'::regtype)
      AND f.oid::regprocedure::text !~ 'erun_current_tenant_id'
  LOOP
    CONTINUE WHEN door.columns IS NULL;
    FOREACH who IN ARRAY ARRAY['erun_tenant', 'erun_api', 'probe_stranger']::name[] LOOP
      CONTINUE WHEN who NOT IN (SELECT rolname FROM pg_roles);
      told := pg_temp.attempt(who, 'aaaaaaaa-0000-7000-8000-000000000000',
        format('SELECT count(*) FROM (SELECT %s FROM %s AS given) given WHERE given::text ~ ''bbbbbbbb-0000| of b\M''',
               door.columns, door.called), NULL);
      IF told <> '0' AND told NOT LIKE 'refused %' THEN
        RETURN NEXT format('%s is told what others have by %s', who, door.called);
      END IF;
    END LOOP;
  END LOOP;
END $$;

-- What was written once is there to stay, for operations too.
CREATE FUNCTION pg_temp.lasting_doors() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  r record;
  one record;
  before text;
  told text;
  digest text;
BEGIN
  FOR r IN SELECT * FROM pg_temp.relations() WHERE called ~ '\.(audit|usage)_events' LOOP
    digest := format('SELECT md5(string_agg(tableoid::text || ctid::text, '','' ORDER BY tableoid, ctid)) FROM %s', r.called);
    EXECUTE digest INTO before;
    FOR one IN
      SELECT who, format(statement, r.called, r.tenant) AS statement
      FROM (VALUES ('erun_tenant'), ('erun_operations')) w (who),
        (VALUES ('DELETE FROM %1$s'), ('UPDATE %1$s SET %2$I = %2$I'), ('TRUNCATE %1$s')) s (statement)
      WHERE who IN (SELECT rolname FROM pg_roles)
    LOOP
      told := pg_temp.attempt(one.who, 'aaaaaaaa-0000-7000-8000-000000000000', one.statement, digest);
      IF told NOT LIKE 'refused %' AND told IS DISTINCT FROM before THEN
        RETURN NEXT format('%s changes what is append-only: %s', one.who, one.statement);
      END IF;
    END LOOP;
  END LOOP;
END $$;

CREATE FUNCTION pg_temp.doors() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT * FROM pg_temp.role_doors()
  UNION ALL SELECT * FROM pg_temp.session_doors()
  UNION ALL SELECT * FROM pg_temp.told_doors()
  UNION ALL SELECT * FROM pg_temp.lasting_doors()
$$;
