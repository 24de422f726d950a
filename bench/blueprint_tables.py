# SPDX-License-Identifier: Apache-2.0
"""A database for measuring: the reference blueprint of this repository, and any number of tables made as it wants them.

A table has 10 columns, a primary key, the foreign key to tenants, one that carries the tenant to the table before it, two
unique constraints, a check, 2 indexes, RLS and FORCE, 2 policies, a trigger, and grants to two roles. Of two tables one has
the blueprint's uuid key, which the tenant role may not insert; the other's key begins with the tenant. No rule of the
contract has anything to say about them.
"""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
BATCH = 250

ROLES = """DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'erun_owner') THEN
  CREATE ROLE erun_owner; CREATE ROLE erun_tenant; CREATE ROLE erun_operations; CREATE ROLE erun_api LOGIN NOINHERIT;
  GRANT erun_tenant, erun_operations TO erun_api {options};
END IF; END $$;
"""
# What the blueprint uses and servers before 18 do not have.
UUIDV7 = "CREATE FUNCTION public.uuidv7() RETURNS uuid LANGUAGE sql RETURN gen_random_uuid();\n"
OWNER = 'ALTER SCHEMA public OWNER TO erun_owner;\nSET SESSION AUTHORIZATION erun_owner;\n'

TABLE = """CREATE TABLE {t}s (
  {t}_id uuid DEFAULT uuidv7(), tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  name text NOT NULL, state text NOT NULL DEFAULT 'NEW' CHECK (state IN ('NEW', 'OPEN', 'DONE')), amount numeric(12, 2),
  payload jsonb NOT NULL DEFAULT '{{}}', tags text[], parent_id uuid, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  PRIMARY KEY ({key}), UNIQUE (tenant_id, name), {more}
  FOREIGN KEY (tenant_id, parent_id) REFERENCES {parent}s (tenant_id, {parent}_id) ON DELETE SET NULL (parent_id));
CREATE INDEX {t}s_tenant_id_parent_id_idx ON {t}s (tenant_id, parent_id);
CREATE INDEX {t}s_tenant_id_created_at_idx ON {t}s (tenant_id, created_at DESC) WHERE state <> 'DONE';
ALTER TABLE {t}s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY {t}s_tenant_policy ON {t}s TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY {t}s_operations_policy ON {t}s TO erun_operations USING (true) WITH CHECK (true);
CREATE TRIGGER {t}s_set_timestamps BEFORE INSERT OR UPDATE ON {t}s FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();
GRANT SELECT, UPDATE, DELETE ON {t}s TO erun_tenant;
GRANT INSERT {insert} ON {t}s TO erun_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON {t}s TO erun_operations;
"""
INSERTABLE = "(tenant_id, name, state, amount, payload, tags, parent_id, created_at, updated_at)"


def table(n):
    t, parent = "item_%d" % n, "item_%d" % max(n - 1, 1)
    if n % 2:
        return TABLE.format(t=t, parent=parent, key=t + "_id", more="UNIQUE (tenant_id, %s_id)," % t, insert=INSERTABLE)
    return TABLE.format(t=t, parent=parent, key="tenant_id, %s_id" % t, more="", insert="")


def create(psql, db, tables):
    """Makes the database anew. `psql(sql, db)` runs SQL as a superuser and returns what it prints; the server is of major 15 or newer."""
    version = int(psql("SHOW server_version_num", "postgres"))
    psql(ROLES.replace("{options}", "WITH INHERIT FALSE, SET TRUE" if version >= 160000 else ""), "postgres")
    psql('DROP DATABASE IF EXISTS "%s" WITH (FORCE);\nCREATE DATABASE "%s" TEMPLATE template0 OWNER erun_owner;' % (db, db), "postgres")
    if version < 180000:
        psql(UUIDV7, db)
    for path in sorted((ROOT / "migrations/default").glob("*.sql")):
        psql(OWNER + path.read_text(), db)
    for first in range(1, tables + 1, BATCH):
        batch = "".join(table(n) for n in range(first, min(first + BATCH, tables + 1)))
        psql("%sBEGIN;\n%sCOMMIT;\n" % (OWNER, batch), db)
    psql("VACUUM ANALYZE;", db)
