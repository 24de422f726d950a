-- SPDX-License-Identifier: Apache-2.0
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
