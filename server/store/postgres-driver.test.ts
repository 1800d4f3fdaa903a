import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTime } from '#server/in-time.ts';
import { loadDriver } from './postgres-driver.ts';

/** Messages of the Postgres protocol: a letter, the length with itself, the body. */
function message(letter: string, body: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeInt32BE(body.length + 4);
	return Buffer.concat([Buffer.from(letter), length, body]);
}
const signedIn = message('R', Buffer.alloc(4));
const ready = (state: 'I' | 'T') => message('Z', Buffer.from(state));
const complete = (command: string) => message('C', Buffer.from(`${command}\0`));
const ending = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

/** A database that signs everyone in, begins a transaction and is gone at the next statement while `dying`. */
let server: Server;
let dying: boolean;
let address: string;
beforeEach(async () => {
	dying = true;
	server = createServer((socket) => converse(socket));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	address = `postgres://someone@127.0.0.1:${(server.address() as AddressInfo).port}/any`;
});
afterEach(() => server.close());

function converse(socket: Socket): void {
	let greeted = false;
	socket.on('error', () => socket.destroy());
	socket.on('data', (data: Buffer) => {
		if (!greeted) {
			greeted = true;
			// The greeting has no letter: what comes first must be its length and protocol 3.0.
			if (data.readInt32BE(0) === data.length && data.readInt32BE(4) === 196_608) socket.write(Buffer.concat([signedIn, ready('I')]));
			else socket.destroy();
			return;
		}
		const said = data.toString('latin1');
		if (said.includes('begin')) return void socket.write(Buffer.concat([complete('BEGIN'), ready('T')]));
		if (dying) return void socket.end(ending);
		socket.write(Buffer.concat([complete('SELECT 0'), ready('I')]));
	});
}

describe('the driver', () => {
	it('a database that ends a transaction and goes away fails it, and nothing else: the process lives and the connection opens again', async () => {
		const postgres = await loadDriver();
		const sql = postgres(address, { max: 10, fetch_types: false, backoff: () => 0 });
		for (let left = 20; left > 0; left -= 1) {
			// About one in three hundred is never answered, which the room bounds (commitMs); it must not be taken for done.
			const tried = inTime(sql.begin((tx) => tx.unsafe('update plan set head_seq = 1')), 2_000);
			await expect(tried).rejects.toThrow();
		}
		dying = false;
		// A connection may still be on its way out at the first asking.
		await expect.poll(() => inTime(sql.unsafe('select').execute(), 2_000).catch(String), { timeout: 10_000 }).toEqual([]);
		await sql.end({ timeout: 1 });
	});
});
