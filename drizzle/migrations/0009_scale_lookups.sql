DROP INDEX "confidence_of";--> statement-breakpoint
CREATE INDEX "checkpoint_milestone_forecast" ON "checkpoint_milestone" USING btree ("checkpoint_id","milestone_id","forecast");--> statement-breakpoint
CREATE INDEX "confidence_of" ON "confidence" USING btree ("plan_id","milestone_id","kind","at","id","level");