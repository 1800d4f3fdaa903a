ALTER TABLE "kpi_recalculation" ALTER COLUMN "from_day" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "kpi_recalculation" ADD COLUMN "points" integer;--> statement-breakpoint
ALTER TABLE "kpi_recalculation" ADD CONSTRAINT "kpi_recalculation_one" CHECK (("kpi_recalculation"."from_day" is null) <> ("kpi_recalculation"."points" is null));