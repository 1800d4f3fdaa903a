/** One thing that can be picked from a list. */
export interface PickOption {
	value: string;
	label: string;
	/** A second, quieter line: a role, a date, the programme it belongs to. */
	detail?: string;
	/** Heading it stands under. */
	group?: string;
}

export interface PickSection {
	/** '' for options without a heading. */
	group: string;
	options: PickOption[];
}

/** Longer lists are cut here: nobody reads further, and drawing thousands of rows is slow. */
export const MOST_SHOWN = 100;

/** Lower case without accents, so that "zoe" finds "Zoë". */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * The options in which every typed word occurs (in label, detail or group, in any order), under
 * their headings in the order given; at most `MOST_SHOWN`. `hidden` counts those that were cut.
 */
export function matchOptions(
	options: readonly PickOption[],
	typed: string
): { sections: PickSection[]; hidden: number } {
	const words = plain(typed).split(/\s+/).filter(Boolean);
	const matching = options.filter((option) => {
		const text = plain(`${option.label} ${option.detail ?? ''} ${option.group ?? ''}`);
		return words.every((word) => text.includes(word));
	});

	return { sections: sectionsOf(matching.slice(0, MOST_SHOWN)), hidden: Math.max(0, matching.length - MOST_SHOWN) };
}

/** Options under their headings, in the order given. */
export function sectionsOf(options: readonly PickOption[]): PickSection[] {
	const sections = new Map<string, PickSection>();
	for (const option of options) {
		const group = option.group ?? '';
		const section = sections.get(group) ?? { group, options: [] };
		section.options.push(option);
		sections.set(group, section);
	}
	return [...sections.values()];
}
