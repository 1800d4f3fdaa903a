CREATE TABLE "kpi_reading" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"kpi_id" text NOT NULL,
	"place_id" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"value" double precision NOT NULL,
	"numerator" double precision,
	"denominator" double precision,
	"lower_ci" double precision,
	"upper_ci" double precision,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"extracted_on" date,
	"state" text NOT NULL,
	"held_why" text NOT NULL,
	"import_id" text NOT NULL,
	"account_id" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	CONSTRAINT "kpi_reading_period" CHECK ("kpi_reading"."period_end" >= "kpi_reading"."period_start")
);
--> statement-breakpoint
CREATE TABLE "kpi_recalculation" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"kpi_id" text NOT NULL,
	"place_id" text,
	"from_day" date NOT NULL,
	"why" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "kpi_signal" (
	"plan_id" text NOT NULL,
	"kpi_id" text NOT NULL,
	"place_id" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"variation" text,
	"assurance" text,
	"points" integer NOT NULL,
	"last_period" date,
	"last_value" double precision,
	CONSTRAINT "kpi_signal_plan_id_kpi_id_place_id_valid_from_pk" PRIMARY KEY("plan_id","kpi_id","place_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "kpi_source_code" (
	"plan_id" text NOT NULL,
	"code" text NOT NULL,
	"kpi_id" text NOT NULL,
	CONSTRAINT "kpi_source_code_plan_id_code_pk" PRIMARY KEY("plan_id","code")
);
--> statement-breakpoint
CREATE TABLE "reading_import" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"added" integer NOT NULL,
	"revised" integer NOT NULL,
	"held" integer NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review" (
	"id" text PRIMARY KEY NOT NULL,
	"portfolio_id" text NOT NULL,
	"title" text NOT NULL,
	"held_on" date NOT NULL,
	"previous_id" text,
	"attendance" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"frozen" jsonb,
	CONSTRAINT "review_day" UNIQUE("portfolio_id","held_on")
);
--> statement-breakpoint
CREATE TABLE "review_item" (
	"review_id" text NOT NULL,
	"programme_id" text NOT NULL,
	"position" integer NOT NULL,
	"minutes" integer NOT NULL,
	"done" boolean NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "review_item_review_id_programme_id_pk" PRIMARY KEY("review_id","programme_id")
);
--> statement-breakpoint
CREATE TABLE "stated_status" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "review_id" text;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "review_id" text;--> statement-breakpoint
ALTER TABLE "place" ADD COLUMN "code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "portfolio" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "kpi_reading" ADD CONSTRAINT "kpi_reading_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_reading" ADD CONSTRAINT "kpi_reading_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_reading" ADD CONSTRAINT "kpi_reading_import_id_reading_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."reading_import"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_reading" ADD CONSTRAINT "kpi_reading_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_recalculation" ADD CONSTRAINT "kpi_recalculation_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_recalculation" ADD CONSTRAINT "kpi_recalculation_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_recalculation" ADD CONSTRAINT "kpi_recalculation_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_recalculation" ADD CONSTRAINT "kpi_recalculation_ended_by_account_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_signal" ADD CONSTRAINT "kpi_signal_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_signal" ADD CONSTRAINT "kpi_signal_place_id_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_source_code" ADD CONSTRAINT "kpi_source_code_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_import" ADD CONSTRAINT "reading_import_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_import" ADD CONSTRAINT "reading_import_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_closed_by_account_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_review_id_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."review"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_programme_id_programme_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_status" ADD CONSTRAINT "stated_status_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_status" ADD CONSTRAINT "stated_status_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "kpi_reading_current" ON "kpi_reading" USING btree ("plan_id","kpi_id","place_id","period_start","state") WHERE "kpi_reading"."valid_to" is null and "kpi_reading"."state" <> 'refused';--> statement-breakpoint
CREATE INDEX "kpi_reading_of" ON "kpi_reading" USING btree ("plan_id","kpi_id","place_id","period_start");--> statement-breakpoint
CREATE INDEX "kpi_recalculation_of" ON "kpi_recalculation" USING btree ("plan_id","kpi_id");--> statement-breakpoint
CREATE UNIQUE INDEX "kpi_signal_current" ON "kpi_signal" USING btree ("plan_id","kpi_id","place_id") WHERE "kpi_signal"."valid_to" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "review_open" ON "review" USING btree ("portfolio_id") WHERE "review"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "stated_status_of" ON "stated_status" USING btree ("plan_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "stated_status_current" ON "stated_status" USING btree ("plan_id") WHERE "stated_status"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "action_review" ON "action" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "decision_review" ON "decision" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "milestone_version_since" ON "milestone_version" USING btree ("valid_from");