interface Suggestion {
  code: string;
  rules: readonly string[];
  notes: readonly string[];
}

/** Each indicator that is suggested, with the rules for which it is and what the profile notes. */
export function suggestedOf(suggestions: readonly Suggestion[]): { code: string; why: string }[] {
  return suggestions.map(({ code, rules, notes }) => ({ code, why: [rules.join(", "), ...notes].join(": ") }));
}

interface Sides {
  sender: { account: string };
  recipient: { account: string };
}

/** Each account once, in the order in which it first paid or was paid. */
export function partiesOf(transactions: readonly Sides[]): string[] {
  return [...new Set(transactions.flatMap(({ sender, recipient }) => [sender.account, recipient.account]))];
}
