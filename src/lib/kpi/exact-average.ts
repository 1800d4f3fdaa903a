/**
 * The average of decimals as exactly as a number can hold it. Adding up one by one does not do:
 * three values of 0.1 would average a little more than 0.1 and each lie below their own average.
 */

/** Null for no values, and for values that are too large to add up. */
export function average(values: readonly number[]): number | null {
	if (values.length === 0) return null;
	const near = sumOf(values) / values.length;
	// What the division and the rounding of the sum left out.
	const left = sumOf([...values, ...values.map(() => -near)]);
	const exact = near + left / values.length;
	return Number.isFinite(exact) ? exact : null;
}

/** Carries along what each addition rounds away (after Neumaier). */
function sumOf(values: readonly number[]): number {
	let sum = 0;
	let rounded = 0;
	for (const value of values) {
		const next = sum + value;
		rounded += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
		sum = next;
	}
	return sum + rounded;
}
