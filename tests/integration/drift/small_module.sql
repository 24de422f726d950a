-- A module in the blueprint's shape, small, and without what only PostgreSQL 18 has.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_tenant') THEN CREATE ROLE drift_tenant; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_operations') THEN CREATE ROLE drift_operations; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_other') THEN CREATE ROLE drift_other; END IF;
END
$$;
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('drift.tenant', true), '')::uuid;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
CREATE TABLE users (
  user_id bigint PRIMARY KEY,
  tenant_id uuid NOT NULL DEFAULT current_tenant(),
  username text NOT NULL,
  updated_at timestamptz
);
CREATE TRIGGER users_touch BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER users_renamed AFTER UPDATE OF username ON users FOR EACH ROW
  WHEN (OLD.username IS DISTINCT FROM NEW.username) EXECUTE FUNCTION touch('a', 'b c');
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY users_tenant_policy ON users TO drift_tenant
  USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY users_operations_policy ON users TO drift_operations USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO drift_tenant, drift_operations;
CREATE TABLE notes (
  note_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body text COLLATE "C" NOT NULL DEFAULT 'it''s',
  size int GENERATED ALWAYS AS (length(body)) STORED
) WITH (fillfactor = 70);
COMMENT ON TABLE notes IS 'of all tenants';
