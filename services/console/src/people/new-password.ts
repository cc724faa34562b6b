/** 32 that nobody mistakes for each other on paper or aloud: no i, l, o, u. A byte gives each with the same chance. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS = 6;
const GROUP_CHARS = 4;

/** 120 random bits, in groups for whoever copies them by hand. */
export function newPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_CHARS));
  const text = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return Array.from({ length: GROUPS }, (_, i) => text.slice(i * GROUP_CHARS, (i + 1) * GROUP_CHARS)).join("-");
}
