/** A programme's bare address leads to its workplan. */
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => redirect(307, `/programmes/${encodeURIComponent(params.slug)}/plan`);
