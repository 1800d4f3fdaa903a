/** What an enabler is called: its id is a slug whose words are its name, such as `digital-records`. */
export function enablerWords(id: string): string {
	const words = id.replaceAll('-', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
