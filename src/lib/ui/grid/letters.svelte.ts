/** Whether keys of one letter act in the plan; this device's choice, for they trouble some people's software. */
const KEY = 'milepost:letter-keys';

export interface LetterKeys {
	readonly on: boolean;
	set: (on: boolean) => void;
}

export function letterKeys(): LetterKeys {
	let on = $state(read());
	return {
		get on() {
			return on;
		},
		set: (next) => {
			on = next;
			try {
				localStorage.setItem(KEY, next ? 'on' : 'off');
			} catch {
				// reason: without storage the choice holds for this page only.
				return;
			}
		}
	};
}
function read(): boolean {
	try {
		return localStorage.getItem(KEY) !== 'off';
	} catch {
		// reason: as above; the default is on.
		return true;
	}
}
