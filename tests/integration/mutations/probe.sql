-- SPDX-License-Identifier: Apache-2.0
-- The active truth table: who reaches rows of another tenant, by trying it. All of it is temporary, so no catalog that
-- is read has it. To be called in a transaction by a superuser; everything that is tried is undone.
--
-- Roles: the tenant role, the login that took up no role, and a role that nobody knows. (Operations may see everything,
-- but change nothing that is append-only.) Settings: empty, tenant A, tenant B. Attacks: SELECT, also by
-- a plan that was kept while the setting changed; UPDATE, DELETE and INSERT of the others' rows; moving one's own
-- row to the other tenant; asking a hidden row by ON CONFLICT, or a key for whether it is taken; referring to another's
-- row. Foreign keys and triggers are off while writing: an attack that only they stop is one. The ways around tables are
-- in probe_doors.sql.
CREATE TEMP TABLE probed AS
  SELECT a.attrelid AS relation, a.attnum AS tenant
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'tenant_id';

-- Runs `attack` as `who`, then `witness` as superuser, and tells what that (without a witness: the attack itself) said.
-- "refused …": the server's words. `keys`: with foreign keys and triggers.
CREATE FUNCTION pg_temp.attempt(who name, tenant text, attack text, witness text, keys boolean DEFAULT false)
  RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
BEGIN
  PERFORM set_config('erun.tenant_id', tenant, true),
          set_config('session_replication_role', CASE WHEN keys THEN 'origin' ELSE 'replica' END, true),
          set_config('role', who, true);
  IF witness IS NULL THEN
    EXECUTE attack INTO told;
  ELSE
    EXECUTE attack;
    SET CONSTRAINTS ALL IMMEDIATE;
    PERFORM set_config('role', 'none', true);
    EXECUTE witness INTO told;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'PLB01', MESSAGE = coalesce(told, '');
EXCEPTION
  WHEN SQLSTATE 'PLB01' THEN RETURN SQLERRM;
  WHEN OTHERS THEN RETURN 'refused ' || SQLSTATE || ' ' || SQLERRM;
END $$;

-- What a plan that tenant A made says where the setting is tenant B's: of A's rows.
CREATE FUNCTION pg_temp.keep_plan(called text, tenant name, a text, b text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
BEGIN
  BEGIN
    PERFORM set_config('erun.tenant_id', a, true), set_config('role', 'erun_tenant', true);
    EXECUTE format('PREPARE kept AS SELECT count(*) FROM %s WHERE %I::text = %L', called, tenant, a);
    EXECUTE 'EXECUTE kept' INTO told;
    PERFORM set_config('erun.tenant_id', b, true);
    EXECUTE 'EXECUTE kept' INTO told;
    RAISE EXCEPTION USING ERRCODE = 'PLB01', MESSAGE = coalesce(told, '');
  EXCEPTION
    WHEN SQLSTATE 'PLB01' THEN told := SQLERRM;
    WHEN OTHERS THEN told := 'refused ' || SQLSTATE;
  END;
  IF EXISTS (SELECT FROM pg_prepared_statements WHERE name = 'kept') THEN DEALLOCATE kept; END IF;
  RETURN told;
END $$;

-- What is there now, whatever its name, and what came besides.
CREATE FUNCTION pg_temp.relations(OUT relation oid, OUT kind "char", OUT called text, OUT tenant name)
  RETURNS SETOF record LANGUAGE sql AS $$
  SELECT c.oid, c.relkind, format('%I.%I', n.nspname, c.relname), a.attname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT a.attisdropped
    AND ((c.oid, a.attnum) IN (SELECT p.relation, p.tenant FROM probed p)
         OR (a.attname = 'tenant_id' AND c.oid NOT IN (SELECT p.relation FROM probed p)))
$$;

-- A new row of `tenant_id` made from another one: what has to be unique is made so, but for the columns in `kept`.
CREATE FUNCTION pg_temp.insertion(who name, relation oid, called text, tenant name, given jsonb, kept name[])
  RETURNS text LANGUAGE sql AS $$
  SELECT format('INSERT INTO %s AS t (%s) VALUES (%s)', called, string_agg(quote_ident(a.attname), ', '),
    string_agg(CASE WHEN NOT u.unique OR a.attname = tenant OR a.attname = ANY (kept) THEN quote_nullable(given ->> a.attname)
                    WHEN a.atttypid = 'uuid'::regtype THEN quote_literal(gen_random_uuid())
                    ELSE quote_nullable((given ->> a.attname) || CASE WHEN a.atttypid = 'text'::regtype THEN ' two' ELSE '' END)
               END, ', '))
  FROM pg_attribute a
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = relation AND i.indisunique
                                         AND a.attnum = ANY (i.indkey::int2[])) AS unique) u
  WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND has_column_privilege(who, relation, a.attnum, 'INSERT')
  HAVING count(*) > 0
$$;

CREATE FUNCTION pg_temp.a_row(called text, tenant name, of text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  found jsonb;
BEGIN
  EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE %I::text = %L LIMIT 1', called, tenant, of) INTO found;
  RETURN found;
END $$;

-- The columns of a row whose value somebody can guess.
CREATE FUNCTION pg_temp.spoken_columns(given jsonb) RETURNS name[] LANGUAGE sql AS $$
  SELECT coalesce(array_agg(e.key::name), '{}') FROM jsonb_each_text(given) e WHERE e.value !~ '^[0-9a-f]{8}-[0-9a-f]{4}-'
$$;

-- The attacks that write, as SQL; `other` is the tenant whose rows are meant.
CREATE FUNCTION pg_temp.attacks(who name, relation oid, called text, tenant name, other text)
  RETURNS TABLE (attack text, statement text) LANGUAGE plpgsql AS $$
DECLARE
  victim CONSTANT jsonb := pg_temp.a_row(called, tenant, other);
  session CONSTANT jsonb := jsonb_build_object(tenant, current_setting('erun.tenant_id', true));
  target text;
  key text;
BEGIN
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
  attack := 'INSERT';
  statement := pg_temp.insertion(who, relation, called, tenant, victim, '{}');
  IF statement IS NULL THEN RETURN; END IF;
  RETURN NEXT;
  attack := 'duplicate';
  statement := pg_temp.insertion(who, relation, called, tenant, victim || session, pg_temp.spoken_columns(victim));
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
    statement := pg_temp.insertion(who, relation, called, tenant, victim || session,
                                   (SELECT array_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = relation))
      || format(' ON CONFLICT (%s) DO UPDATE SET %I = %L WHERE (%L || t.%I)::int = 0', key, target, victim ->> target, 'leak ', tenant);
    RETURN NEXT;
  END LOOP;
END $$;

-- A row of tenant A that refers to one of tenant B, for each foreign key to a table of tenants' rows.
CREATE FUNCTION pg_temp.crossings(relation oid, called text, tenant name, a text, b text)
  RETURNS TABLE (referenced text, statement text) LANGUAGE plpgsql AS $$
DECLARE
  key record;
  own jsonb := pg_temp.a_row(called, tenant, a);
BEGIN
  IF own IS NULL THEN RETURN; END IF;
  FOR key IN
    SELECT r.called AS to_table, r.tenant AS to_tenant, k.from_columns, k.to_columns
    FROM pg_constraint c
      JOIN pg_temp.relations() r ON r.relation = c.confrelid
      CROSS JOIN LATERAL (
        SELECT array_agg(f.attname ORDER BY u.place) AS from_columns, array_agg(t.attname ORDER BY u.place) AS to_columns
        FROM unnest(c.conkey, c.confkey) WITH ORDINALITY u (from_column, to_column, place)
          JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = u.from_column
          JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = u.to_column
        WHERE f.attname <> crossings.tenant) k
    WHERE c.contype = 'f' AND c.conrelid = crossings.relation
      AND (SELECT bool_and(has_column_privilege('erun_tenant', c.conrelid, f.name, 'INSERT')) FROM unnest(k.from_columns) f (name))
  LOOP
    referenced := key.to_table;
    SELECT pg_temp.insertion('erun_tenant', crossings.relation, called, tenant,
             own || jsonb_object_agg(f.name, pg_temp.a_row(key.to_table, key.to_tenant, b) -> t.name), fk.columns)
      INTO statement
      FROM unnest(key.from_columns) WITH ORDINALITY f (name, place)
        JOIN unnest(key.to_columns) WITH ORDINALITY t (name, place) USING (place)
        CROSS JOIN (SELECT array_agg(DISTINCT x.attname) AS columns FROM pg_constraint c
                      CROSS JOIN unnest(c.conkey) u (number)
                      JOIN pg_attribute x ON x.attrelid = c.conrelid AND x.attnum = u.number
                    WHERE c.contype = 'f' AND c.conrelid = crossings.relation) fk
      GROUP BY fk.columns;
    IF statement IS NOT NULL THEN RETURN NEXT; END IF;
  END LOOP;
END $$;

-- What one role reaches with one setting in one relation.
CREATE FUNCTION pg_temp.table_breaches(who name, setting text, relation oid, kind "char", called text, tenant name)
  RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  a CONSTANT text := 'aaaaaaaa-0000-7000-8000-000000000000';
  b CONSTANT text := 'bbbbbbbb-0000-7000-8000-000000000000';
  -- Who is no tenant owns nothing: all rows are others'. Root tables are nobody's.
  others CONSTANT text := CASE WHEN who = 'erun_tenant' AND called !~ '\.tenant(s|_issuers)$'
                               THEN format('%I::text IS DISTINCT FROM %L', tenant, nullif(setting, '')) ELSE 'true' END;
  digest CONSTANT text := format('SELECT md5(string_agg(tableoid::text || ctid::text, '','' ORDER BY tableoid, ctid)) FROM %s WHERE %s',
                                 called, others);
  before text;
  told text;
  each record;
BEGIN
  told := pg_temp.attempt(who, setting, format('SELECT count(*) FROM %s WHERE %s', called, others), NULL);
  IF told <> '0' AND told NOT LIKE 'refused %' THEN
    RETURN NEXT format('%s (%s) sees %s rows of %s', who, left(setting, 1), told, called);
  END IF;
  IF kind NOT IN ('r', 'p') OR setting = b THEN RETURN; END IF;
  EXECUTE digest INTO before;
  PERFORM set_config('erun.tenant_id', setting, true);
  FOR each IN SELECT * FROM pg_temp.attacks(who, relation, called, tenant, b) LOOP
    told := pg_temp.attempt(who, setting, each.statement, digest);
    IF each.attack = 'duplicate' AND setting = a AND told LIKE 'refused 23505%' THEN
      RETURN NEXT format('%s (%s) is told which keys others have in %s', who, left(setting, 1), called);
    END IF;
    CONTINUE WHEN told LIKE 'refused %' AND told NOT LIKE '%leak bbbbbbbb%';
    CONTINUE WHEN told = coalesce(before, '');
    RETURN NEXT format('%s (%s) does %s to others'' rows of %s', who, left(setting, 1), each.attack, called);
  END LOOP;
  IF who <> 'erun_tenant' OR setting <> a THEN RETURN; END IF;
  told := pg_temp.keep_plan(called, tenant, a, b);
  IF told <> '0' AND told NOT LIKE 'refused %' THEN
    RETURN NEXT format('%s keeps a plan for %s when the setting changes', who, called);
  END IF;
  FOR each IN SELECT * FROM pg_temp.crossings(relation, called, tenant, a, b) LOOP
    told := pg_temp.attempt(who, setting, each.statement, 'SELECT ''done''', true);
    IF told = 'done' THEN
      RETURN NEXT format('%s refers from %s to others'' rows of %s', who, called, each.referenced);
    END IF;
  END LOOP;
END $$;

-- One line for each way in, by name; none where tenants are apart.
CREATE FUNCTION pg_temp.breaches() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  r record;
  one record;
BEGIN
  FOR r IN SELECT * FROM pg_temp.relations() LOOP
    FOR one IN
      SELECT w.who, s.setting
      FROM (VALUES ('erun_tenant'), ('erun_api'), ('probe_stranger')) w (who),
        (VALUES (''), ('aaaaaaaa-0000-7000-8000-000000000000'), ('bbbbbbbb-0000-7000-8000-000000000000')) s (setting)
      WHERE w.who IN (SELECT rolname FROM pg_roles) AND (w.who = 'erun_tenant' OR s.setting ~ '^a')
    LOOP
      RETURN QUERY SELECT * FROM pg_temp.table_breaches(one.who, one.setting, r.relation, r.kind, r.called, r.tenant);
    END LOOP;
  END LOOP;
  RETURN QUERY SELECT * FROM pg_temp.doors();
END $$;
