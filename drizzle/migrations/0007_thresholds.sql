CREATE TABLE "portfolio_threshold" (
	"id" text PRIMARY KEY NOT NULL,
	"portfolio_id" text NOT NULL,
	"late" integer NOT NULL,
	"at_risk_percent" integer NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "portfolio_threshold" ADD CONSTRAINT "portfolio_threshold_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_threshold" ADD CONSTRAINT "portfolio_threshold_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "portfolio_threshold_of" ON "portfolio_threshold" USING btree ("portfolio_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "portfolio_threshold_current" ON "portfolio_threshold" USING btree ("portfolio_id") WHERE "portfolio_threshold"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "portfolio" DROP COLUMN "settings";