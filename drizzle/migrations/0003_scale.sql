DROP INDEX "milestone_version_since";--> statement-breakpoint
CREATE INDEX "audit_event_programme" ON "audit_event" USING btree ("programme_id","kind","at");--> statement-breakpoint
CREATE INDEX "milestone_open" ON "milestone" USING btree ("plan_id","forecast","ref","id","status") WHERE not "milestone"."archived" and "milestone"."status" in ('notStarted', 'onTrack', 'atRisk', 'offTrack', 'paused');--> statement-breakpoint
CREATE INDEX "milestone_ref" ON "milestone" USING btree ("ref" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "milestone_title_search" ON "milestone" USING gin (to_tsvector('english', "ref" || ' ' || "title"));--> statement-breakpoint
CREATE INDEX "milestone_version_begun" ON "milestone_version" USING btree ("valid_from","valid_to","plan_id","id","status","forecast","archived","ref");--> statement-breakpoint
CREATE INDEX "milestone_version_ended" ON "milestone_version" USING btree (coalesce("valid_to", 'infinity'::timestamptz),"valid_from","valid_to","plan_id","id","status","forecast","archived","ref");