/** What a review page does without a browser: it listens, asks again on every change, and says when it was shown some words. */
export class ReviewListener {
	private readonly stop = new AbortController();
	private readonly origin: string;
	private readonly cookie: string;
	private shown = '';
	private readonly waiting = new Map<string, (at: number) => void>();
	asked = 0;

	constructor(origin: string, cookie: string) {
		this.origin = origin;
		this.cookie = cookie;
	}
	async listen(): Promise<void> {
		const answer = await fetch(`${this.origin}/api/changes`, { headers: { cookie: this.cookie }, signal: this.stop.signal });
		const reader = answer.body?.getReader();
		if (!reader) throw new Error('The stream has no body');
		await reader.read();
		void this.follow(reader);
	}
	/** When the page showed these words, by this process's clock. */
	async sees(words: string): Promise<number> {
		return new Promise((resolve) => {
			if (this.shown.includes(words)) resolve(performance.now());
			else this.waiting.set(words, resolve);
		});
	}
	end(): void {
		this.stop.abort();
	}
	private async follow(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
		try {
			for (;;) {
				const { done, value } = await reader.read();
				if (done) return;
				if (new TextDecoder().decode(value).includes('data:')) await this.ask();
			}
		} catch (error) {
			if (!this.stop.signal.aborted) throw error;
		}
	}
	private async ask(): Promise<void> {
		this.asked += 1;
		const answer = await fetch(`${this.origin}/__data.json`, { headers: { cookie: this.cookie }, signal: this.stop.signal });
		this.shown = await answer.text();
		for (const [words, found] of this.waiting) {
			if (!this.shown.includes(words)) continue;
			this.waiting.delete(words);
			found(performance.now());
		}
	}
}
