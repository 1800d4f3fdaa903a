/** Makes workbooks for tests: a zip of the few parts that a spreadsheet program needs, with dates as it keeps them. */
import { crc32, deflateRawSync } from 'node:zlib';

export type SheetCell = string | number | { serial: number } | { percent: number } | { error: string } | null;
export interface SheetMade {
	name: string;
	hidden?: boolean;
	/** What its `sheetData` holds. */
	xml: string;
}

/** A zip file of texts under their names. */
export function zip(parts: Record<string, string | Buffer>): Buffer {
	const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
	let at = 0;
	for (const [name, text] of Object.entries(parts)) {
		const raw = Buffer.from(text);
		const packed = deflateRawSync(raw);
		const title = Buffer.from(name);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(8, 4);
		common.writeUInt32LE(crc32(raw), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(raw.length, 18);
		common.writeUInt16LE(title.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(at, 10);
		centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, title]));
		locals.push(local);
		at += local.length;
	}
	const directory = Buffer.concat(centrals);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(centrals.length, 8);
	end.writeUInt16LE(centrals.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...locals, directory, end]);
}

/** A workbook whose first sheet holds these rows. */
export function workbook(rows: readonly (readonly SheetCell[])[], sheet = sheetOf(rows)): Buffer {
	return workbookOf([{ name: 'Readings', xml: sheet }]);
}

/** A workbook of several sheets. */
export function workbookOf(sheets: readonly SheetMade[]): Buffer {
	const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
	return zip({
		'[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		'xl/workbook.xml': `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets.map(({ name, hidden }, index) => `<sheet name="${name}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_sheet, index) => `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rIdStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': `${head}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
		...Object.fromEntries(sheets.map(({ xml }, index) => [`xl/worksheets/sheet${index + 1}.xml`, `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${xml}</sheetData></worksheet>`]))
	});
}

/** The XML of rows. */
export function sheetOf(rows: readonly (readonly SheetCell[])[]): string {
	const cellOf = (cell: SheetCell, address: string) => {
		if (cell === null) return '';
		if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
		if (typeof cell === 'object' && 'percent' in cell) return `<c r="${address}" s="2"><v>${cell.percent}</v></c>`;
		if (typeof cell === 'object' && 'error' in cell) return `<c r="${address}" t="e"><f>1/0</f><v>${cell.error}</v></c>`;
		if (typeof cell === 'object') return `<c r="${address}" s="1"><v>${cell.serial}</v></c>`;
		return `<c r="${address}" t="inlineStr"><is><t>${cell.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is></c>`;
	};
	return rows.map((row, index) => `<row r="${index + 1}">${row.map((cell, column) => cellOf(cell, `${String.fromCharCode(65 + column)}${index + 1}`)).join('')}</row>`).join('');
}
