/** The kinds of event in the audit trail, and their words. */
export const AUDIT_WORDS = {
	signedIn: 'Signed in',
	signInFailed: 'Sign-in failed',
	signedOut: 'Signed out',
	linkAsked: 'Sign-in link or reset asked for',
	linkUsed: 'Sign-in link used',
	passwordChanged: 'Password changed',
	secondFactorSet: 'Second factor set up',
	secondFactorRemoved: 'Second factor removed',
	secondFactorFailed: 'Second factor refused',
	recoveryCodeUsed: 'Recovery code used',
	sessionsEnded: 'Signed out everywhere',
	invited: 'Invited',
	accountChanged: 'Account changed',
	accountDisabled: 'Account disabled',
	accountEnabled: 'Account enabled',
	roleGiven: 'Role given',
	roleTaken: 'Role taken away',
	programmeMade: 'Programme made',
	programmeChanged: 'Programme changed',
	postChanged: 'Post changed',
	postHolderChanged: 'Post changed hands',
	thresholdsChanged: 'Status rule changed',
	exported: 'Exported',
	downloaded: 'Downloaded',
	mailRead: 'Kept mail read'
} as const;
export type AuditKind = keyof typeof AUDIT_WORDS;

/** What else is known of an event, as short texts: `{ role: 'lead', was: 'reader' }`. Never a secret, never a password. */
export type AuditDetails = Record<string, string>;
