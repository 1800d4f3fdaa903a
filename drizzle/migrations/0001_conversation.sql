CREATE TABLE "account_link" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"purpose" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"by_account" text,
	"about_account" text,
	"programme_id" text,
	"address" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"account_id" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_account_id_hash_pk" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "second_factor" (
	"account_id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "action" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text,
	"what" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"request_id" text NOT NULL,
	"struck_at" timestamp with time zone,
	"struck_by" text,
	"struck_why" text,
	"owner_id" text NOT NULL,
	"due" date NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" text,
	CONSTRAINT "action_once" UNIQUE("account_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "challenge" (
	"thread_id" text PRIMARY KEY NOT NULL,
	"letter" text,
	"owner_id" text,
	"due" date NOT NULL,
	"raised_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "challenge_step" (
	"thread_id" text NOT NULL,
	"no" integer NOT NULL,
	"step" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "challenge_step_thread_id_no_pk" PRIMARY KEY("thread_id","no")
);
--> statement-breakpoint
CREATE TABLE "comment_version" (
	"comment_id" text NOT NULL,
	"no" integer NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "comment_version_comment_id_no_pk" PRIMARY KEY("comment_id","no")
);
--> statement-breakpoint
CREATE TABLE "confidence" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text,
	"kind" text NOT NULL,
	"level" text NOT NULL,
	"reason" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "confidence_once" UNIQUE("account_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "confirmation" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"answer" text NOT NULL,
	"round_id" text,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text,
	"what" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"request_id" text NOT NULL,
	"struck_at" timestamp with time zone,
	"struck_by" text,
	"struck_why" text,
	"who" text NOT NULL,
	"forum" text NOT NULL,
	"decided_on" date NOT NULL,
	CONSTRAINT "decision_once" UNIQUE("account_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "follow" (
	"account_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "follow_account_id_plan_id_milestone_id_pk" PRIMARY KEY("account_id","plan_id","milestone_id")
);
--> statement-breakpoint
CREATE TABLE "mention" (
	"comment_id" text NOT NULL,
	"account_id" text NOT NULL,
	CONSTRAINT "mention_comment_id_account_id_pk" PRIMARY KEY("comment_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "update_request" (
	"round_id" text NOT NULL,
	"milestone_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "update_request_round_id_milestone_id_person_id_pk" PRIMARY KEY("round_id","milestone_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "update_round" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"due" date NOT NULL,
	"note" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"text" text,
	"kind" text NOT NULL,
	"headers" jsonb NOT NULL,
	"once" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone,
	"last_problem" text,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mail_once_unique" UNIQUE("once")
);
--> statement-breakpoint
CREATE TABLE "mail_choice" (
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"often" text NOT NULL,
	CONSTRAINT "mail_choice_account_id_kind_pk" PRIMARY KEY("account_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"plan_id" text NOT NULL,
	"milestone_id" text,
	"kpi_id" text,
	"thread_id" text,
	"comment_id" text,
	"by_account" text,
	"facts" jsonb NOT NULL,
	"once" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "notice_once" UNIQUE("account_id","once")
);
--> statement-breakpoint
CREATE TABLE "notice_cursor" (
	"plan_id" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsubscribe_key" (
	"account_id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "unsubscribe_key_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "comment_thread" ALTER COLUMN "milestone_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comment_thread" ADD COLUMN "kpi_id" text;--> statement-breakpoint
ALTER TABLE "comment_thread" ADD COLUMN "field" text;--> statement-breakpoint
ALTER TABLE "comment_thread" ADD COLUMN "resolved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comment_thread" ADD COLUMN "resolved_by" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_by_account_account_id_fk" FOREIGN KEY ("by_account") REFERENCES "public"."account"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_about_account_account_id_fk" FOREIGN KEY ("about_account") REFERENCES "public"."account"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_struck_by_account_id_fk" FOREIGN KEY ("struck_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_done_by_account_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_thread_id_comment_thread_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."comment_thread"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_raised_by_account_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_step" ADD CONSTRAINT "challenge_step_thread_id_challenge_thread_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."challenge"("thread_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_step" ADD CONSTRAINT "challenge_step_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_version" ADD CONSTRAINT "comment_version_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confidence" ADD CONSTRAINT "confidence_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confidence" ADD CONSTRAINT "confidence_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_round_id_update_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."update_round"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_struck_by_account_id_fk" FOREIGN KEY ("struck_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mention" ADD CONSTRAINT "mention_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mention" ADD CONSTRAINT "mention_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_request" ADD CONSTRAINT "update_request_round_id_update_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."update_round"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_round" ADD CONSTRAINT "update_round_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_round" ADD CONSTRAINT "update_round_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_round" ADD CONSTRAINT "update_round_closed_by_account_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_choice" ADD CONSTRAINT "mail_choice_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_by_account_account_id_fk" FOREIGN KEY ("by_account") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_cursor" ADD CONSTRAINT "notice_cursor_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsubscribe_key" ADD CONSTRAINT "unsubscribe_key_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_link_account" ON "account_link" USING btree ("account_id","purpose");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_event_about" ON "audit_event" USING btree ("about_account");--> statement-breakpoint
CREATE INDEX "action_of" ON "action" USING btree ("plan_id","milestone_id","due");--> statement-breakpoint
CREATE INDEX "action_owner" ON "action" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "confidence_of" ON "confidence" USING btree ("plan_id","milestone_id","kind","at");--> statement-breakpoint
CREATE INDEX "confirmation_of" ON "confirmation" USING btree ("plan_id","milestone_id","at");--> statement-breakpoint
CREATE INDEX "decision_of" ON "decision" USING btree ("plan_id","milestone_id","decided_on");--> statement-breakpoint
CREATE INDEX "follow_milestone" ON "follow" USING btree ("plan_id","milestone_id");--> statement-breakpoint
CREATE UNIQUE INDEX "update_round_open" ON "update_round" USING btree ("plan_id") WHERE "update_round"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "update_round_plan" ON "update_round" USING btree ("plan_id","at");--> statement-breakpoint
CREATE INDEX "mail_waiting" ON "mail" USING btree ("state","next_try_at");--> statement-breakpoint
CREATE INDEX "mail_at" ON "mail" USING btree ("at");--> statement-breakpoint
CREATE INDEX "notice_of" ON "notice" USING btree ("account_id","read_at","at");--> statement-breakpoint
CREATE INDEX "notice_to_mail" ON "notice" USING btree ("mailed_at","at");--> statement-breakpoint
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_resolved_by_account_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_account_at" ON "comment" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "comment_search" ON "comment" USING gin (to_tsvector('english', "body"));--> statement-breakpoint
CREATE INDEX "comment_thread_kpi" ON "comment_thread" USING btree ("plan_id","kpi_id");--> statement-breakpoint
CREATE INDEX "kpi_search" ON "kpi" USING gin ((setweight(to_tsvector('english', "title"), 'A') || setweight(to_tsvector('english', "source" || ' ' || "note"), 'C')));--> statement-breakpoint
CREATE INDEX "milestone_search" ON "milestone" USING gin ((setweight(to_tsvector('english', "ref" || ' ' || "title"), 'A') || setweight(to_tsvector('english', "done_when" || ' ' || "ask"), 'B') || setweight(to_tsvector('english', "description" || ' ' || "commentary"), 'C')));--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin ((setweight(to_tsvector('simple', "name"), 'A') || setweight(to_tsvector('simple', "organisation"), 'C')));--> statement-breakpoint
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_one_subject" CHECK ("comment_thread"."milestone_id" is null or "comment_thread"."kpi_id" is null);--> statement-breakpoint
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_field_of_milestone" CHECK ("comment_thread"."field" is null or "comment_thread"."milestone_id" is not null);