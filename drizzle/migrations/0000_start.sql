CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"email" text,
	"password_hash" text,
	"demonstration" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_email_unique" UNIQUE("email"),
	CONSTRAINT "account_demonstration_unique" UNIQUE("demonstration")
);
--> statement-breakpoint
CREATE TABLE "checkpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"name" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" text NOT NULL,
	"approved_at" timestamp with time zone,
	"approved_by" text,
	"baseline_no" integer,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "checkpoint_baseline" UNIQUE("plan_id","baseline_no"),
	CONSTRAINT "checkpoint_name" UNIQUE("plan_id","name")
);
--> statement-breakpoint
CREATE TABLE "checkpoint_milestone" (
	"checkpoint_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"start_day" date,
	"forecast" date,
	"archived" boolean NOT NULL,
	CONSTRAINT "checkpoint_milestone_checkpoint_id_milestone_id_pk" PRIMARY KEY("checkpoint_id","milestone_id")
);
--> statement-breakpoint
CREATE TABLE "comment" (
	"id" text PRIMARY KEY NOT NULL,
	"thread_id" text NOT NULL,
	"account_id" text NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "comment_once" UNIQUE("account_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "comment_thread" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kpi" (
	"plan_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"direction" text NOT NULL,
	"source" text NOT NULL,
	"frequency" text NOT NULL,
	"note" text NOT NULL,
	"target_value" double precision,
	"target_by" date,
	"baselines" jsonb NOT NULL,
	"trajectory" jsonb NOT NULL,
	"archived" boolean NOT NULL,
	CONSTRAINT "kpi_plan_id_id_pk" PRIMARY KEY("plan_id","id")
);
--> statement-breakpoint
CREATE TABLE "milestone" (
	"plan_id" text NOT NULL,
	"id" text NOT NULL,
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"priority_id" text,
	"order_key" text NOT NULL,
	"start_day" date,
	"forecast" date,
	"date_reason" text NOT NULL,
	"actual" date,
	"status" text NOT NULL,
	"done_when" text NOT NULL,
	"evidence" text NOT NULL,
	"ask" text NOT NULL,
	"enablers" jsonb NOT NULL,
	"archived" boolean NOT NULL,
	"description" text NOT NULL,
	"commentary" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "milestone_plan_id_id_pk" PRIMARY KEY("plan_id","id")
);
--> statement-breakpoint
CREATE TABLE "milestone_dependency" (
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"on_plan_id" text NOT NULL,
	"on_milestone_id" text NOT NULL,
	CONSTRAINT "milestone_dependency_plan_id_milestone_id_on_plan_id_on_milestone_id_pk" PRIMARY KEY("plan_id","milestone_id","on_plan_id","on_milestone_id")
);
--> statement-breakpoint
CREATE TABLE "milestone_kpi" (
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"kpi_id" text NOT NULL,
	"effect" text NOT NULL,
	"lag_months" integer NOT NULL,
	CONSTRAINT "milestone_kpi_plan_id_milestone_id_kpi_id_pk" PRIMARY KEY("plan_id","milestone_id","kpi_id")
);
--> statement-breakpoint
CREATE TABLE "milestone_lead" (
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "milestone_lead_plan_id_milestone_id_person_id_pk" PRIMARY KEY("plan_id","milestone_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "milestone_place" (
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"place_id" text NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "milestone_place_plan_id_milestone_id_place_id_pk" PRIMARY KEY("plan_id","milestone_id","place_id")
);
--> statement-breakpoint
CREATE TABLE "milestone_version" (
	"plan_id" text NOT NULL,
	"id" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"priority_id" text,
	"order_key" text NOT NULL,
	"start_day" date,
	"forecast" date,
	"date_reason" text NOT NULL,
	"actual" date,
	"status" text NOT NULL,
	"done_when" text NOT NULL,
	"evidence" text NOT NULL,
	"ask" text NOT NULL,
	"enablers" jsonb NOT NULL,
	"archived" boolean NOT NULL,
	"leads" jsonb NOT NULL,
	"kpis" jsonb NOT NULL,
	"places" jsonb NOT NULL,
	"depends_on" jsonb NOT NULL,
	CONSTRAINT "milestone_version_plan_id_id_valid_from_pk" PRIMARY KEY("plan_id","id","valid_from"),
	CONSTRAINT "milestone_version_period" CHECK ("milestone_version"."valid_to" is null or "milestone_version"."valid_to" > "milestone_version"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"initials" text NOT NULL,
	"organisation" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "place" (
	"id" text PRIMARY KEY NOT NULL,
	"portfolio_id" text NOT NULL,
	"name" text NOT NULL,
	"short" text NOT NULL,
	"kind" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan" (
	"id" text PRIMARY KEY NOT NULL,
	"programme_id" text NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"head_seq" integer DEFAULT 0 NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"next_ref" integer DEFAULT 1 NOT NULL,
	"server_client" bigint NOT NULL,
	"snapshot" "bytea",
	"snapshot_seq" integer DEFAULT 0 NOT NULL,
	"schema_version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "plan_programme_id_unique" UNIQUE("programme_id")
);
--> statement-breakpoint
CREATE TABLE "plan_change" (
	"plan_id" text NOT NULL,
	"seq" integer NOT NULL,
	"part" integer NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"field" text NOT NULL,
	"member" text DEFAULT '' NOT NULL,
	"old" jsonb,
	"new" jsonb,
	"account_id" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_change_plan_id_seq_part_pk" PRIMARY KEY("plan_id","seq","part")
);
--> statement-breakpoint
CREATE TABLE "plan_client" (
	"plan_id" text NOT NULL,
	"client" bigint NOT NULL,
	"account_id" text,
	CONSTRAINT "plan_client_plan_id_client_pk" PRIMARY KEY("plan_id","client")
);
--> statement-breakpoint
CREATE TABLE "plan_update" (
	"plan_id" text NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"account_id" text,
	"session_id" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_update_plan_id_seq_pk" PRIMARY KEY("plan_id","seq")
);
--> statement-breakpoint
CREATE TABLE "portfolio" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"short" text NOT NULL,
	"illustrative" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portfolio_role" (
	"account_id" text NOT NULL,
	"portfolio_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "portfolio_role_account_id_portfolio_id_role_pk" PRIMARY KEY("account_id","portfolio_id","role")
);
--> statement-breakpoint
CREATE TABLE "post" (
	"id" text PRIMARY KEY NOT NULL,
	"portfolio_id" text NOT NULL,
	"title" text NOT NULL,
	"organisation" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_holder" (
	"post_id" text NOT NULL,
	"person_id" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	CONSTRAINT "post_holder_post_id_person_id_from_day_pk" PRIMARY KEY("post_id","person_id","from_day")
);
--> statement-breakpoint
CREATE TABLE "priority" (
	"plan_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"order_key" text NOT NULL,
	"archived" boolean NOT NULL,
	CONSTRAINT "priority_plan_id_id_pk" PRIMARY KEY("plan_id","id")
);
--> statement-breakpoint
CREATE TABLE "programme" (
	"id" text PRIMARY KEY NOT NULL,
	"portfolio_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"short" text NOT NULL,
	"prefix" text NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"led_by" text DEFAULT '' NOT NULL,
	"incorporates" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"strapline" text DEFAULT '' NOT NULL,
	"exec_post_id" text,
	"position" integer NOT NULL,
	CONSTRAINT "programme_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "programme_role" (
	"account_id" text NOT NULL,
	"programme_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "programme_role_account_id_programme_id_pk" PRIMARY KEY("account_id","programme_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"account_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"absolute_expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_failure_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_approved_by_account_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint_milestone" ADD CONSTRAINT "checkpoint_milestone_checkpoint_id_checkpoint_id_fk" FOREIGN KEY ("checkpoint_id") REFERENCES "public"."checkpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_thread_id_comment_thread_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."comment_thread"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi" ADD CONSTRAINT "kpi_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone_dependency" ADD CONSTRAINT "milestone_dependency_plan_id_milestone_id_milestone_plan_id_id_fk" FOREIGN KEY ("plan_id","milestone_id") REFERENCES "public"."milestone"("plan_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone_kpi" ADD CONSTRAINT "milestone_kpi_plan_id_milestone_id_milestone_plan_id_id_fk" FOREIGN KEY ("plan_id","milestone_id") REFERENCES "public"."milestone"("plan_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone_lead" ADD CONSTRAINT "milestone_lead_plan_id_milestone_id_milestone_plan_id_id_fk" FOREIGN KEY ("plan_id","milestone_id") REFERENCES "public"."milestone"("plan_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone_place" ADD CONSTRAINT "milestone_place_plan_id_milestone_id_milestone_plan_id_id_fk" FOREIGN KEY ("plan_id","milestone_id") REFERENCES "public"."milestone"("plan_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place" ADD CONSTRAINT "place_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_programme_id_programme_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_change" ADD CONSTRAINT "plan_change_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_change" ADD CONSTRAINT "plan_change_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_client" ADD CONSTRAINT "plan_client_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_client" ADD CONSTRAINT "plan_client_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_update" ADD CONSTRAINT "plan_update_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_update" ADD CONSTRAINT "plan_update_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_role" ADD CONSTRAINT "portfolio_role_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_role" ADD CONSTRAINT "portfolio_role_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post" ADD CONSTRAINT "post_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_holder" ADD CONSTRAINT "post_holder_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_holder" ADD CONSTRAINT "post_holder_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "priority" ADD CONSTRAINT "priority_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_exec_post_id_post_id_fk" FOREIGN KEY ("exec_post_id") REFERENCES "public"."post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_role" ADD CONSTRAINT "programme_role_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_role" ADD CONSTRAINT "programme_role_programme_id_programme_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programme"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_thread_at" ON "comment" USING btree ("thread_id","at");--> statement-breakpoint
CREATE INDEX "comment_thread_milestone" ON "comment_thread" USING btree ("plan_id","milestone_id");--> statement-breakpoint
CREATE INDEX "milestone_due" ON "milestone" USING btree ("plan_id","archived","status","forecast");--> statement-breakpoint
CREATE INDEX "milestone_dependency_on" ON "milestone_dependency" USING btree ("on_plan_id","on_milestone_id");--> statement-breakpoint
CREATE INDEX "milestone_lead_person" ON "milestone_lead" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "milestone_version_current" ON "milestone_version" USING btree ("plan_id","id") WHERE "milestone_version"."valid_to" is null;--> statement-breakpoint
CREATE INDEX "plan_change_newest" ON "plan_change" USING btree ("plan_id","at");--> statement-breakpoint
CREATE INDEX "plan_change_entity" ON "plan_change" USING btree ("plan_id","entity_id","field","seq");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_failure_subject" ON "sign_in_failure" USING btree ("subject","at");