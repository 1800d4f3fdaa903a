/** What fields that are edited in place need of the page they stand on. */
import { createContext } from 'svelte';

export interface FieldWorld {
	/** Id of the person at this page: their own other pages are not somebody else. */
	me: () => string;
	/** Says something in the page's one live region. */
	say: (words: string) => void;
}

export const [getFieldWorld, setFieldWorld] = createContext<FieldWorld>();
