-- SPDX-License-Identifier: Apache-2.0
CREATE TRIGGER project_members_set_timestamps BEFORE INSERT OR UPDATE ON project_members
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();
