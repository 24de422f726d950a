-- SPDX-License-Identifier: Apache-2.0
-- The two roles that row level security speaks of. They are cluster-wide and may be there already: another database of the
-- same server uses them too, and may be creating them at this very moment. No login: the application's login role is
-- granted both and takes one up for each transaction. On PostgreSQL 16 and newer grant them
--   GRANT erun_tenant, erun_operations TO <login> WITH INHERIT FALSE, SET TRUE;
-- because a login that inherits erun_operations matches its policies before it has taken up any role.
DO $$
DECLARE
  wanted name;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['erun_tenant', 'erun_operations']::name[] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
  END LOOP;
END
$$;

-- Temporary objects come before all others in name resolution; whoever may not create any cannot shadow ours.
-- Only the database's owner can take that right away.
DO $$
BEGIN
  IF pg_catalog.pg_has_role((SELECT datdba FROM pg_catalog.pg_database WHERE datname = current_database()), 'USAGE') THEN
    EXECUTE pg_catalog.format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  ELSE
    RAISE WARNING 'PUBLIC keeps TEMPORARY on database %: % does not own it', current_database(), current_user;
  END IF;
END
$$;

-- Nobody but the owner makes anything in the schema, and nothing that is still to be made is anybody's by default.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA public TO erun_tenant, erun_operations;
