/** Something the server is asked for, and asked again whenever it may have changed. */
export class Loaded<Value> {
	/** Null until it has come. */
	value = $state.raw<Value | null>(null);
	/** Why it could not be asked for, in plain words. */
	failed = $state<string | null>(null);
	private asked = 0;
	private readonly ask: () => Promise<Value>;

	/** @param ask rejects with an error whose message is for people */
	constructor(ask: () => Promise<Value>) {
		this.ask = ask;
	}

	/** Asks; of several answers under way only that to the newest question counts. */
	async refresh(): Promise<void> {
		const mine = (this.asked += 1);
		try {
			const value = await this.ask();
			if (mine !== this.asked) return;
			this.value = value;
			this.failed = null;
		} catch (error) {
			if (mine === this.asked) this.failed = error instanceof Error ? error.message : 'This could not be loaded.';
		}
	}
}
