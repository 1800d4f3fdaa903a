/** The states of a mail in words. */
export const MAIL_WORDS = { waiting: 'Waiting', sent: 'Sent', kept: 'Kept here', failed: 'Failed' } as const;
