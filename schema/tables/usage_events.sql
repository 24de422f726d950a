-- SPDX-License-Identifier: Apache-2.0
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
