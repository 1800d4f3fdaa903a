/**
 * Whether a title reads as an event that is over once it has happened ("Pilot launched in Luton"),
 * and not as a task ("Launch pilot") or as work without an end ("Developing the model"). A false
 * alarm costs more than a miss, for people stop reading what is often wrong: where a title says
 * anywhere what will have happened, its opening may be a name ("Monitoring contract let").
 */

/** One word or another; spaces in them stand for any. */
function words(text: string): string {
	return `(?:${text.trim().split(/\s*\|\s*/).map((each) => each.replace(/ /g, '\\s+')).join('|')})`;
}

const DETERMINER = words('a|an|all|another|any|both|each|every|how|more|new|our|people|that|the|their|these|this|those|to|what|with');

/** Orders: what to do. They are hardly ever names of things. */
const TASKS = words(
	`achieve|address|agree|analyse|appoint|assess|attempt|begin|build|carry out|collect|commission|complete|conduct|confirm|consider|consult|continue|convene|co-?ordinate|create|define|deliver|
	deploy|develop|discuss|embed|employ|encourage|engage|enhance|enable|establish|evaluate|expand|explore|extend|facilitate|finali[sz]e|gather|get|hire|hold|identify|implement|
	improve|increase|install|introduce|investigate|launch|look (?:at|into)|maintain|make|manage|map|maximi[sz]e|minimi[sz]e|mobili[sz]e|monitor|negotiate|obtain|open|optimi[sz]e|
	organi[sz]e|prepare|prioriti[sz]e|procure|produce|promote|provide|publish|raise|recruit|redesign|reduce|refine|refresh|replace|revise|roll out|run|scope|secure|set up|share|sign(?: off)?|
	start|streamline|strengthen|submit|tackle|train|transform|undertake|understand|write`
);
/** Orders that are as often names of things ("Support after diagnosis", "Help sessions"), so only with what they act on. */
const TASKS_UPON = words('design|draft|further|help|lead|pilot|plan|progress|review|support|test|update');
/** However it goes on, it is no event. */
const INTENTS = words('aim to|continue to|ensure|help to|seek to|strive to|to (?!be\\b)[a-z]+|try to|work (?:on|towards|with)');
/** Things that begin with the word of an order. */
const THINGS = words('launch (?:date|day|event|week)|open (?:access|day|evening|house|week)s?|start dates?|start well|train(?: the trainer|ee|er)s?|share of|increase of|get well|make every contact');

const GOING_ON = words(
	`achieving|addressing|carrying out|continuing|creating|delivering|designing|developing|discussing|embedding|encouraging|engaging|enhancing|ensuring|establishing|expanding|exploring|
	finali[sz]ing|identifying|implementing|improving|increasing|introducing|launching|looking at|maintaining|making|managing|optimi[sz]ing|preparing|promoting|progressing|providing|
	putting|raising|recruiting|reducing|reviewing|rolling out|scoping|setting up|strengthening|supporting|tackling|transforming|understanding|undertaking|updating`
);
/** Names of things as often ("Working group", "Listening events"), so only with what they act on. */
const GOING_ON_UPON = words('building|growing|helping|listening|meeting|monitoring|opening|planning|running|sharing|testing|training|using|working');
/** Nouns for work: an event only with what comes of it ("Development of the model agreed"). */
const WORK = words(
	'creation|delivery|development|embedding|enhancement|establishment|expansion|exploration|growth|implementation|improvement|improvements|increase|introduction|maximisation|optimi[sz]ation|promotion|redesign|reduction|roll-?out|strengthening|transformation'
);

/** What is over when it has happened: participles that do not end in -ed, and states. */
const HAPPENED = words(
	`begun|bought|broken|brought|built|chosen|cut|done|drawn|driven|drawn up|frozen|found|given|gone|grown|heard|held|in force|in operation|in place|in post|in service|in use|kept|laid|left|lent|let|
	lost|made|met|on shift|on site|open|overseen|paid|put|read|rebuilt|redrawn|reset|rewritten|run|seen|sent|set|set up|shown|shut|sold|sought|spent|split|spread|stood|taken|taught|
	told|undertaken|up and running|up to date|withdrawn|won|written|live|complete|ready|available|operational|at full strength|reach(?:es)?|starts?|begins?|agrees|answers?`
);
/** Words in -ed that say which thing is meant, not what became of it. */
const WHICH = words('aged|based|called|concerned|designed|focused|hundred|indeed|intended|involved|led|named after|need|needed|proposed|related|required|speed|used');
/** A participle ends its title or is followed by where, when, how or for whom; before a noun it only tells which ("targeted treatment"). */
const HAPPENS = new RegExp(
	`\\s(?:(?!${WHICH}\\b)[a-z-]{2,}ed|${HAPPENED})(?=\\s*(?:$|[.,;:()–—-]|\\d|${words('across|after|again|against|all|and|as|at|before|between|both|by|daily|down|during|each|every|for|from|if|in|into|monthly|of|off|on|or|out|over|per|seven|since|so|to|through|throughout|together|twice|under|until|up|using|via|weekly|when|where|with|within|without')}\\b))`,
	'i'
);

const AT_START = (opening: string, after = '\\s') => new RegExp(`^${opening}(?=${after}|$)`, 'i');
const IS_INTENT = AT_START(INTENTS);
const IS_THING = AT_START(THINGS, '\\W');
const IS_TASK = AT_START(TASKS);
const IS_TASK_UPON = new RegExp(`^${TASKS_UPON}\\s+(?!to\\b)${DETERMINER}\\b`, 'i');
/** A thing of that name, not an order: "Increase in beds", "Review of imaging", "Pilot for …". */
const AS_NOUN = /^\S+\s+(?:and|after|at|between|by|for|from|in|of|on|with)\s/i;
const IS_GOING_ON = new RegExp(`^(?:\\w+ly\\s+\\w+ing|${GOING_ON})\\b|^${GOING_ON_UPON}\\s+(?:${DETERMINER}|and\\s+\\w+ing|on|towards)\\b`, 'i');
const IS_WORK = new RegExp(`^(?:\\w+\\s+)?${WORK}\\s+(?:in|of|to)\\b`, 'i');

const NEVER_OVER = /\b(as (?:and when )?(?:required|appropriate|needed)|where (?:possible|appropriate)|tbc|tbd|to be confirmed|etc\.?)(?=\W|$)/i;
const ENDLESS = /\b(ongoing|on-going|continuous(?:ly)?|in progress|in development|under development)\b/i;
const TO_COME = /\b(?:will|to be(?=\s+\w+)|being(?=\s+\w+(?:ed|en|t)\b))(?:\s+\w+)?/i;

/** Why a title does not read as an event that is over; null when it does, and for an empty one. */
export function wordingProblem(title: string): string | null {
	const text = title.trim().replace(/\s+/g, ' ').replace(/[.!]+$/, '');
	if (text === '') return null;
	const vague = NEVER_OVER.exec(title.trim());
	if (vague) return leavesOpen(vague[0]);
	const endless = ENDLESS.exec(text);
	if (endless && !happensAfter(text, endless)) return leavesOpen(endless[0]);
	const toCome = TO_COME.exec(text);
	if (toCome && !happensAfter(text, toCome)) return `“${toCome[0]}” is still to come. Write it as done, such as “Pathway agreed by all four councils”.`;
	return openingProblem(text) ?? openingProblem(afterHead(text));
}

function openingProblem(text: string): string | null {
	const intent = IS_INTENT.exec(text)?.[0];
	if (intent) return saysWhatToDo(intent);
	if (text === '' || IS_THING.test(text) || HAPPENS.test(text)) return null;
	const task = IS_TASK.exec(text)?.[0] ?? IS_TASK_UPON.exec(text)?.[0];
	if (task && !(AS_NOUN.test(text) && !/^engage\b/i.test(text))) return saysWhatToDo(task);
	const goesOn = (IS_GOING_ON.exec(text) ?? IS_WORK.exec(text))?.[0];
	return goesOn ? `“${goesOn}…” is work that goes on. Write the event that ends it, such as “Clinics open at all three hospitals”.` : null;
}

/** What stands behind a subject: of "Hypertension – identifying …", "identifying …". One word alone, as in "Screening: pilot", says what kind of thing it is. */
function afterHead(text: string): string {
	return /^[^:–—]{2,60}?(?:\s[-–—]\s|:\s)(\S+\s.+)$/.exec(text)?.[1] ?? '';
}

function happensAfter(text: string, found: RegExpExecArray): boolean {
	return HAPPENS.test(text.slice(found.index + found[0].length));
}
function leavesOpen(quoted: string): string {
	return `“${quoted}” leaves open when it is done. Say what will have happened.`;
}
function saysWhatToDo(quoted: string): string {
	return `“${quoted}…” says what to do, not what will have happened. Write the event that ends it, such as “Pilot launched in Luton”.`;
}
