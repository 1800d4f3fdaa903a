/** What is said in each programme, by its id. */
import { cancerTalk } from './cancer-records.ts';
import { cypTalk } from './cyp.ts';
import { fragileTalk } from './fragile.ts';
import { ltcTalk } from './ltc.ts';
import { mhldaTalk } from './mhlda.ts';
import type { ProgrammeTalk } from './shape.ts';
import { uecTalk } from './uec.ts';

export const TALK: Readonly<Record<string, ProgrammeTalk>> = { cancer: cancerTalk, cyp: cypTalk, fragile: fragileTalk, ltc: ltcTalk, mhlda: mhldaTalk, uec: uecTalk };
