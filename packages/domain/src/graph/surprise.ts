/**
 * How unlikely chance is to bring so much, in decades: −log10 of the probability, never below 0. Rankings rest on these and
 * not on exact values: everything is a double, computed by the same software on every machine (V8's own logarithm).
 */

const DECADE = Math.LN10;
/** Terms beyond this share of the sum do not move a ranking. */
const NEGLIGIBLE = 1e-9;
/** Larger samples are judged as if they were this large at the same share: their tail is past any threshold by then. */
const TRIALS_MAX = 400;

/**
 * Of at least `hits` among `trials` when the share of hits is itself only known from a past of `alpha` hits and `beta` others:
 * a young address has little past, and is given the room that a fixed rate would deny it.
 */
export function betaBinomialSurprise(hits: number, trials: number, alpha: number, beta: number): number {
  if (hits <= 0) return 0;
  const scale = Math.min(1, TRIALS_MAX / trials);
  const n = Math.round(trials * scale);
  const k = Math.max(1, Math.round(hits * scale));
  const [a, b] = [Math.max(alpha, 1e-6), Math.max(beta, 1e-6)];
  const first = logChoose(n, k) + logBeta(k + a, n - k + b) - logBeta(a, b);
  let sum = 1;
  let term = 1;
  for (let j = k; j < n && term > sum * NEGLIGIBLE; j++) {
    term *= ((n - j) / (j + 1)) * ((j + a) / (n - j - 1 + b));
    sum += term;
  }
  return decadesOf(first, sum);
}

/** Of at least `hits` among `trials`, each a hit with probability `share`. */
export function binomialSurprise(hits: number, trials: number, share: number): number {
  if (hits <= 0) return 0;
  const k = Math.min(hits, trials);
  const p = Math.min(Math.max(share, 1e-9), 1 - 1e-9);
  const first = logChoose(trials, k) + k * Math.log(p) + (trials - k) * Math.log(1 - p);
  let sum = 1;
  let term = 1;
  for (let j = k; j < trials && term > sum * NEGLIGIBLE; j++) {
    term *= ((trials - j) / (j + 1)) * (p / (1 - p));
    sum += term;
  }
  return decadesOf(first, sum);
}

/** Of at least `count` events where `expected` are. */
export function poissonSurprise(count: number, expected: number): number {
  if (count <= 0 || expected >= count) return 0;
  const first = -expected + count * Math.log(expected) - logGamma(count + 1);
  let sum = 1;
  let term = 1;
  for (let j = count; term > sum * NEGLIGIBLE; j++) {
    term *= expected / (j + 1);
    sum += term;
  }
  return decadesOf(first, sum);
}

/** @param logFirst of the tail's first term @param sum of the tail, the first term being 1 */
function decadesOf(logFirst: number, sum: number): number {
  return Math.max(0, -(logFirst + Math.log(sum)) / DECADE);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln n! of small whole numbers, which most arguments are. */
const LOG_FACTORIALS = logFactorials(TRIALS_MAX + 2);

function logFactorials(count: number): Float64Array {
  const table = new Float64Array(count);
  for (let n = 2; n < count; n++) table[n] = (table[n - 1] as number) + Math.log(n);
  return table;
}

/** ln Γ(x) for x > 0, to about 1e-10: Stirling's series, after the argument is moved up to where it converges. */
function logGamma(x: number): number {
  if (Number.isInteger(x) && x <= LOG_FACTORIALS.length) return LOG_FACTORIALS[x - 1] as number;
  let shift = 1;
  let y = x;
  while (y < 7) shift *= y++;
  const inverse = 1 / y;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + series - Math.log(shift);
}

const HALF_LOG_TWO_PI = 0.9189385332046727;
