import { groupDigits } from "../decimal-text.ts";

/** Beyond this a number of payments says no more. */
const DECADES_MAX = 9;

/** What a rating means, for people: 5.3 is "about one such shape in 200,000 transfers is expected by chance here". */
export function chanceText(rating: number): string {
  if (rating >= DECADES_MAX) {
    return `fewer than one such shape in ${groupDigits(`${10 ** DECADES_MAX}`)} transfers is expected by chance here`;
  }
  const payments = 10 ** Math.max(0, rating);
  const step = 10 ** Math.floor(Math.max(0, rating));
  return `about one such shape in ${groupDigits(`${Math.round(payments / step) * step}`)} transfers is expected by chance here`;
}
