import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { makeTalkedOf, type TalkedOf } from '../../tests/helpers/conversation.ts';
import type { OpenDatabase } from './database.ts';
import { peopleOf } from './mentionable.ts';

let opened: OpenDatabase;
let talk: TalkedOf;

beforeAll(async () => void (opened = await openTestDatabase()));
afterAll(() => opened.close());
beforeEach(async () => void (talk = await makeTalkedOf(opened.db)));

describe(`who can be mentioned (${databaseKind})`, () => {
	it('T6: those who may read the plan, by name, with their role in it, and not oneself', async () => {
		const both = await talk.addUser('Aaron', 'reader');
		const elsewhere = await makeTalkedOf(opened.db);
		const stranger = await elsewhere.addUser('Stroke manager', 'lead');
		const here = new Set([...Object.values(talk.users), both].map(({ account }) => account));
		const { people, others } = await peopleOf(opened.db, talk.programmeId, talk.users.clinical.account);
		// Reviewers and administrators of the whole portfolio are there too.
		expect(people.filter(({ account }) => here.has(account)).map(({ name, role }) => `${name}: ${role}`)).toEqual([
			'Aaron: Reader',
			'Administrator: Administrator',
			'Board member: Reader',
			'Chief medical officer: Reviewer',
			'Programme manager: Programme lead',
			'Radiology manager: Editor'
		]);
		expect(people[0]).toEqual({ account: both.account, person: both.person, name: 'Aaron', initials: 'BR', role: 'Reader' });
		expect(people.map(({ account }) => account)).not.toContain(stranger.account);
		expect(others).toContainEqual({ name: 'Stroke manager' });
	});

	it('T6: disabled accounts, and people without one, are among the others', async () => {
		await talk.addPerson('Exec lead');
		const leaver = await talk.addUser('Leaver', 'editor');
		await talk.disable(leaver);
		const { people, others } = await peopleOf(opened.db, talk.programmeId, talk.users.lead.account);
		expect(people.map(({ name }) => name)).not.toContain('Leaver');
		expect(others).toEqual(expect.arrayContaining([{ name: 'Exec lead' }, { name: 'Leaver' }]));
	});

	it('does not warn of a name that somebody who may see the plan has too', async () => {
		await talk.addPerson('Radiology manager');
		await talk.addPerson('Programme manager');
		const { people, others } = await peopleOf(opened.db, talk.programmeId, talk.users.lead.account);
		expect(people.filter(({ name }) => name === 'Radiology manager')).toHaveLength(1);
		expect(others.map(({ name }) => name)).not.toContain('Radiology manager');
		// Nor of one's own.
		expect(others.map(({ name }) => name)).not.toContain('Programme manager');
	});
});
