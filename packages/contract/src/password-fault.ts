import { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from "./http/fields.ts";

/** Shorter parts of an email are in too many good passwords. */
const EMAIL_PART_CHARS_MIN = 4;
const PRODUCT = "redflag";

/** What fingers run along, each also backwards and around its end. */
const ROWS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
/** "1234567890qwerty" jumps once. */
const JUMPS_MAX = 2;

/**
 * What is wrong with a new password, as the end of "the password …"; undefined where nothing is. It refuses what anybody
 * would guess who knows the person or the product. No list of stolen passwords is asked.
 */
export function findPasswordFault(password: string, email: string): string | undefined {
  if (password.length < PASSWORD_CHARS_MIN) {
    return `has ${password.length} characters; ${PASSWORD_CHARS_MIN} are the least`;
  }
  if (password.length > PASSWORD_CHARS_MAX) {
    return `has ${password.length} characters; ${PASSWORD_CHARS_MAX} are the most`;
  }
  if (/\p{Cc}/u.test(password) || !password.isWellFormed())
    return "has characters that no keyboard types, such as a line break";
  const plain = plainText(password);
  if (plain.includes(PRODUCT)) return `contains "${PRODUCT}"`;
  const part = emailParts(email).find((each) => plain.includes(each));
  if (part !== undefined) return `contains "${part}" of the email`;
  if (repeats(plain)) return "repeats itself";
  if (countJumps(plain) <= JUMPS_MAX) return "runs along the alphabet, the digits or the keyboard";
  return undefined;
}

function plainText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** "ada.lovelace" → itself, "lovelace" */
function emailParts(email: string): string[] {
  const local = plainText(email.slice(0, email.lastIndexOf("@")));
  return [local, ...local.split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length >= EMAIL_PART_CHARS_MIN);
}

/** One part twice or more, the last time perhaps cut short. */
function repeats(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.startsWith(text.slice(period))) return true;
  }
  return false;
}

/** How many characters are neither the same as the one before nor its neighbour in a row. */
function countJumps(text: string): number {
  let jumps = 0;
  for (let at = 1; at < text.length; at++) if (!areNeighbours(text.charAt(at - 1), text.charAt(at))) jumps++;
  return jumps;
}

function areNeighbours(one: string, other: string): boolean {
  if (one === other) return true;
  return ROWS.some((row) => {
    const from = row.indexOf(one);
    const to = row.indexOf(other);
    const step = Math.abs(from - to);
    return from >= 0 && to >= 0 && (step === 1 || step === row.length - 1);
  });
}
