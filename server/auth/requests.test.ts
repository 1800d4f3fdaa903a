import { describe, expect, it } from 'vitest';
import { safeNextPath } from './next-path.ts';
import { isOwnOrigin } from './own-origin.ts';
import { isSecure, sessionCookie, sessionCookieValue } from './session-cookie.ts';

describe('A1: where a request comes from', () => {
	const host = 'plans.example.nhs.uk';
	it('A1: lets in our own pages and programs that send no Origin', () => {
		expect(isOwnOrigin({ origin: `https://${host}`, host }, null)).toBe(true);
		expect(isOwnOrigin({ origin: 'http://localhost:3000', host: 'localhost:3000' }, null)).toBe(true);
		expect(isOwnOrigin({ origin: `https://${host}`, host: `${host}:443` }, null)).toBe(true);
		expect(isOwnOrigin({ origin: null, host }, null)).toBe(true);
		expect(isOwnOrigin({ origin: null, host: null }, `https://${host}`)).toBe(true);
		expect(isOwnOrigin({ origin: null, host, fetchSite: 'same-origin' }, null)).toBe(true);
		expect(isOwnOrigin({ origin: `https://${host}`, host: '10.0.0.1:3000' }, `https://${host}`)).toBe(true);
	});
	it('A1: refuses every other', () => {
		for (const origin of ['https://evil.example', `https://${host}.evil.example`, `https://${host}:8443`, 'null', '', 'file://', `ftp://${host}`]) {
			expect(isOwnOrigin({ origin, host }, null), origin).toBe(false);
			expect(isOwnOrigin({ origin, host }, `https://${host}`), origin).toBe(false);
		}
		expect(isOwnOrigin({ origin: `http://${host}`, host }, `https://${host}`)).toBe(false);
		expect(isOwnOrigin({ origin: `https://${host}`, host: null }, null)).toBe(false);
		expect(isOwnOrigin({ origin: null, host, fetchSite: 'cross-site' }, null)).toBe(false);
		expect(isOwnOrigin({ origin: null, host, fetchSite: 'same-site' }, null)).toBe(false);
	});
});

describe('where to go after signing in', () => {
	it('is a page of ours', () => {
		for (const path of ['/', '/programmes/cancer/plan', '/programmes/cancer/plan?place=luton&as-of=2026-07-08', '/a#b']) {
			expect(safeNextPath(path)).toBe(path);
		}
	});
	it('is home for anything else', () => {
		const others = ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/.//evil.example', '/a/..//evil.example'];
		const none = ['', 'plan', 'javascript:alert(1)', '/sign-in', '/sign-in?next=/', '/sign-out', '/api/programmes', '/sync/x', null, undefined, 7];
		for (const value of [...others, ...none, `/${'x'.repeat(3_000)}`]) expect(safeNextPath(value), String(value)).toBe('/');
	});
});

describe('the session cookie', () => {
	it('is HttpOnly, Lax, for the whole site, Secure where asked for', () => {
		expect(sessionCookie(false)).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: false });
		const expires = new Date();
		expect(sessionCookie(true, expires)).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: true, expires });
	});
	it('is Secure wherever https is in play', () => {
		const plain = { configuredOrigin: null, requestUrl: new URL('http://localhost:3000/'), originHeader: null };
		expect(isSecure(plain)).toBe(false);
		expect(isSecure({ ...plain, originHeader: 'http://localhost:3000', configuredOrigin: 'http://localhost:3000' })).toBe(false);
		expect(isSecure({ ...plain, configuredOrigin: 'https://plans.example.nhs.uk' })).toBe(true);
		expect(isSecure({ ...plain, requestUrl: new URL('https://localhost/') })).toBe(true);
		expect(isSecure({ ...plain, originHeader: 'https://plans.example.nhs.uk' })).toBe(true);
	});
	it('is found in a raw header', () => {
		expect(sessionCookieValue('a=b; milepost_session=x.y; c=d')).toBe('x.y');
		expect(sessionCookieValue('milepost_session=x.y=z')).toBe('x.y=z');
		for (const header of [undefined, '', 'other=1', 'xmilepost_session=1', 'milepost_session']) expect(sessionCookieValue(header)).toBeNull();
	});
});
