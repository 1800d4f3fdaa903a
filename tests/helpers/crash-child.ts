/**
 * A sync server in a process of its own, to be killed at any moment. It is told where its database
 * is and prints its port.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attachSync } from '#server/attach.ts';
import { openDatabase } from '#server/store/database.ts';

const where = process.argv[2] ?? '';
const { db } = await openDatabase(where.startsWith('postgres') ? { url: where } : { folder: where });
const server = createServer((_request, response) => response.writeHead(404).end());
attachSync(server, { db, origin: null });
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`));
