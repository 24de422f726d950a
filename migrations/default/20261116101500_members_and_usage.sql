-- Who works on a project: a private join table. Its key is what it joins, so it needs no other.
CREATE TABLE project_members (
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'MEMBER' CHECK (role IN ('LEAD', 'MEMBER')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, user_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, project_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, user_id) ON DELETE CASCADE
);

CREATE INDEX project_members_tenant_id_user_id_idx ON project_members (tenant_id, user_id);

CREATE TRIGGER project_members_set_timestamps BEFORE INSERT OR UPDATE ON project_members
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

ALTER TABLE project_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE project_members FORCE ROW LEVEL SECURITY;

CREATE POLICY project_members_tenant_policy ON project_members TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY project_members_operations_policy ON project_members TO erun_operations
  USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON project_members TO erun_tenant, erun_operations;

-- Append-only and partitioned by time. The key has to hold the time; the tenant leads it.
CREATE TABLE usage_events (
  usage_event_id uuid NOT NULL DEFAULT uuidv7(),
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  project_id uuid NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, created_at, usage_event_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, project_id)
) PARTITION BY RANGE (created_at);

CREATE TABLE usage_events_2026 PARTITION OF usage_events
  FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
CREATE TABLE usage_events_default PARTITION OF usage_events DEFAULT;

CREATE INDEX usage_events_tenant_id_project_id_created_at_idx ON usage_events (tenant_id, project_id, created_at);

ALTER TABLE usage_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_events FORCE ROW LEVEL SECURITY;

CREATE POLICY usage_events_tenant_select ON usage_events FOR SELECT TO erun_tenant
  USING (tenant_id = erun_current_tenant_id());
CREATE POLICY usage_events_tenant_insert ON usage_events FOR INSERT TO erun_tenant
  WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY usage_events_operations_select ON usage_events FOR SELECT TO erun_operations
  USING (true);
CREATE POLICY usage_events_operations_insert ON usage_events FOR INSERT TO erun_operations
  WITH CHECK (true);

GRANT SELECT, INSERT ON usage_events TO erun_tenant, erun_operations;

-- Rows are reached through the parent, whose policies count then. A partition has policies of its own only, which are
-- none: whoever asks it directly gets nothing, whatever may be granted one day.
ALTER TABLE usage_events_2026 ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_events_2026 FORCE ROW LEVEL SECURITY;
ALTER TABLE usage_events_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_events_default FORCE ROW LEVEL SECURITY;
