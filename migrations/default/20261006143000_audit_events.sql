-- Append-only: nobody is granted UPDATE or DELETE, and no policy allows them.
CREATE TABLE audit_events (
  audit_event_id uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  actor_id uuid,
  action text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, audit_event_id),
  FOREIGN KEY (tenant_id, actor_id) REFERENCES users (tenant_id, user_id)
);

CREATE INDEX audit_events_tenant_id_created_at_idx ON audit_events (tenant_id, created_at);
CREATE INDEX audit_events_tenant_id_actor_id_idx ON audit_events (tenant_id, actor_id);

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;

CREATE POLICY audit_events_tenant_select ON audit_events FOR SELECT TO erun_tenant
  USING (tenant_id = erun_current_tenant_id());
CREATE POLICY audit_events_tenant_insert ON audit_events FOR INSERT TO erun_tenant
  WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY audit_events_operations_select ON audit_events FOR SELECT TO erun_operations
  USING (true);
CREATE POLICY audit_events_operations_insert ON audit_events FOR INSERT TO erun_operations
  WITH CHECK (true);

GRANT SELECT, INSERT ON audit_events TO erun_tenant, erun_operations;

-- The first tenant is bootstrapped once and never again.
CREATE UNIQUE INDEX tenants_single_operations_idx ON tenants (type) WHERE type = 'OPERATIONS';

ALTER TABLE tasks ADD COLUMN due_on date;
