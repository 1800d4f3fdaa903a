/** Something the person who starts Milepost can mend: its message is one sentence that says what to do. */
export class SetupError extends Error {
	override name = 'SetupError';
}
