-- SPDX-License-Identifier: Apache-2.0
-- Two tenants with a row of each kind, no value of which the other has: what is told of one can be told from the other.
INSERT INTO tenants (tenant_id, name, created_at) VALUES
  ('aaaaaaaa-0000-7000-8000-000000000000', 'name of a', '2026-06-01 00:00:00+00'),
  ('bbbbbbbb-0000-7000-8000-000000000000', 'name of b', '2026-06-02 00:00:00+00');
INSERT INTO tenant_issuers (tenant_id, issuer, created_at)
  SELECT tenant_id, replace(name, 'name', 'issuer'), created_at FROM tenants;
INSERT INTO users (tenant_id, username, created_at) SELECT tenant_id, replace(name, 'name', 'user'), created_at FROM tenants;
INSERT INTO user_external_ids (tenant_id, user_id, issuer, external_id, created_at)
  SELECT u.tenant_id, u.user_id, i.issuer, replace(u.username, 'user', 'id'), u.created_at
  FROM users u JOIN tenant_issuers i USING (tenant_id);
INSERT INTO projects (tenant_id, name, created_at) SELECT tenant_id, replace(name, 'name', 'project'), created_at FROM tenants;
INSERT INTO tasks (tenant_id, project_id, title, assignee_id, created_at)
  SELECT p.tenant_id, p.project_id, replace(p.name, 'project', 'task'), u.user_id, p.created_at
  FROM projects p JOIN users u USING (tenant_id);
INSERT INTO project_members (tenant_id, project_id, user_id, created_at)
  SELECT p.tenant_id, p.project_id, u.user_id, p.created_at FROM projects p JOIN users u USING (tenant_id);
INSERT INTO audit_events (tenant_id, actor_id, action, created_at)
  SELECT tenant_id, user_id, replace(username, 'user', 'login'), created_at FROM users;
INSERT INTO usage_events (tenant_id, project_id, quantity, created_at)
  SELECT tenant_id, project_id, extract(day FROM created_at), created_at FROM projects;
