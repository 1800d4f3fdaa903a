import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dependencyKey, newId, type MilestoneId } from '#lib/plan/ids.ts';
import { entityMap, readEntity, setField } from '#lib/plan/document.ts';
import { databaseKind } from '../helpers/database.ts';
import { addMilestone, descriptionOf, setTitle, titleOf, type } from '../helpers/edits.ts';
import { openTrialPlan, type TrialPlan } from '../helpers/trial-plan.ts';
import { until } from '../helpers/until.ts';

let trial: TrialPlan;
let server: TrialPlan['server'];
let plan: TrialPlan['plan'];
let bystander: TrialPlan['bystander'];
let id: TrialPlan['id'];
let kpi: TrialPlan['kpi'];
let join: TrialPlan['join'];
let refusedAfter: TrialPlan['refusedAfter'];
beforeAll(async () => {
	trial = await openTrialPlan();
	({ server, plan, bystander, id, kpi, join, refusedAfter } = trial);
});
afterAll(() => trial.close());

const milestoneOf = (doc: Y.Doc) => {
	const map = entityMap(doc, 'milestone', id);
	if (!map) throw new Error('The milestone is missing');
	return map;
};
const prose = (doc: Y.Doc) => milestoneOf(doc).get('description') as Y.Text;
const leads = (doc: Y.Doc) => milestoneOf(doc).get('leads') as Y.Map<unknown>;
const wholeEntity = (doc: Y.Doc, change: (map: Y.Map<unknown>) => void, entityId: string = newId('ms')) => {
	const map = new Y.Map<unknown>();
	for (const field of ['description', 'commentary']) map.set(field, new Y.Text());
	for (const field of ['leads', 'kpis', 'places', 'dependsOn', 'enablers']) map.set(field, new Y.Map());
	map.set('title', 'New');
	change(map);
	doc.getMap('milestones').set(entityId, map);
};

describe(`shape (${databaseKind})`, () => {
	it.each<[string, (doc: Y.Doc) => void]>([
		['an unknown root', (doc) => doc.getMap('secrets').set('x', 1)],
		['an unknown field', (doc) => milestoneOf(doc).set('budget', 1)],
		['an unknown field of the plan', (doc) => doc.getMap('plan').set('owner', 'me')],
		['an unknown field of a KPI', (doc) => entityMap(doc, 'kpi', kpi)?.set('colour', 'red')],
		['an entity that is removed', (doc) => doc.getMap('milestones').delete(id)],
		['an entity that is replaced', (doc) => wholeEntity(doc, () => undefined, id)],
		['an entity that is removed and put back', (doc) => (doc.getMap('milestones').delete(id), wholeEntity(doc, () => undefined, id))],
		['an entity under a name that is no id', (doc) => wholeEntity(doc, () => undefined, 'my milestone')],
		['an entity that is a list', (doc) => doc.getMap('milestones').set(newId('ms'), new Y.Array())],
		['an entity that is a text', (doc) => doc.getMap('milestones').set(newId('ms'), new Y.Text('x'))],
		['an entity that is an XML hook', (doc) => doc.getMap('milestones').set(newId('ms'), new Y.XmlHook('x'))],
		['an entity that is a plain value', (doc) => doc.getMap('milestones').set(newId('ms'), { title: 'x' })],
		['an entity without its texts', (doc) => doc.getMap('milestones').set(newId('ms'), new Y.Map([['title', 'x']]))],
		['an entity with an unknown field', (doc) => wholeEntity(doc, (map) => map.set('budget', 1))],
		['an entity with a bad value', (doc) => wholeEntity(doc, (map) => map.set('status', 'great'))],
		['an entity with a bad member', (doc) => wholeEntity(doc, (map) => map.set('leads', new Y.Map([['pe_someone', 'boss']])))],
		['an entity whose text is an XML text', (doc) => wholeEntity(doc, (map) => map.set('description', new Y.XmlText('x')))],
		['an entity whose text has a picture', (doc) => wholeEntity(doc, (map) => {
			const text = new Y.Text();
			text.insertEmbed(0, { image: 'x' });
			map.set('description', text);
		})],
		['an entity that brings its own reference', (doc) => wholeEntity(doc, (map) => map.set('ref', 'CAN-99'))],
		['a text that is replaced', (doc) => milestoneOf(doc).set('description', new Y.Text('mine'))],
		['a text that is removed', (doc) => milestoneOf(doc).delete('description')],
		['a text that becomes a value', (doc) => milestoneOf(doc).set('description', 'plain')],
		['a set that is replaced', (doc) => milestoneOf(doc).set('leads', new Y.Map())],
		['a set that is removed', (doc) => milestoneOf(doc).delete('leads')],
		['the plan’s summary replaced', (doc) => doc.getMap('plan').set('summary', new Y.Text('mine'))],
		['a picture in prose', (doc) => prose(doc).insertEmbed(0, { image: 'x' })],
		['a document in prose', (doc) => prose(doc).insertEmbed(0, new Y.Doc())],
		['a type in prose', (doc) => prose(doc).insertEmbed(0, new Y.Map())],
		['a format in prose', (doc) => prose(doc).format(0, 2, { bold: true })],
		['formatted text in prose', (doc) => prose(doc).insert(0, 'x', { bold: true })],
		['an attribute of prose', (doc) => prose(doc).setAttribute('lang', 'en')],
		['a control character in prose', (doc) => prose(doc).insert(0, 'a\u0000b')],
		['a control character in a value', (doc) => milestoneOf(doc).set('title', 'a\u0007b')],
		['two lines in a title', (doc) => milestoneOf(doc).set('title', 'a\nb')],
		['a title far too long', (doc) => milestoneOf(doc).set('title', 'x'.repeat(201))],
		['one run of prose over its limit', (doc) => prose(doc).insert(0, 'x'.repeat(20_001))],
		['a number as title', (doc) => milestoneOf(doc).set('title', 7)],
		['bytes as title', (doc) => milestoneOf(doc).set('title', new Uint8Array([1, 2]))],
		['a map as title', (doc) => milestoneOf(doc).set('title', new Y.Map())],
		['a document as title', (doc) => milestoneOf(doc).set('title', new Y.Doc())],
		['“undefined” as title', (doc) => milestoneOf(doc).set('title', undefined)],
		['a status that is none', (doc) => milestoneOf(doc).set('status', 'great')],
		['a day that is none', (doc) => milestoneOf(doc).set('forecast', '2026-02-31')],
		['a flag that is text', (doc) => milestoneOf(doc).set('archived', 'yes')],
		['a figure that is none', (doc) => (entityMap(doc, 'kpi', kpi)?.get('trajectory') as Y.Map<unknown>).set('2026-03-31', Number.NaN)],
		['a large whole number', (doc) => (entityMap(doc, 'kpi', kpi)?.get('trajectory') as Y.Map<unknown>).set('2026-03-31', 10n)],
		['a member under a bad key', (doc) => leads(doc).set('somebody', 'clinical')],
		['a member with a bad value', (doc) => leads(doc).set(newId('pe'), 'boss')],
		['a map as member', (doc) => leads(doc).set(newId('pe'), new Y.Map())],
		['“undefined” as member', (doc) => leads(doc).set(newId('pe'), undefined)],
		['too many members', (doc) => {
			for (let n = 0; n < 501; n += 1) leads(doc).set(newId('pe'), 'clinical');
		}],
		['a link with something more in it', (doc) => (milestoneOf(doc).get('kpis') as Y.Map<unknown>).set(kpi, { effect: 'increase', lagMonths: 3, note: 'x' })],
		['a good edit and a bad one together', (doc) => {
			setTitle(doc, id, 'Good');
			milestoneOf(doc).set('status', 'great');
		}]
	])('V3 V4 refuses %s', async (_name, make) => {
		await refusedAfter((client) => client.edit(make), 'shape');
	});

	it.each<[string, (doc: Y.Doc) => void]>([
		['list content in a root', (doc) => doc.getArray('milestones').push(['x'])],
		['text in a root', (doc) => doc.getText('plan').insert(0, 'x')],
		['an XML root of a known name', (doc) => doc.getXmlFragment('kpis').insert(0, [new Y.XmlText('x')])]
	])('V3 refuses %s', async (_name, make) => {
		const stranger = new Y.Doc();
		make(stranger);
		await refusedAfter((client) => client.sendUpdate(Y.encodeStateAsUpdate(stranger)), 'shape');
	});

	it('V7 refuses a reference that a client writes, takes the one given, and refuses to lose it', async () => {
		await refusedAfter((client) => client.edit((doc) => milestoneOf(doc).set('ref', 'CAN-77')), 'shape');
		await refusedAfter((client) => client.edit((doc) => milestoneOf(doc).delete('ref')), 'shape');
		const client = await join();
		client.edit((doc) => milestoneOf(doc).set('ref', 'CAN-01'));
		await client.untilSaved();
		expect(readEntity(await server.live(plan.id), 'milestone', id)?.record.ref).toBe('CAN-01');
		await client.leave();
	});

	it('V4 accepts what only the state of the whole plan makes wrong', async () => {
		const client = await join();
		let other = '' as MilestoneId;
		client.edit((doc) => (other = addMilestone(doc, 'Other')));
		const depend = (doc: Y.Doc, from: MilestoneId, on: MilestoneId) => setField(doc, { entity: 'milestone', id: from, field: 'dependsOn', member: dependencyKey(plan.id, on) }, true);
		client.edit((doc) => depend(doc, other, id));
		await client.untilSaved();
		await until(() => titleOf(bystander.doc, other) === 'Other');
		// A circle, dates in the wrong order, a person and a priority that nobody knows.
		bystander.edit((doc) => depend(doc, id, other));
		bystander.edit((doc) => setField(doc, { entity: 'milestone', id, field: 'start' }, '2026-09-01'));
		client.edit((doc) => setField(doc, { entity: 'milestone', id, field: 'forecast' }, '2026-01-01'));
		client.edit((doc) => setField(doc, { entity: 'milestone', id, field: 'priority' }, newId('pr')));
		client.edit((doc) => setField(doc, { entity: 'milestone', id, field: 'leads', member: newId('pe') }, 'clinical'));
		await Promise.all([client.untilSaved(), bystander.untilSaved()]);
		expect([client.closed, bystander.closed]).toEqual([null, null]);
		await client.leave();
	});

	it('V4 accepts the length that two texts have together, up to a hard limit', async () => {
		const client = await join();
		const [one, two] = [await join(), await join()];
		let long = '';
		client.edit((doc) => (long = addMilestone(doc, 'Long')));
		await client.untilSaved();
		await until(() => titleOf(one.doc, long) && titleOf(two.doc, long));
		one.edit((doc) => type(doc, long, 'a'.repeat(15_000)));
		two.edit((doc) => type(doc, long, 'b'.repeat(15_000)));
		await Promise.all([one.untilSaved(), two.untilSaved()]);
		for (let n = 0; n < 3; n += 1) one.edit((doc) => type(doc, long, 'c'.repeat(20_000)));
		await one.untilSaved();
		one.edit((doc) => type(doc, long, 'd'.repeat(20_000)));
		expect((await one.untilClosed()).code).toBe(4409);
		expect(descriptionOf(await server.live(plan.id), long)).toHaveLength(90_000);
		await Promise.all([client.leave(), two.leave()]);
	});
});
