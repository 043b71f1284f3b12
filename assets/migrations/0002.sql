-- Schema 2: every other kind of record, and what actions refer to. Built like the tables of
-- schema 1. What a time share calls `by` is `set_by` here: every table has a column `by` of its own.

CREATE TABLE "satisfaction" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "on" TEXT NOT NULL CHECK (date("on") IS "on"),
  "score" INTEGER NOT NULL CHECK ("score" BETWEEN 0 AND 10),
  "source" TEXT CHECK ("source" IS NULL OR length("source") BETWEEN 1 AND 500),
  "comment" TEXT CHECK ("comment" IS NULL OR length("comment") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX satisfaction_id ON "satisfaction" (id);
CREATE INDEX satisfaction_account ON "satisfaction" ("account");

CREATE TABLE "contact" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 500),
  "title" TEXT CHECK ("title" IS NULL OR length("title") BETWEEN 1 AND 500),
  "department" TEXT CHECK ("department" IS NULL OR length("department") BETWEEN 1 AND 500),
  "email" TEXT CHECK ("email" IS NULL OR length("email") BETWEEN 1 AND 500),
  "phone" TEXT CHECK ("phone" IS NULL OR length("phone") BETWEEN 1 AND 500),
  "role" TEXT CHECK ("role" IS NULL OR "role" = 'user' OR "role" = 'evaluator' OR "role" = 'decision_maker' OR "role" = 'approver' OR "role" = 'champion' OR "role" = 'blocker'),
  "influence" TEXT CHECK ("influence" IS NULL OR "influence" = 'low' OR "influence" = 'medium' OR "influence" = 'high'),
  "stance" TEXT CHECK ("stance" IS NULL OR "stance" = 'advocate' OR "stance" = 'supporter' OR "stance" = 'neutral' OR "stance" = 'sceptic' OR "stance" = 'opponent'),
  "level" TEXT CHECK ("level" IS NULL OR "level" = 'vendor' OR "level" = 'credible_source' OR "level" = 'problem_solver' OR "level" = 'trusted_advisor'),
  "level_wanted" TEXT CHECK ("level_wanted" IS NULL OR "level_wanted" = 'vendor' OR "level_wanted" = 'credible_source' OR "level_wanted" = 'problem_solver' OR "level_wanted" = 'trusted_advisor'),
  "reports_to" TEXT CHECK ("reports_to" IS NULL OR length("reports_to") = 36),
  "known_by" TEXT CHECK ("known_by" IS NULL OR length("known_by") BETWEEN 1 AND 500),
  "note" TEXT CHECK ("note" IS NULL OR length("note") BETWEEN 1 AND 65536),
  "external_id" TEXT CHECK ("external_id" IS NULL OR length("external_id") BETWEEN 1 AND 500),
  "external_source" TEXT CHECK ("external_source" IS NULL OR length("external_source") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX contact_id ON "contact" (id);
CREATE INDEX contact_account ON "contact" ("account");

CREATE TABLE "touch" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "contact" TEXT CHECK ("contact" IS NULL OR length("contact") = 36),
  "at" TEXT NOT NULL CHECK ("at" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][+-][0-2][0-9]:[0-5][0-9]'),
  "kind" TEXT NOT NULL CHECK ("kind" = 'call' OR "kind" = 'meeting' OR "kind" = 'visit' OR "kind" = 'email' OR "kind" = 'event' OR "kind" = 'other'),
  "minutes" INTEGER CHECK ("minutes" IS NULL OR "minutes" BETWEEN 0 AND 1000000000),
  "our_person" TEXT CHECK ("our_person" IS NULL OR length("our_person") BETWEEN 1 AND 500),
  "begun_by" TEXT CHECK ("begun_by" IS NULL OR "begun_by" = 'us' OR "begun_by" = 'them'),
  "note" TEXT CHECK ("note" IS NULL OR length("note") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX touch_id ON "touch" (id);
CREATE INDEX touch_account ON "touch" ("account");

CREATE TABLE "product" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 500),
  "family" TEXT CHECK ("family" IS NULL OR length("family") BETWEEN 1 AND 500),
  "list_price" INTEGER CHECK ("list_price" IS NULL OR "list_price" BETWEEN -1000000000000000 AND 1000000000000000),
  "external_id" TEXT CHECK ("external_id" IS NULL OR length("external_id") BETWEEN 1 AND 500),
  "external_source" TEXT CHECK ("external_source" IS NULL OR length("external_source") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX product_id ON "product" (id);

CREATE TABLE "cell" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "unit" TEXT CHECK ("unit" IS NULL OR length("unit") BETWEEN 1 AND 500),
  "product" TEXT NOT NULL CHECK (length("product") = 36),
  "holder" TEXT NOT NULL CHECK ("holder" = 'us' OR "holder" = 'competitor' OR "holder" = 'in_house' OR "holder" = 'nobody' OR "holder" = 'not_applicable' OR "holder" = 'unknown'),
  "competitor" TEXT CHECK ("competitor" IS NULL OR length("competitor") BETWEEN 1 AND 500),
  "value" INTEGER CHECK ("value" IS NULL OR "value" BETWEEN -1000000000000000 AND 1000000000000000),
  "contract_end" TEXT CHECK ("contract_end" IS NULL OR date("contract_end") IS "contract_end"),
  "challenge" TEXT CHECK ("challenge" IS NULL OR length("challenge") = 36),
  "note" TEXT CHECK ("note" IS NULL OR length("note") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX cell_id ON "cell" (id);
CREATE INDEX cell_account ON "cell" ("account");

CREATE TABLE "opportunity" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 500),
  "external_id" TEXT CHECK ("external_id" IS NULL OR length("external_id") BETWEEN 1 AND 500),
  "product" TEXT CHECK ("product" IS NULL OR length("product") = 36),
  "kind" TEXT NOT NULL CHECK ("kind" = 'cross_sell' OR "kind" = 'up_sell' OR "kind" = 'price_increase' OR "kind" = 'new_business'),
  "stage" TEXT NOT NULL CHECK ("stage" = 'open' OR "stage" = 'won' OR "stage" = 'lost'),
  "amount" INTEGER CHECK ("amount" IS NULL OR "amount" BETWEEN -1000000000000000 AND 1000000000000000),
  "probability" INTEGER CHECK ("probability" IS NULL OR "probability" BETWEEN 0 AND 100000000),
  "close_date" TEXT CHECK ("close_date" IS NULL OR date("close_date") IS "close_date"),
  "contact" TEXT CHECK ("contact" IS NULL OR length("contact") = 36),
  "challenge" TEXT CHECK ("challenge" IS NULL OR length("challenge") = 36),
  "cell" TEXT CHECK ("cell" IS NULL OR length("cell") = 36),
  "external_source" TEXT CHECK ("external_source" IS NULL OR length("external_source") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX opportunity_id ON "opportunity" (id);
CREATE INDEX opportunity_account ON "opportunity" ("account");

CREATE TABLE "promise" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "year" INTEGER NOT NULL CHECK ("year" BETWEEN 1900 AND 2200),
  "promised" INTEGER CHECK ("promised" IS NULL OR "promised" BETWEEN -1000000000000000 AND 1000000000000000),
  "growth" INTEGER CHECK ("growth" IS NULL OR "growth" BETWEEN -1000000000 AND 1000000000),
  "said_by" TEXT CHECK ("said_by" IS NULL OR length("said_by") BETWEEN 1 AND 500),
  "said_on" TEXT CHECK ("said_on" IS NULL OR date("said_on") IS "said_on"),
  "actual" INTEGER CHECK ("actual" IS NULL OR "actual" BETWEEN -1000000000000000 AND 1000000000000000),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX promise_id ON "promise" (id);
CREATE INDEX promise_account ON "promise" ("account");

CREATE TABLE "inquiry" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "who" TEXT NOT NULL CHECK (length("who") BETWEEN 1 AND 500),
  "what" TEXT NOT NULL CHECK (length("what") BETWEEN 1 AND 65536),
  "source" TEXT CHECK ("source" IS NULL OR length("source") BETWEEN 1 AND 500),
  "tier" TEXT NOT NULL CHECK ("tier" = 'high' OR "tier" = 'medium' OR "tier" = 'low'),
  "received" TEXT NOT NULL CHECK ("received" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][+-][0-2][0-9]:[0-5][0-9]'),
  "answered" TEXT CHECK ("answered" IS NULL OR "answered" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][+-][0-2][0-9]:[0-5][0-9]'),
  "status" TEXT NOT NULL CHECK ("status" = 'open' OR "status" = 'answered' OR "status" = 'converted' OR "status" = 'closed'),
  "account" TEXT CHECK ("account" IS NULL OR length("account") = 36),
  "owner" TEXT CHECK ("owner" IS NULL OR length("owner") BETWEEN 1 AND 500),
  "reason" TEXT CHECK ("reason" IS NULL OR length("reason") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX inquiry_id ON "inquiry" (id);

CREATE TABLE "challenge" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "text" TEXT NOT NULL CHECK (length("text") BETWEEN 1 AND 500),
  "told_by" TEXT CHECK ("told_by" IS NULL OR length("told_by") BETWEEN 1 AND 500),
  "told_on" TEXT CHECK ("told_on" IS NULL OR date("told_on") IS "told_on"),
  "confirmed" INTEGER CHECK ("confirmed" IS NULL OR "confirmed" IN (0, 1)),
  "contact" TEXT CHECK ("contact" IS NULL OR length("contact") = 36),
  "product" TEXT CHECK ("product" IS NULL OR length("product") = 36),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX challenge_id ON "challenge" (id);
CREATE INDEX challenge_account ON "challenge" ("account");

CREATE TABLE "fact" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "kind" TEXT NOT NULL CHECK ("kind" = 'goal' OR "kind" = 'strength' OR "kind" = 'weakness' OR "kind" = 'opportunity' OR "kind" = 'threat' OR "kind" = 'event'),
  "text" TEXT NOT NULL CHECK (length("text") BETWEEN 1 AND 500),
  "source" TEXT CHECK ("source" IS NULL OR length("source") BETWEEN 1 AND 500),
  "on" TEXT CHECK ("on" IS NULL OR date("on") IS "on"),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX fact_id ON "fact" (id);
CREATE INDEX fact_account ON "fact" ("account");

CREATE TABLE "objective" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "plan" TEXT NOT NULL CHECK (length("plan") = 36),
  "kind" TEXT NOT NULL CHECK ("kind" = 'revenue' OR "kind" = 'relationship' OR "kind" = 'success'),
  "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 500),
  "measure" TEXT CHECK ("measure" IS NULL OR length("measure") BETWEEN 1 AND 500),
  "target" TEXT CHECK ("target" IS NULL OR length("target") BETWEEN 1 AND 500),
  "current" TEXT CHECK ("current" IS NULL OR length("current") BETWEEN 1 AND 500),
  "owner" TEXT CHECK ("owner" IS NULL OR length("owner") BETWEEN 1 AND 500),
  "due" TEXT CHECK ("due" IS NULL OR date("due") IS "due"),
  "status" TEXT NOT NULL CHECK ("status" = 'not_started' OR "status" = 'in_progress' OR "status" = 'achieved' OR "status" = 'dropped'),
  "outcome" TEXT CHECK ("outcome" IS NULL OR "outcome" = 'not' OR "outcome" = 'partly' OR "outcome" = 'fully'),
  "owner_comment" TEXT CHECK ("owner_comment" IS NULL OR length("owner_comment") BETWEEN 1 AND 65536),
  "leader_comment" TEXT CHECK ("leader_comment" IS NULL OR length("leader_comment") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX objective_id ON "objective" (id);
CREATE INDEX objective_plan ON "objective" ("plan");

CREATE TABLE "factor" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "axis" TEXT NOT NULL CHECK ("axis" = 'engagement' OR "axis" = 'potential'),
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 500),
  "weight" INTEGER NOT NULL CHECK ("weight" BETWEEN 0 AND 1000000000),
  "question" TEXT CHECK ("question" IS NULL OR length("question") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX factor_id ON "factor" (id);

CREATE TABLE "rating" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "factor" TEXT NOT NULL CHECK (length("factor") = 36),
  "value" INTEGER NOT NULL CHECK ("value" BETWEEN 0 AND 100),
  "on" TEXT NOT NULL CHECK (date("on") IS "on"),
  "note" TEXT CHECK ("note" IS NULL OR length("note") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX rating_id ON "rating" (id);
CREATE INDEX rating_account ON "rating" ("account");

CREATE TABLE "review" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "plan" TEXT NOT NULL CHECK (length("plan") = 36),
  "on" TEXT NOT NULL CHECK (date("on") IS "on"),
  "who" TEXT CHECK ("who" IS NULL OR length("who") BETWEEN 1 AND 500),
  "decisions" TEXT CHECK ("decisions" IS NULL OR length("decisions") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX review_id ON "review" (id);
CREATE INDEX review_plan ON "review" ("plan");

CREATE TABLE "silence" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "account" TEXT NOT NULL CHECK (length("account") = 36),
  "code" TEXT NOT NULL CHECK (length("code") BETWEEN 1 AND 500),
  "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 1 AND 500),
  "until" TEXT CHECK ("until" IS NULL OR date("until") IS "until"),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX silence_id ON "silence" (id);
CREATE INDEX silence_account ON "silence" ("account");

CREATE TABLE "introduction" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "from" TEXT NOT NULL CHECK (length("from") = 36),
  "to" TEXT NOT NULL CHECK (length("to") = 36),
  "status" TEXT NOT NULL CHECK ("status" = 'planned' OR "status" = 'asked' OR "status" = 'introduced' OR "status" = 'met' OR "status" = 'declined'),
  "on" TEXT CHECK ("on" IS NULL OR date("on") IS "on"),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX introduction_id ON "introduction" (id);
CREATE INDEX introduction_from ON "introduction" ("from");

CREATE TABLE "goal" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "scope" TEXT NOT NULL CHECK ("scope" = 'company' OR "scope" = 'rep' OR "scope" = 'account'),
  "name" TEXT CHECK ("name" IS NULL OR length("name") BETWEEN 1 AND 500),
  "account" TEXT CHECK ("account" IS NULL OR length("account") = 36),
  "year" INTEGER NOT NULL CHECK ("year" BETWEEN 1900 AND 2200),
  "amount" INTEGER NOT NULL CHECK ("amount" BETWEEN -1000000000000000 AND 1000000000000000),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX goal_id ON "goal" (id);

CREATE TABLE "time_share" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "kare" TEXT CHECK ("kare" IS NULL OR "kare" = 'keep' OR "kare" = 'attain' OR "kare" = 'recapture' OR "kare" = 'expand'),
  "segment" TEXT CHECK ("segment" IS NULL OR "segment" = 'key' OR "segment" = 'growth_potential' OR "segment" = 'maintenance' OR "segment" = 'service'),
  "share" INTEGER NOT NULL CHECK ("share" BETWEEN 0 AND 100000000),
  "from" TEXT NOT NULL CHECK (date("from") IS "from"),
  "set_by" TEXT NOT NULL CHECK (length("set_by") BETWEEN 1 AND 500),
  "reason" TEXT CHECK ("reason" IS NULL OR length("reason") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX time_share_id ON "time_share" (id);

CREATE TABLE "tactic" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "role" TEXT NOT NULL CHECK ("role" = 'hunter' OR "role" = 'account_manager'),
  "kare" TEXT NOT NULL CHECK ("kare" = 'keep' OR "kare" = 'attain' OR "kare" = 'recapture' OR "kare" = 'expand'),
  "text" TEXT NOT NULL CHECK (length("text") BETWEEN 1 AND 500),
  "skill" TEXT CHECK ("skill" IS NULL OR length("skill") BETWEEN 1 AND 500),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX tactic_id ON "tactic" (id);

CREATE TABLE "scenario" (
  id TEXT NOT NULL CHECK (length(id) = 36),
  deleted TEXT CHECK (deleted IS NULL OR length(deleted) = 53),
  position TEXT CHECK (position IS NULL OR length(position) BETWEEN 1 AND 200),
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 500),
  "lost" TEXT CHECK ("lost" IS NULL OR length("lost") BETWEEN 1 AND 65536),
  "industry" TEXT CHECK ("industry" IS NULL OR length("industry") BETWEEN 1 AND 500),
  "left" TEXT CHECK ("left" IS NULL OR length("left") BETWEEN 1 AND 65536),
  created TEXT NOT NULL CHECK (length(created) = 25),
  changed TEXT NOT NULL CHECK (length(changed) = 25),
  "by" TEXT NOT NULL CHECK (length("by") <= 500),
  extra TEXT CHECK (extra IS NULL OR json_valid(extra) AND json_type(extra) = 'object')
) STRICT;
CREATE UNIQUE INDEX scenario_id ON "scenario" (id);

ALTER TABLE "action" ADD COLUMN "objective" TEXT CHECK ("objective" IS NULL OR length("objective") = 36);
ALTER TABLE "action" ADD COLUMN "contact" TEXT CHECK ("contact" IS NULL OR length("contact") = 36);
ALTER TABLE "action" ADD COLUMN "challenge" TEXT CHECK ("challenge" IS NULL OR length("challenge") = 36);
ALTER TABLE "action" ADD COLUMN "opportunity" TEXT CHECK ("opportunity" IS NULL OR length("opportunity") = 36);
