import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { SetupError } from './setup-error.ts';

describe('settings', () => {
	it('without any, it is a demonstration for this machine alone', () => {
		expect(parseConfig({})).toEqual({ port: 3000, host: '127.0.0.1', origin: null, databaseUrl: null, dataDir: 'data', logLevel: 'info', demonstration: true, smtpUrl: null, mailFrom: null });
	});

	it('with a database it listens to the network and is no demonstration', () => {
		expect(parseConfig({ DATABASE_URL: 'postgres://localhost/milepost', ORIGIN: 'https://plans.example.nhs.uk/', PORT: '8080', LOG_LEVEL: 'warn', SMTP_URL: 'smtps://me:secret@mail.example.nhs.uk', MAIL_FROM: 'Milepost <plans@example.nhs.uk>' })).toEqual({
			port: 8080,
			host: '0.0.0.0',
			origin: 'https://plans.example.nhs.uk',
			databaseUrl: 'postgres://localhost/milepost',
			dataDir: 'data',
			logLevel: 'warn',
			demonstration: false,
			smtpUrl: 'smtps://me:secret@mail.example.nhs.uk',
			mailFrom: 'Milepost <plans@example.nhs.uk>'
		});
	});

	it('a demonstration for the network has to be asked for', () => {
		expect(() => parseConfig({ HOST: '0.0.0.0' })).toThrow(/DEMONSTRATION=1/);
		expect(parseConfig({ HOST: '0.0.0.0', DEMONSTRATION: '1' })).toMatchObject({ host: '0.0.0.0', demonstration: true });
		expect(parseConfig({ DEMONSTRATION: 'true' }).host).toBe('0.0.0.0');
		expect(parseConfig({ DEMONSTRATION: '0' })).toMatchObject({ demonstration: false, host: '0.0.0.0' });
		for (const host of ['127.0.0.1', 'localhost', '::1']) expect(parseConfig({ HOST: host }).host).toBe(host);
	});

	it('blank settings count as none', () => {
		expect(parseConfig({ PORT: ' ', DATABASE_URL: '', ORIGIN: '  ' })).toEqual(parseConfig({}));
	});

	it.each<[string, Record<string, string>]>([
		['PORT', { PORT: 'http' }],
		['PORT', { PORT: '70000' }],
		['PORT', { PORT: '-1' }],
		['PORT', { PORT: '80.5' }],
		['ORIGIN', { ORIGIN: 'plans.example.nhs.uk' }],
		['ORIGIN', { ORIGIN: 'https://plans.example.nhs.uk/milepost' }],
		['ORIGIN', { ORIGIN: 'ftp://plans.example.nhs.uk' }],
		['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
		['DATABASE_URL', { DATABASE_URL: 'localhost:5432' }],
		['DATABASE_URL', { DATABASE_URL: 'postgres://me:50%zz@db/x' }],
		['SMTP_URL', { SMTP_URL: 'mail.example.nhs.uk:587' }],
		['SMTP_URL', { SMTP_URL: 'https://mail.example.nhs.uk' }],
		['SMTP_URL', { SMTP_URL: 'smtp://me:50%zz@mail.example.nhs.uk' }],
		['MAIL_FROM', { MAIL_FROM: 'Milepost' }],
		['MAIL_FROM', { MAIL_FROM: 'a@example.nhs.uk, b@example.nhs.uk' }],
		['DEMONSTRATION', { DEMONSTRATION: 'maybe' }],
		['LOG_LEVEL', { LOG_LEVEL: 'loud' }]
	])('a bad %s is named, with what it should be', (name, env) => {
		expect(() => parseConfig(env)).toThrow(SetupError);
		expect(() => parseConfig(env)).toThrow(name);
	});

	it('a password in DATABASE_URL or SMTP_URL is never repeated', () => {
		expect(() => parseConfig({ SMTP_URL: 'https://me:secret@mail/' })).toThrow(/^(?!.*secret)/);
		expect(() => parseConfig({ DATABASE_URL: 'mysql://me:secret@db/x' })).toThrow(/^(?!.*secret)/);
	});
});
