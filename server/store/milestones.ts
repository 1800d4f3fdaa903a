/** The milestones of a plan as plain records, as committed now or at an instant; and a person's own across plans. */
import { sql } from 'drizzle-orm';
import { slipDays } from '#lib/plan/attention.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { Effect, LeadKind, MilestoneKind, Status } from '#lib/plan/fields.ts';
import type { KpiId, MilestoneId, PersonId, PlaceId, PlanId, PriorityId } from '#lib/plan/ids.ts';
import { kpisSql, knownSql, linksSql, milestonesSql, prioritiesSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export interface MilestoneRecord {
	id: MilestoneId;
	ref: string;
	kind: MilestoneKind;
	title: string;
	/** `title` is null when the priority no longer exists. */
	priority: { id: PriorityId; title: string | null } | null;
	/** Position within its priority; compared byte by byte. */
	order: string;
	status: Status;
	start: Day | null;
	forecast: Day | null;
	dateReason: string;
	actual: Day | null;
	/** The forecast that the approved baseline froze; null when there is no baseline or it was not in it. */
	baseline: Day | null;
	/** Days by which the forecast is later than the baseline; negative when earlier. */
	slipDays: number | null;
	leads: { person: PersonId; name: string | null; kind: LeadKind }[];
	kpis: { kpi: KpiId; title: string | null; effect: Effect; lagMonths: number }[];
	places: { place: PlaceId; name: string | null; status: Status }[];
	/** What it waits for, in this plan or another; null where it no longer exists. */
	dependsOn: { plan: PlanId; milestone: MilestoneId; ref: string | null; title: string | null; status: Status | null; forecast: Day | null }[];
	enablers: string[];
	description: string;
	commentary: string;
	doneWhen: string;
	evidence: string;
	ask: string;
	archived: boolean;
	/** Last commit that touched it, ISO 8601 in UTC. */
	updatedAt: string;
}

interface BaseRow extends Omit<MilestoneRecord, 'priority' | 'slipDays' | 'leads' | 'kpis' | 'places' | 'dependsOn' | 'enablers' | 'updatedAt'> {
	priority_id: PriorityId | null;
	priority_title: string | null;
	enablers: string;
	updated_at: number;
}
type Linked<Link> = Link & { of: MilestoneId };
type Links = { [Key in 'leads' | 'kpis' | 'places' | 'dependsOn']: Map<MilestoneId, MilestoneRecord[Key]> };

/**
 * Every milestone of a plan, archived ones too, in the plan's order. Permission is the caller's to check.
 * @param until as they were reported then (R1); their prose is '' and `updatedAt` is when the report began, for the rest is in the log (plan-as-of.ts)
 */
export async function planMilestones(db: Database, planId: PlanId, until: Until = null): Promise<MilestoneRecord[]> {
	const rows = await rowsOf<BaseRow>(
		db,
		sql`with baseline as (
			select b.milestone_id, b.forecast from checkpoint_milestone b
			where b.checkpoint_id = (select id from checkpoint where plan_id = ${planId} and baseline_no is not null and ${knownSql(sql`approved_at`, until)} order by baseline_no desc limit 1)
		)
		select m.id, m.ref, m.kind, m.title, m.priority_id, r.title as priority_title, m.order_key as "order", m.status,
			m.start_day::text as start, m.forecast::text as forecast, m.date_reason as "dateReason", m.actual::text as actual, baseline.forecast::text as baseline,
			m.enablers::text as enablers, ${until ? sql`'' as description, '' as commentary` : sql`m.description, m.commentary`}, m.done_when as "doneWhen", m.evidence, m.ask, m.archived,
			(extract(epoch from ${until ? sql`m.valid_from` : sql`m.updated_at`}) * 1000)::float8 as updated_at
		from ${milestonesSql(until)} m left join ${prioritiesSql(until)} r on r.plan_id = m.plan_id and r.id = m.priority_id left join baseline on baseline.milestone_id = m.id
		where m.plan_id = ${planId}
		order by r.order_key collate "C" nulls last, m.priority_id, m.order_key collate "C", m.id`
	);
	const links = await linksOf(db, planId, until);
	return rows.map((row) => recordOf(row, links));
}

function recordOf({ priority_id: priorityId, priority_title: priorityTitle, enablers, updated_at: updatedAt, ...row }: BaseRow, links: Links): MilestoneRecord {
	return {
		...row,
		priority: priorityId === null ? null : { id: priorityId, title: priorityTitle },
		slipDays: slipDays(row.forecast, row.baseline),
		leads: links.leads.get(row.id) ?? [],
		kpis: links.kpis.get(row.id) ?? [],
		places: links.places.get(row.id) ?? [],
		dependsOn: links.dependsOn.get(row.id) ?? [],
		enablers: JSON.parse(enablers) as string[],
		updatedAt: new Date(updatedAt).toISOString()
	};
}

async function linksOf(db: Database, planId: PlanId, until: Until): Promise<Links> {
	const leads = await rowsOf<Linked<MilestoneRecord['leads'][number]>>(
		db,
		sql`select l.milestone_id as of, l.person_id as person, w.name, l.kind from ${linksSql('lead', until)} l left join person w on w.id = l.person_id
		where l.plan_id = ${planId} order by l.kind, w.name, l.person_id`
	);
	const kpis = await rowsOf<Linked<MilestoneRecord['kpis'][number]>>(
		db,
		sql`select l.milestone_id as of, l.kpi_id as kpi, k.title, l.effect, l.lag_months as "lagMonths"
		from ${linksSql('kpi', until)} l left join ${kpisSql(until)} k on k.plan_id = l.plan_id and k.id = l.kpi_id where l.plan_id = ${planId} order by k.title, l.kpi_id`
	);
	const places = await rowsOf<Linked<MilestoneRecord['places'][number]>>(
		db,
		sql`select l.milestone_id as of, l.place_id as place, w.name, l.status from ${linksSql('place', until)} l left join place w on w.id = l.place_id
		where l.plan_id = ${planId} order by w.position, l.place_id`
	);
	const dependsOn = await rowsOf<Linked<MilestoneRecord['dependsOn'][number]>>(
		db,
		sql`select d.milestone_id as of, d.on_plan_id as plan, d.on_milestone_id as milestone, m.ref, m.title, m.status, m.forecast::text as forecast
		from ${linksSql('dependency', until)} d left join ${milestonesSql(until)} m on m.plan_id = d.on_plan_id and m.id = d.on_milestone_id
		where d.plan_id = ${planId} order by m.ref, d.on_milestone_id`
	);
	return { leads: byMilestone(leads), kpis: byMilestone(kpis), places: byMilestone(places), dependsOn: byMilestone(dependsOn) };
}

function byMilestone<Link>(rows: Linked<Link>[]): Map<MilestoneId, Link[]> {
	const map = new Map<MilestoneId, Link[]>();
	for (const { of, ...link } of rows) {
		const list = map.get(of) ?? [];
		list.push(link as unknown as Link);
		map.set(of, list);
	}
	return map;
}

export interface OwnMilestone {
	planId: PlanId;
	programme: { slug: string; name: string; short: string };
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	/** What the person is to it. */
	kind: LeadKind;
}

/** The milestones a person leads, or led, of these plans; not archived, the nearest date first, finished ones last. */
export async function ownMilestones(db: Database, person: PersonId, plans: readonly PlanId[], until: Until = null): Promise<OwnMilestone[]> {
	if (plans.length === 0) return [];
	const rows = await rowsOf<Omit<OwnMilestone, 'programme'> & OwnMilestone['programme']>(
		db,
		sql`select m.plan_id as "planId", p.slug, p.name, p.short, m.ref, m.title, m.status, m.forecast::text as forecast, l.kind
		from ${linksSql('lead', until)} l join ${milestonesSql(until)} m on m.plan_id = l.plan_id and m.id = l.milestone_id
		join plan pl on pl.id = m.plan_id join programme p on p.id = pl.programme_id
		where l.person_id = ${person} and m.plan_id in (${listOf(plans)}) and not m.archived
		order by m.status in ('complete', 'closed'), m.forecast nulls last, p.position, m.ref`
	);
	return rows.map(({ slug, name, short, ...row }) => ({ ...row, programme: { slug, name, short } }));
}
