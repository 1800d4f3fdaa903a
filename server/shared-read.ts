/**
 * One answer for everybody who asks the same at the same time. Who asks while an answer is being
 * worked out gets the next one, since what they ask for may have come after the first began reading;
 * all who wait for the next share it.
 */
export class SharedRead<Value> {
	/** What is being worked out, by key, and what comes right after it. */
	private readonly running = new Map<string, { now: Promise<Value>; next: Promise<Value> | null }>();

	/**
	 * What the work answers that begins now or, for all who ask while it goes on, right after it.
	 * @param key the same for what may be shared: all of what is asked, and whatever the asker's rights leave out
	 * @returns shared by several: not to be changed. Rejects as the work does
	 */
	async read(key: string, work: () => Promise<Value>): Promise<Value> {
		const before = this.running.get(key);
		if (!before) return this.begin(key, work);
		return (before.next ??= before.now.then(noMatter, noMatter).then(() => this.begin(key, work)));
	}

	private begin(key: string, work: () => Promise<Value>): Promise<Value> {
		const entry = { now: work(), next: null };
		this.running.set(key, entry);
		const end = () => void (entry.next === null && this.running.delete(key));
		entry.now.then(end, end);
		return entry.now;
	}
}

function noMatter(): void {
	// Whether the answer before this one came is for those who asked for it.
}
