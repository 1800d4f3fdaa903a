/** The parts of a zip file, each unpacked within bounds: a small file can hold far more than memory does. */
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
	name: string;
	method: number;
	size: number;
	at: number;
}

/** The entries of a zip file by its central directory. */
export function* entriesOf(buffer: Buffer): Generator<ZipEntry | 'damaged'> {
	const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	if (end === -1 || end + 22 > buffer.length) return yield 'damaged';
	const count = buffer.readUInt16LE(end + 10);
	let at = buffer.readUInt32LE(end + 16);
	for (let index = 0; index < count; index += 1) {
		if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) return yield 'damaged';
		const nameLength = buffer.readUInt16LE(at + 28);
		const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
		yield { name, method: buffer.readUInt16LE(at + 10), size: buffer.readUInt32LE(at + 20), at: buffer.readUInt32LE(at + 42) };
		at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
	}
}

/**
 * Unpacks one entry.
 * @param most bytes that it may come to
 */
export function unpacked(buffer: Buffer, { method, size, at }: ZipEntry, most: number): Buffer | 'too large' | 'damaged' {
	if (most <= 0) return 'too large';
	if (at + 30 > buffer.length) return 'damaged';
	const from = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
	const packed = buffer.subarray(from, from + size);
	if (method === 0) return packed;
	if (method !== 8) return 'damaged';
	try {
		return inflateRawSync(packed, { maxOutputLength: most });
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'damaged';
	}
}
