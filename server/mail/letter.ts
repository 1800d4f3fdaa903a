/** The mail that tells somebody of their notices: plain text with whole addresses. */
import { MAIL_OFTEN_WORDS, NOTICE_KIND_WORDS, NOTICE_KINDS, type MailOften, type NoticeKind, type NoticeView } from '#lib/plan/notices.ts';

export interface Letter {
	subject: string;
	text: string;
	headers: Record<string, string>;
}
interface Written {
	/** At least one, those of one group together. */
	notices: readonly NoticeView[];
	/** The public address, such as `https://plans.example.nhs.uk`. */
	address: string;
	/** Of the unsubscribe links. */
	key: string;
	choices: Readonly<Record<NoticeKind, MailOften>>;
}

const MOST_IN_SUBJECT = 150;

export function letterOf({ notices, address, key, choices }: Written): Letter {
	const kinds = NOTICE_KINDS.filter((kind) => notices.some((notice) => notice.kind === kind));
	const stop = `${address}/unsubscribe/${key}`;
	const stopThese = `${stop}?${kinds.map((kind) => `kind=${kind}`).join('&')}`;
	const foot = [
		'-- ',
		`You get this mail because you chose it: ${kinds.map((kind) => `${NOTICE_KIND_WORDS[kind]} – ${MAIL_OFTEN_WORDS[choices[kind]].toLowerCase()}`).join('; ')}.`,
		`Choose what is mailed to you: ${address}/account/notifications`,
		`Stop mail of ${kinds.length === 1 ? 'this kind' : 'these kinds'}, without signing in: ${stopThese}`
	];
	const byProgramme = [...Map.groupBy(notices, (notice) => notice.programme)];
	const parts = byProgramme.flatMap(([programme, theirs]) => [byProgramme.length > 1 ? `${programme.toUpperCase()}\n` : '', ...theirs.map((notice) => tell(notice, address))]);
	return {
		subject: subjectOf(notices),
		text: [...parts.filter((part) => part !== ''), ...foot, ''].join('\n'),
		headers: { 'List-Unsubscribe': `<${stopThese}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
	};
}

function tell({ words, more, programme, href }: NoticeView, address: string): string {
	return `${words} (${programme})\n${more === null ? '' : `  ${more}\n`}  ${address}${href}\n`;
}

function subjectOf([first, ...rest]: readonly NoticeView[]): string {
	const words = [...(first?.words ?? 'News from Milepost')];
	const short = words.length > MOST_IN_SUBJECT ? `${words.slice(0, MOST_IN_SUBJECT - 1).join('').trimEnd()}…` : words.join('');
	return rest.length === 0 ? short : `${short}, and ${rest.length} more`;
}
