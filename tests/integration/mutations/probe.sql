-- SPDX-License-Identifier: Apache-2.0
-- The active truth table: who reaches rows of another tenant, by trying it. All of it is temporary, so no catalog that
-- is read has it. To be called in a transaction by a superuser; everything that is tried is undone.
--
-- Roles: the tenant role, the login that took up no role, and a role that nobody knows. (Operations may see everything.)
-- Settings: empty, tenant A, tenant B. Attacks: SELECT; UPDATE, DELETE and INSERT of the others' rows; moving one's own
-- row to the other tenant; asking a hidden row by ON CONFLICT. Foreign keys and triggers are off while writing: an
-- attack that only they stop is one.
CREATE TEMP TABLE probed AS
  SELECT a.attrelid AS relation, a.attnum AS tenant
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'tenant_id';

-- Runs `attack` as `who`, then `witness` as superuser, and tells what that (without a witness: the attack itself) said.
-- "refused …": the server's words.
CREATE FUNCTION pg_temp.attempt(who name, tenant text, attack text, witness text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
BEGIN
  PERFORM set_config('erun.tenant_id', tenant, true), set_config('session_replication_role', 'replica', true),
          set_config('role', who, true);
  IF witness IS NULL THEN
    EXECUTE attack INTO told;
  ELSE
    EXECUTE attack;
    PERFORM set_config('role', 'none', true);
    EXECUTE witness INTO told;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'PLB01', MESSAGE = coalesce(told, '');
EXCEPTION
  WHEN SQLSTATE 'PLB01' THEN RETURN SQLERRM;
  WHEN OTHERS THEN RETURN 'refused ' || SQLSTATE || ' ' || SQLERRM;
END $$;

-- What is there now, whatever its name, and what came besides.
CREATE FUNCTION pg_temp.relations(OUT relation oid, OUT kind "char", OUT called text, OUT tenant name)
  RETURNS SETOF record LANGUAGE sql AS $$
  SELECT c.oid, c.relkind, format('%I.%I', n.nspname, c.relname), a.attname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT a.attisdropped
    AND ((c.oid, a.attnum) IN (SELECT p.relation, p.tenant FROM probed p)
         OR (a.attname = 'tenant_id' AND c.oid NOT IN (SELECT p.relation FROM probed p)))
$$;

-- The attacks that write, as SQL; `other` is the tenant whose rows are meant.
CREATE FUNCTION pg_temp.attacks(who name, relation oid, called text, tenant name, other text)
  RETURNS TABLE (attack text, statement text) LANGUAGE plpgsql AS $$
DECLARE
  victim jsonb;
  target text;
  columns text;
  fresh text;
  same text;
  key text;
BEGIN
  EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE %I::text = %L LIMIT 1', called, tenant, other) INTO victim;
  IF victim IS NULL THEN RETURN; END IF;
  attack := 'DELETE';
  statement := format('DELETE FROM %s', called);
  RETURN NEXT;
  SELECT a.attname INTO target FROM pg_attribute a
  WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND has_column_privilege(who, relation, a.attnum, 'UPDATE')
  ORDER BY a.attname = 'created_at' DESC, a.attname = tenant LIMIT 1;
  IF target IS NOT NULL THEN
    attack := 'UPDATE';
    statement := format('UPDATE %s SET %I = %L', called, target, victim ->> target);
    RETURN NEXT;
    attack := 'move';
    statement := format('UPDATE %s SET %I = %L', called, tenant, other);
    RETURN NEXT;
  END IF;
  SELECT string_agg(quote_ident(a.attname), ', '),
         string_agg(CASE WHEN NOT u.unique OR a.attname = tenant THEN quote_nullable(victim ->> a.attname)
                         WHEN a.atttypid = 'uuid'::regtype THEN quote_literal(gen_random_uuid())
                         ELSE quote_nullable((victim ->> a.attname) || CASE WHEN a.atttypid = 'text'::regtype THEN ' two' ELSE '' END)
                    END, ', '),
         string_agg(quote_nullable(victim ->> a.attname), ', ')
    INTO columns, fresh, same
  FROM pg_attribute a
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = relation AND i.indisunique
                                         AND a.attnum = ANY (i.indkey::int2[])) AS unique) u
  WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND has_column_privilege(who, relation, a.attnum, 'INSERT');
  IF columns IS NULL THEN RETURN; END IF;
  attack := 'INSERT';
  statement := format('INSERT INTO %s (%s) VALUES (%s)', called, columns, fresh);
  RETURN NEXT;
  -- The key of the other's row, but by any tenant: the row that is in the way is asked before its policies are.
  FOR key IN
    SELECT string_agg(quote_ident(a.attname), ', ')
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
    WHERE i.indrelid = relation AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND target IS NOT NULL
    GROUP BY i.indexrelid
    HAVING bool_and(a.attname <> tenant AND has_column_privilege(who, relation, a.attnum, 'INSERT'))
  LOOP
    attack := 'ON CONFLICT';
    statement := format('INSERT INTO %s AS t (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %I = %L WHERE (%L || t.%I)::int = 0',
                        called, columns, replace(same, quote_nullable(other), quote_nullable(current_setting('erun.tenant_id', true))),
                        key, target, victim ->> target, 'leak ', tenant);
    RETURN NEXT;
  END LOOP;
END $$;

-- One line for each way in, by name; none where tenants are apart.
CREATE FUNCTION pg_temp.breaches() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  a CONSTANT text := 'aaaaaaaa-0000-7000-8000-000000000000';
  b CONSTANT text := 'bbbbbbbb-0000-7000-8000-000000000000';
  r record;
  one record;
  each record;
  others text;
  digest text;
  before text;
  told text;
BEGIN
  FOR r IN SELECT * FROM pg_temp.relations() LOOP
    FOR one IN
      SELECT w.who, s.tenant FROM (VALUES ('erun_tenant'), ('erun_api'), ('probe_stranger')) w (who),
        (VALUES (''), (a), (b)) s (tenant)
      WHERE w.who IN (SELECT rolname FROM pg_roles) AND (w.who = 'erun_tenant' OR s.tenant = a)
    LOOP
      -- Who is no tenant owns nothing: all rows are others'. Root tables are nobody's.
      others := CASE WHEN one.who = 'erun_tenant' AND r.called !~ '\.tenant(s|_issuers)$'
                     THEN format('%I::text IS DISTINCT FROM %L', r.tenant, nullif(one.tenant, '')) ELSE 'true' END;
      told := pg_temp.attempt(one.who, one.tenant, format('SELECT count(*) FROM %s WHERE %s', r.called, others), NULL);
      IF told <> '0' AND told NOT LIKE 'refused %' THEN
        RETURN NEXT format('%s (%s) sees %s rows of %s', one.who, left(one.tenant, 1), told, r.called);
      END IF;
      CONTINUE WHEN r.kind NOT IN ('r', 'p') OR one.tenant = b;
      digest := format('SELECT md5(string_agg(tableoid::text || ctid::text, '','' ORDER BY tableoid, ctid)) FROM %s WHERE %s',
                       r.called, others);
      EXECUTE digest INTO before;
      PERFORM set_config('erun.tenant_id', one.tenant, true);
      FOR each IN SELECT * FROM pg_temp.attacks(one.who, r.relation, r.called, r.tenant, b) LOOP
        told := pg_temp.attempt(one.who, one.tenant, each.statement, digest);
        CONTINUE WHEN told LIKE 'refused %' AND told NOT LIKE '%leak bbbbbbbb%';
        CONTINUE WHEN told = coalesce(before, '');
        RETURN NEXT format('%s (%s) does %s to others'' rows of %s', one.who, left(one.tenant, 1), each.attack, r.called);
      END LOOP;
    END LOOP;
    FOR told IN
      SELECT format('%s may TRUNCATE %s', w.rolname, r.called) FROM pg_roles w
      WHERE w.rolname IN ('erun_tenant', 'erun_api', 'probe_stranger') AND r.kind IN ('r', 'p')
        AND has_table_privilege(w.oid, r.relation, 'TRUNCATE')
      UNION ALL
      SELECT format('%s may act as the owner of %s', w.rolname, r.called) FROM pg_roles w, pg_class c
      WHERE w.rolname IN ('erun_tenant', 'erun_api', 'probe_stranger') AND c.oid = r.relation
        AND pg_has_role(w.oid, c.relowner, 'MEMBER')
    LOOP
      RETURN NEXT told;
    END LOOP;
  END LOOP;
  FOR told IN
    SELECT format('%s may act as operations', w.rolname) FROM pg_roles w, pg_roles o
    WHERE w.rolname IN ('erun_tenant', 'probe_stranger') AND o.rolname = 'erun_operations'
      AND pg_has_role(w.oid, o.oid, 'MEMBER')
  LOOP
    RETURN NEXT told;
  END LOOP;
END $$;
