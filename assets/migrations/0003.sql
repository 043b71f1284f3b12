-- Schema 3: what a CRM said last where the rep wrote something.

CREATE TABLE "crm_value" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "field" TEXT NOT NULL CHECK (length("field") BETWEEN 1 AND 500),
  "value" TEXT CHECK ("value" IS NULL OR length("value") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX crm_value_id ON "crm_value" (id);
CREATE INDEX crm_value_account ON "crm_value" ("account");
