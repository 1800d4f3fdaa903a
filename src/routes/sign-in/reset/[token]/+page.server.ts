import { holderOf, passwordChosen } from '../../password-link.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => holderOf(params.token, 'reset');

export const actions: Actions = { default: (event) => passwordChosen(event, event.params.token, 'reset') };
