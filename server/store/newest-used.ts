/** A memory of bounded size: of more than it may hold, what has not been asked for longest goes first. */
export class NewestUsed<Value> {
	private readonly held = new Map<string, Value>();
	private readonly most: number;

	/** @param most how many values it holds, at least 1 */
	constructor(most: number) {
		this.most = most;
	}

	get(key: string): Value | undefined {
		const value = this.held.get(key);
		if (value === undefined) return undefined;
		// A Map keeps the order in which keys came.
		this.held.delete(key);
		this.held.set(key, value);
		return value;
	}

	set(key: string, value: Value): void {
		this.held.delete(key);
		this.held.set(key, value);
		const [oldest] = this.held.keys();
		if (this.held.size > this.most && oldest !== undefined) this.held.delete(oldest);
	}

	get size(): number {
		return this.held.size;
	}
}
