/** Judgements on how the limits of a KPI are set: worked out anew from a day, as its process has changed, or from the first so many points or all. Who made them, when and why are kept. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { kpiReading, kpiRecalculation } from '#drizzle/measures.server.ts';
import { FEWEST_LIMIT_POINTS, limitPointsProblem, type LimitPoints } from '#lib/kpi/limits.ts';
import { inSeries, periodKind, type Period } from '#lib/kpi/periods.ts';
import type { RecalculationView } from '#lib/kpi/readings.ts';
import { formatDay, isDay, todayInLondon } from '#lib/plan/dates.ts';
import { CONTROL } from '#lib/plan/field-specs.ts';
import type { KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { newSecret } from '#server/secrets.ts';
import { wrongFields, type FormAnswer, type Problems } from './form-answer.ts';
import { deriveSignals, holdReadings } from './kpi-signals.ts';
import { keptPoints } from './limit-points.ts';
import { done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { clockAfter, kpisOf, placesOf } from './reading-rows.ts';
import { recalculationsOf } from './readings-read.ts';
import { inStanding } from './standing.ts';

const MOST_WHY = 1_000;
const MAY_NOT = 'Your role does not let you change how limits are set. Ask the programme’s lead for one that does.';

/** Where something can be wrong. */
export type LimitsField = 'from' | 'points' | 'place' | 'why';
type LimitsAnswer = FormAnswer<RecalculationView, LimitsField>;

interface NewJudgement {
	user: User;
	planId: PlanId;
	kpi: KpiId;
	/** Null: in every place. */
	place: PlaceId | null;
	why: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}
export interface NewRecalculation extends NewJudgement {
	/** `YYYY-MM-DD`, after the first reading and not in the future. */
	from: string;
}
export interface NewLimitPoints extends NewJudgement {
	/** How many first points of each section, missing ones counted, or all of them; NaN for what is neither. */
	points: LimitPoints;
}

/** What is asked of a kind of judgement before it is written. */
interface Kind {
	field: 'from' | 'points';
	set: { from: string; points: null } | { from: null; points: LimitPoints };
	/** What is wrong with it by itself; null for nothing. */
	problem: string | null;
	/** What is wrong with it beside the readings; null for nothing. */
	misfit: (readings: readonly PlacedReading[], places: Places) => string | null;
	/** What the readings would be needed for. */
	purpose: string;
	/** What stands of the same kind in the same place: it is the same, in the way, or ended by the new one. */
	beside: (standing: RecalculationView) => 'same' | 'in-the-way' | 'replaced' | 'nothing';
	inTheWay: (standing: RecalculationView) => string;
}

type PlacedReading = Period & { place: PlaceId; value: number };
interface Places {
	/** Such as ` in Luton`; '' for every place. */
	named: string;
	nameOf: (place: PlaceId) => string;
}

/** Has the limits of a KPI worked out anew from a day. The same asked again is answered with what stands. */
export async function recalculate(db: Database, { from, ...given }: NewRecalculation): Promise<LimitsAnswer> {
	const day = () => formatDay(from);
	const problem = !isDay(from) ? 'The day is not a date. Enter a date such as 14 Sep 2026.' : from > todayInLondon(given.at) ? `${day()} is still to come. Limits can be worked out anew from a day that has readings.` : null;
	return judgeLimits(db, given, {
		field: 'from',
		set: { from, points: null },
		problem,
		purpose: 'work out anew',
		misfit: (readings, { named }) => {
			const first = readings.map(({ periodStart }) => periodStart).reduce((one, other) => (one < other ? one : other));
			return from > first ? null : `The first reading${named} is for the period from ${formatDay(first)}. Limits can be worked out anew only from a later day, as there must be readings before it.`;
		},
		beside: (standing) => (standing.from !== from ? 'nothing' : standing.why === given.why.trim() ? 'same' : 'in-the-way'),
		inTheWay: ({ by, why }) => `${by} has already had the limits worked out anew from ${day()}: ${why}`
	});
}

/** Has the limits of a KPI set from the first points of each section, or from all. It takes the place of what was said of points there before. */
export async function setLimitPoints(db: Database, { points, ...given }: NewLimitPoints): Promise<LimitsAnswer> {
	return judgeLimits(db, given, {
		field: 'points',
		set: { from: null, points },
		problem: limitPointsProblem(points),
		purpose: 'set',
		misfit: (readings, places) => (points === 'all' ? null : tooFewFor(points, readings, places)),
		beside: (standing) => (standing.points === null ? 'nothing' : standing.points === points && standing.why === given.why.trim() ? 'same' : 'replaced'),
		inTheWay: () => ''
	});
}

/** A place with fewer points than asked for sets its limits from what it has; one place at least has as many, and none has too many gaps among them. */
function tooFewFor(points: number, readings: readonly PlacedReading[], { named, nameOf }: Places): string | null {
	const series = [...Map.groupBy(readings, ({ place }) => place)].map(([place, own]) => ({ place, all: inSeries(own) }));
	const most = Math.max(...series.map(({ all }) => all.length));
	if (most < points) return `There are only ${most} points${named || ' in any place'}, so limits cannot come from the first ${points}. ${most < FEWEST_LIMIT_POINTS ? `Leave limits to all points until there are ${FEWEST_LIMIT_POINTS}.` : `Enter ${most} or fewer, or leave limits to all points.`}`;
	for (const { place, all } of series) {
		const known = all.slice(0, points).filter(({ value }) => value !== null).length;
		if (all.length >= points && known < FEWEST_LIMIT_POINTS) return `Only ${known} of the first ${points} points in ${nameOf(place)} have a value, and limits need ${FEWEST_LIMIT_POINTS}. Enter a larger number.`;
	}
	return null;
}

async function judgeLimits(db: Database, { user, planId, kpi, place, why, at }: NewJudgement, kind: Kind): Promise<LimitsAnswer> {
	// Problems of fields are no part of what `inStanding` passes on.
	let problems: Problems<LimitsField> = {};
	const wrong = (field: LimitsField, message: string, because: 'invalid' | 'conflict' | 'not-found' = 'invalid') => {
		problems = { [field]: message };
		return refused(because, message);
	};
	const answer = await inStanding<RecalculationView>(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', MAY_NOT);
		const reason = why.trim();
		const wrongReason = reasonProblem(reason, kind.field);
		if (wrongReason !== null || kind.problem !== null) {
			problems = { ...(kind.problem === null ? {} : { [kind.field]: kind.problem }), ...(wrongReason === null ? {} : { why: wrongReason }) };
			return refused('invalid', wrongReason ?? kind.problem ?? '');
		}
		const known = (await kpisOf(tx, planId)).find(({ id }) => id === kpi);
		if (!known) return refused('not-found', 'There is no such KPI in this plan.');
		if (known.archived) return refused('conflict', 'This KPI is archived, so how its limits are set stays as it is. Bring it back first.');
		const places = await placesOf(tx, planId);
		const where = place === null ? null : (places.find(({ id }) => id === place) ?? 'unknown');
		if (where === 'unknown') return wrong('place', 'There is no such place in this portfolio.', 'not-found');

		await holdReadings(tx, planId);
		const readings = await takenReadings(tx, planId, { kpi, place });
		const named = where ? ` in ${where.name}` : '';
		if (readings.length === 0) return wrong(kind.field, `This KPI has no readings${named} yet, so there are no limits to ${kind.purpose}.`);
		if (periodKind(readings) === 'year') return wrong(kind.field, `The readings${named} are yearly, and yearly figures get no limits.`);
		const standing = (await recalculationsOf(tx, planId, kpi)).filter((each) => each.place === place);
		const same = standing.find((each) => kind.beside(each) === 'same');
		if (same) return done(same);
		const misfit = kind.misfit(readings, { named, nameOf: (id) => places.find((each) => each.id === id)?.name ?? id });
		if (misfit !== null) return wrong(kind.field, misfit);
		const inTheWay = standing.find((each) => kind.beside(each) === 'in-the-way');
		if (inTheWay) return wrong(kind.field, kind.inTheWay(inTheWay), 'conflict');
		const replaced = standing.filter((each) => kind.beside(each) === 'replaced');
		const then = await clockAfter(tx, replaced.map((each) => ({ validFrom: new Date(each.at) })), at);
		for (const { id } of replaced) await endOne(tx, { planId, id, user, at: then });
		const id = `rc_${newSecret(16)}`;
		await tx.insert(kpiRecalculation).values({ id, planId, kpiId: kpi, placeId: place, from: kind.set.from, points: kind.set.points === null ? null : keptPoints(kind.set.points), why: reason, accountId: user.account, at: then });
		await deriveSignals(tx, planId, { only: [kpi], at: then });
		const made = (await recalculationsOf(tx, planId, kpi)).find((each) => each.id === id);
		if (!made) throw new Error('The judgement was written and cannot be found');
		return done(made);
	});
	return answer.ok || Object.keys(problems).length === 0 ? answer : { ...wrongFields(answer.because, problems), message: answer.message };
}

function reasonProblem(reason: string, about: Kind['field']): string | null {
	if (reason === '') return about === 'from' ? 'Say why the process has changed: the limits rest on it.' : 'Say why limits come from these points: what came later is judged by them.';
	if (reason.length > MOST_WHY) return `A reason can hold ${MOST_WHY.toLocaleString('en-GB')} characters; this is ${reason.length.toLocaleString('en-GB')}.`;
	return CONTROL.test(reason) || !reason.isWellFormed() ? 'The reason holds a character that cannot be shown. Type it as plain text.' : null;
}

async function takenReadings(tx: Database, planId: PlanId, { kpi, place }: { kpi: KpiId; place: PlaceId | null }): Promise<PlacedReading[]> {
	return tx
		.select({ place: kpiReading.placeId, periodStart: kpiReading.periodStart, periodEnd: kpiReading.periodEnd, value: kpiReading.value })
		.from(kpiReading)
		.where(and(eq(kpiReading.planId, planId), eq(kpiReading.kpiId, kpi), place === null ? undefined : eq(kpiReading.placeId, place), isNull(kpiReading.validTo), eq(kpiReading.state, 'taken')))
		.orderBy(asc(kpiReading.placeId), asc(kpiReading.periodStart));
}

async function endOne(tx: Database, { planId, id, user, at }: { planId: PlanId; id: string; user: User; at: Date }): Promise<void> {
	await tx.update(kpiRecalculation).set({ endedAt: at, endedBy: user.account }).where(and(eq(kpiRecalculation.planId, planId), eq(kpiRecalculation.id, id)));
}

/** Takes a judgement on limits back; it stays on record. One that was taken back already is answered alike. */
export async function endRecalculation(db: Database, { user, planId, id, at }: { user: User; planId: PlanId; id: string; at?: Date }): Promise<Answer<{ kpi: KpiId }>> {
	return inStanding<{ kpi: KpiId }>(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', MAY_NOT);
		await holdReadings(tx, planId);
		const its = and(eq(kpiRecalculation.planId, planId), eq(kpiRecalculation.id, id));
		const [row] = await tx.select({ kpi: kpiRecalculation.kpiId, at: kpiRecalculation.at, endedAt: kpiRecalculation.endedAt }).from(kpiRecalculation).where(its);
		if (!row) return refused('not-found', 'There is no such change of limits in this plan.');
		if (row.endedAt === null) {
			const then = await clockAfter(tx, [{ validFrom: row.at }], at);
			await endOne(tx, { planId, id, user, at: then });
			await deriveSignals(tx, planId, { only: [row.kpi], at: then });
		}
		return done({ kpi: row.kpi });
	});
}
