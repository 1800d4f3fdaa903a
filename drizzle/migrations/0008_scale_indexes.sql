DROP INDEX "milestone_due";--> statement-breakpoint
DROP INDEX "milestone_ask";--> statement-breakpoint
DROP INDEX "milestone_version_ask";--> statement-breakpoint
CREATE INDEX "milestone_due" ON "milestone" USING btree ("plan_id","archived","status","forecast","ref");--> statement-breakpoint
CREATE INDEX "milestone_ask" ON "milestone" USING btree ("plan_id","archived","status") WHERE "milestone"."ask" <> '';--> statement-breakpoint
CREATE INDEX "milestone_version_ask" ON "milestone_version" USING btree (coalesce("valid_to", 'infinity'::timestamptz),"valid_from","plan_id","archived","status") WHERE "milestone_version"."ask" <> '';