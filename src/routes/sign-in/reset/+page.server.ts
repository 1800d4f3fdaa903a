import { askedFor } from '../ask.server.ts';
import type { Actions } from './$types';

export const actions: Actions = { default: (event) => askedFor(event, 'reset') };
