/** The address that mail and other things away from a browser's request lead to. Never taken from a request: its host can be forged. */
import { config } from './config.ts';

let listening: string | null = null;

/** Called once by the server's entry when it listens. */
export function provideAddress(address: string): void {
	listening = address;
}

/** Such as `https://plans.example.nhs.uk`: the ORIGIN setting, or where this server listens. */
export function publicAddress(): string {
	return config.origin ?? listening ?? `http://localhost:${config.port}`;
}
