-- Schema 1. Never altered: what comes later is a file with the next number.
--
-- One table a kind of record: a column for each field key (text, days, times, words and ids as
-- TEXT; whole numbers, scores, yes and no as INTEGER; money in hundredths, percentages in
-- millionths), and what every record has: `deleted` holds the clock of the change that removed
-- it (a tombstone), `extra` the fields that this version does not know. Records refer to each
-- other by id without foreign keys, because a reference may dangle for a while (TEAM.md 6).
-- A choice is checked by `=` and OR: for IN with more than two words SQLite would build a table of
-- them for every row.

CREATE TABLE "account" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  -- What is read for every account stands first.
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 500),
  "engagement" INTEGER CHECK ("engagement" IS NULL OR "engagement" BETWEEN 0 AND 100),
  "potential" INTEGER CHECK ("potential" IS NULL OR "potential" BETWEEN 0 AND 100),
  "engagement_on" TEXT CHECK ("engagement_on" IS NULL OR date("engagement_on") IS "engagement_on"),
  "potential_on" TEXT CHECK ("potential_on" IS NULL OR date("potential_on") IS "potential_on"),
  "engagement_source" TEXT NOT NULL CHECK ("engagement_source" = 'judged' OR "engagement_source" = 'evidence'),
  "potential_source" TEXT NOT NULL CHECK ("potential_source" = 'judged' OR "potential_source" = 'evidence'),
  "archived" TEXT CHECK ("archived" IS NULL OR "archived" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][+-][0-2][0-9]:[0-5][0-9]'),
  "yearly_value" INTEGER CHECK ("yearly_value" IS NULL OR "yearly_value" BETWEEN -1000000000000000 AND 1000000000000000),
  "external_id" TEXT CHECK ("external_id" IS NULL OR length("external_id") BETWEEN 1 AND 500),
  "external_source" TEXT CHECK ("external_source" IS NULL OR length("external_source") BETWEEN 1 AND 500),
  "parent" TEXT CHECK ("parent" IS NULL OR length("parent") = 36),
  "owner" TEXT CHECK ("owner" IS NULL OR length("owner") BETWEEN 1 AND 500),
  "relationship" TEXT NOT NULL CHECK ("relationship" = 'prospect' OR "relationship" = 'customer' OR "relationship" = 'former'),
  "customer_since" TEXT CHECK ("customer_since" IS NULL OR date("customer_since") IS "customer_since"),
  "lost_on" TEXT CHECK ("lost_on" IS NULL OR date("lost_on") IS "lost_on"),
  "recapture_reason" TEXT CHECK ("recapture_reason" IS NULL OR length("recapture_reason") BETWEEN 1 AND 500),
  "industry" TEXT CHECK ("industry" IS NULL OR length("industry") BETWEEN 1 AND 500),
  "website" TEXT CHECK ("website" IS NULL OR length("website") BETWEEN 1 AND 500),
  "phone" TEXT CHECK ("phone" IS NULL OR length("phone") BETWEEN 1 AND 500),
  "street" TEXT CHECK ("street" IS NULL OR length("street") BETWEEN 1 AND 500),
  "city" TEXT CHECK ("city" IS NULL OR length("city") BETWEEN 1 AND 500),
  "region" TEXT CHECK ("region" IS NULL OR length("region") BETWEEN 1 AND 500),
  "postal_code" TEXT CHECK ("postal_code" IS NULL OR length("postal_code") BETWEEN 1 AND 500),
  "country" TEXT CHECK ("country" IS NULL OR length("country") BETWEEN 1 AND 500),
  "company_revenue" INTEGER CHECK ("company_revenue" IS NULL OR "company_revenue" BETWEEN -1000000000000000 AND 1000000000000000),
  "employees" INTEGER CHECK ("employees" IS NULL OR "employees" BETWEEN 0 AND 1000000000),
  "tags" TEXT CHECK ("tags" IS NULL OR length("tags") BETWEEN 1 AND 500),
  "note" TEXT CHECK ("note" IS NULL OR length("note") BETWEEN 1 AND 65536),
  "expansion_likelihood" INTEGER CHECK ("expansion_likelihood" IS NULL OR "expansion_likelihood" = 0 OR "expansion_likelihood" = 25 OR "expansion_likelihood" = 50 OR "expansion_likelihood" = 75 OR "expansion_likelihood" = 100),
  "purchasing_capacity" INTEGER CHECK ("purchasing_capacity" IS NULL OR "purchasing_capacity" BETWEEN -1000000000000000 AND 1000000000000000),
  "planned_growth" INTEGER CHECK ("planned_growth" IS NULL OR "planned_growth" BETWEEN -1000000000 AND 1000000000),
  "revenue_model" TEXT CHECK ("revenue_model" IS NULL OR "revenue_model" = 'recurring' OR "revenue_model" = 'repeat' OR "revenue_model" = 'single'),
  "tier_assigned" TEXT CHECK ("tier_assigned" IS NULL OR "tier_assigned" = 'high' OR "tier_assigned" = 'medium' OR "tier_assigned" = 'low'),
  "tier_reason" TEXT CHECK ("tier_reason" IS NULL OR length("tier_reason") BETWEEN 1 AND 500),
  "kare_assigned" TEXT CHECK ("kare_assigned" IS NULL OR "kare_assigned" = 'keep' OR "kare_assigned" = 'attain' OR "kare_assigned" = 'recapture' OR "kare_assigned" = 'expand'),
  "kare_reason" TEXT CHECK ("kare_reason" IS NULL OR length("kare_reason") BETWEEN 1 AND 500),
  "competitor" TEXT CHECK ("competitor" IS NULL OR length("competitor") BETWEEN 1 AND 500),
  "known_gap" TEXT CHECK ("known_gap" IS NULL OR length("known_gap") BETWEEN 1 AND 500),
  "expected_days" INTEGER CHECK ("expected_days" IS NULL OR "expected_days" BETWEEN 0 AND 1000000000),
  "expected_margin" INTEGER CHECK ("expected_margin" IS NULL OR "expected_margin" BETWEEN -1000000000 AND 100000000),
  "expected_revenue" INTEGER CHECK ("expected_revenue" IS NULL OR "expected_revenue" BETWEEN -1000000000000000 AND 1000000000000000),
  "urgent_problem" INTEGER CHECK ("urgent_problem" IS NULL OR "urgent_problem" = 0 OR "urgent_problem" = 1),
  "margin" INTEGER CHECK ("margin" IS NULL OR "margin" BETWEEN -1000000000 AND 100000000),
  "retention" INTEGER CHECK ("retention" IS NULL OR "retention" BETWEEN 0 AND 100000000),
  "retention_reason" TEXT CHECK ("retention_reason" IS NULL OR length("retention_reason") BETWEEN 1 AND 500),
  "price_increase" INTEGER CHECK ("price_increase" IS NULL OR "price_increase" BETWEEN -1000000000 AND 1000000000),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX account_id ON "account" (id);

CREATE TABLE "action" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 500),
  "owner" TEXT CHECK ("owner" IS NULL OR length("owner") BETWEEN 1 AND 500),
  "due" TEXT CHECK ("due" IS NULL OR date("due") IS "due"),
  "status" TEXT NOT NULL CHECK ("status" = 'open' OR "status" = 'done' OR "status" = 'dropped'),
  "done_on" TEXT CHECK ("done_on" IS NULL OR date("done_on") IS "done_on"),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX action_id ON "action" (id);
CREATE INDEX action_account ON "action" ("account");

CREATE TABLE "plan" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "start" TEXT NOT NULL CHECK (date("start") IS "start"),
  "end" TEXT NOT NULL CHECK (date("end") IS "end"),
  "growth_potential" TEXT CHECK ("growth_potential" IS NULL OR length("growth_potential") BETWEEN 1 AND 65536),
  "enlarge" TEXT CHECK ("enlarge" IS NULL OR length("enlarge") BETWEEN 1 AND 65536),
  "growth" INTEGER CHECK ("growth" IS NULL OR "growth" BETWEEN -1000000000 AND 1000000000),
  "target" INTEGER CHECK ("target" IS NULL OR "target" BETWEEN -1000000000000000 AND 1000000000000000),
  "target_basis" TEXT CHECK ("target_basis" IS NULL OR length("target_basis") BETWEEN 1 AND 65536),
  "strategy" TEXT CHECK ("strategy" IS NULL OR length("strategy") BETWEEN 1 AND 65536),
  "notes" TEXT CHECK ("notes" IS NULL OR length("notes") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX plan_id ON "plan" (id);
CREATE INDEX plan_account ON "plan" ("account");

CREATE TABLE "risk" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "plan" TEXT NOT NULL CHECK (length("plan") = 36),
  "text" TEXT NOT NULL CHECK (length("text") BETWEEN 1 AND 500),
  "likelihood" TEXT CHECK ("likelihood" IS NULL OR "likelihood" = 'low' OR "likelihood" = 'medium' OR "likelihood" = 'high'),
  "impact" TEXT CHECK ("impact" IS NULL OR "impact" = 'low' OR "impact" = 'medium' OR "impact" = 'high'),
  "mitigation" TEXT CHECK ("mitigation" IS NULL OR length("mitigation") BETWEEN 1 AND 65536),
  "status" TEXT NOT NULL CHECK ("status" = 'open' OR "status" = 'closed'),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX risk_id ON "risk" (id);
CREATE INDEX risk_plan ON "risk" ("plan");

CREATE TABLE "revenue" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "year" INTEGER NOT NULL CHECK ("year" BETWEEN 1900 AND 2200),
  "amount" INTEGER NOT NULL CHECK ("amount" BETWEEN -1000000000000000 AND 1000000000000000),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX revenue_id ON "revenue" (id);
CREATE INDEX revenue_account ON "revenue" ("account");

CREATE TABLE "setting" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "key" TEXT NOT NULL CHECK (length("key") BETWEEN 1 AND 500),
  "value" TEXT NOT NULL CHECK (length("value") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX setting_id ON "setting" (id);

-- Every installation that this file was written on: a copied or moved file gets another one.
CREATE TABLE site (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  label TEXT NOT NULL CHECK (length(label) <= 500),
  place TEXT NOT NULL UNIQUE CHECK (length(place) BETWEEN 1 AND 500),
  since TEXT NOT NULL CHECK (length(since) = 25)
) STRICT, WITHOUT ROWID;

-- The change log. `n` counts the changes of this file, `hlc` orders them among all files, `of`
-- names the change that a step back or a step made again refers to: such a step has no edits of
-- its own, they are those of the change it names, inverted or repeated.
CREATE TABLE change (
  n INTEGER PRIMARY KEY CHECK (n > 0),
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  hlc TEXT NOT NULL UNIQUE CHECK (length(hlc) = 53),
  at TEXT NOT NULL CHECK (length(at) = 25),
  actor TEXT NOT NULL CHECK (length(actor) <= 500),
  site TEXT NOT NULL REFERENCES site (id) ON DELETE RESTRICT,
  label TEXT NOT NULL CHECK (length(label) <= 500),
  origin TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 40),
  state TEXT NOT NULL CHECK (state = 'done' OR state = 'undone' OR state = 'gone' OR state = 'undo' OR state = 'redo'),
  of TEXT REFERENCES change (id) ON DELETE RESTRICT CHECK ((of IS NULL) = (state = 'done' OR state = 'undone' OR state = 'gone')),
  edits INTEGER NOT NULL CHECK (edits >= 0)
) STRICT;
-- What undo and redo look for.
CREATE INDEX change_state ON change (state, n);

-- The edits of a change. `n` is the number of the change times 2^32 plus the place in it, so
-- that a change's edits lie together. A record that is made has no field and no before, one that
-- is removed no field and no after: the other one is the record as JSON.
CREATE TABLE edit (
  n INTEGER PRIMARY KEY,
  change INTEGER GENERATED ALWAYS AS (n >> 32) VIRTUAL,
  seq INTEGER GENERATED ALWAYS AS (n & 4294967295) VIRTUAL,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  record TEXT NOT NULL CHECK (length(record) = 36),
  field TEXT NOT NULL CHECK (length(field) <= 40),
  before TEXT,
  after TEXT,
  CHECK (before IS NOT after)
) STRICT;
CREATE INDEX edit_record ON edit (record);

-- Which change set a field last; a field that nobody touched since its record was made has none.
CREATE TABLE field_clock (
  record TEXT NOT NULL CHECK (length(record) = 36),
  field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 40),
  hlc TEXT NOT NULL CHECK (length(hlc) = 53),
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

-- What the screen remembers between starts: views, drafts. Never in the change log.
CREATE TABLE remembered (
  key TEXT NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  value TEXT NOT NULL CHECK (length(value) <= 1000000)
) STRICT, WITHOUT ROWID;
