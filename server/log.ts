import { pino } from 'pino';
import { config } from './config.ts';

/** The log: JSON lines on standard output. Never holds what people typed, cookies or passwords. */
export const log = pino({ level: config.logLevel, base: null });
