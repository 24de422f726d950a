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

GRANT USAGE ON SCHEMA public TO erun_tenant, erun_operations;

-- The tenant of the current transaction: NULL where the setting is missing or empty, so that no tenant means no rows.
-- The body is an SQL-standard one: its names are bound when the function is created, and no search_path or temporary
-- object of a session can change what it means. It stays inlinable, so the predicate can use an index.
CREATE FUNCTION erun_current_tenant_id() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;

-- A customer, or (once) the operator of the system. Not tenant-owned: it is the root by which a tenant is found, and is
-- protected by grants instead of policies.
CREATE TABLE tenants (
  tenant_id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL UNIQUE,
  type text NOT NULL DEFAULT 'COMPANY' CHECK (type IN ('OPERATIONS', 'COMPANY')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- Which tenant the tokens of an issuer belong to. Many issuers for a tenant, one tenant for an issuer.
CREATE TABLE tenant_issuers (
  tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
  issuer text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, issuer)
);

CREATE TABLE users (
  user_id uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  username text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, user_id),
  UNIQUE (tenant_id, username)
);

-- Who a token's subject is. Both foreign keys carry the tenant, so an identity crosses no border of tenant or issuer.
CREATE TABLE user_external_ids (
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  user_id uuid NOT NULL,
  issuer text NOT NULL,
  external_id text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, issuer, external_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, user_id),
  FOREIGN KEY (tenant_id, issuer) REFERENCES tenant_issuers (tenant_id, issuer)
);

CREATE INDEX tenant_issuers_tenant_id_created_at_idx ON tenant_issuers (tenant_id, created_at);

CREATE INDEX users_tenant_id_created_at_idx ON users (tenant_id, created_at);

CREATE INDEX user_external_ids_tenant_id_user_id_idx ON user_external_ids (tenant_id, user_id);

-- Insert: fill in what is missing. Update: created_at stays, updated_at is now.
CREATE FUNCTION erun_set_timestamps() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.created_at := COALESCE(NEW.created_at, now());
    NEW.updated_at := COALESCE(NEW.updated_at, NEW.created_at);
  ELSE
    NEW.created_at := OLD.created_at;
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER tenants_set_timestamps BEFORE INSERT OR UPDATE ON tenants
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

CREATE TRIGGER tenant_issuers_set_timestamps BEFORE INSERT OR UPDATE ON tenant_issuers
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

CREATE TRIGGER users_set_timestamps BEFORE INSERT OR UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

CREATE TRIGGER user_external_ids_set_timestamps BEFORE INSERT OR UPDATE ON user_external_ids
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

-- Which tenants there are is nobody's business but operations': erun_tenant may not even read. Foreign keys to tenants work
-- all the same, for they are checked with the rights of the table's owner.
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants TO erun_operations;

-- Which tenants there are is nobody's business but operations': erun_tenant may not even read. Foreign keys to tenant_issuers work
-- all the same, for they are checked with the rights of the table's owner.
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_issuers TO erun_operations;

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;

CREATE POLICY users_tenant_policy ON users TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY users_operations_policy ON users TO erun_operations
  USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON users TO erun_tenant, erun_operations;

ALTER TABLE user_external_ids ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_external_ids FORCE ROW LEVEL SECURITY;

CREATE POLICY user_external_ids_tenant_policy ON user_external_ids TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY user_external_ids_operations_policy ON user_external_ids TO erun_operations
  USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON user_external_ids TO erun_tenant, erun_operations;
