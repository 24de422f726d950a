-- SPDX-License-Identifier: Apache-2.0
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
