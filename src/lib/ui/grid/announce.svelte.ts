/** The page's one polite live region: what is said last, said again even when the words are the same. */
export interface Announcer {
	readonly words: string;
	say: (words: string) => void;
}

export function announcer(): Announcer {
	let words = $state('');
	// Beside the state: whoever speaks within an effect must not come to depend on what was said.
	let last = '';
	return {
		get words() {
			return words;
		},
		say: (next) => {
			// A screen reader reads a region that changed, and equal words are no change.
			last = next === last ? `${next}\u00a0` : next;
			words = last;
		}
	};
}
