/**
 * A form that is sent once: a double click must not use up a link twice, or lose codes that are
 * shown only in the first answer. Coming back to the page makes it ready again.
 */
export function once(form: HTMLFormElement): () => void {
	let sent = false;
	const onSubmit = (event: SubmitEvent) => {
		if (sent) event.preventDefault();
		sent = true;
	};
	const onShow = () => void (sent = false);
	form.addEventListener('submit', onSubmit);
	addEventListener('pageshow', onShow);
	return () => {
		form.removeEventListener('submit', onSubmit);
		removeEventListener('pageshow', onShow);
	};
}
