interface Suggestion {
  rule: string;
  indicators: readonly { code: string }[];
  note?: string | undefined;
}

/** Each indicator that is suggested, with why. */
export function suggestedOf(suggestions: readonly Suggestion[]): { code: string; why: string }[] {
  return suggestions.flatMap(({ rule, indicators, note }) =>
    indicators.map(({ code }) => ({ code, why: note === undefined ? rule : `${rule}: ${note}` })),
  );
}

interface Sides {
  sender: { account: string };
  recipient: { account: string };
}

/** Each account once, in the order in which it first paid or was paid. */
export function partiesOf(transactions: readonly Sides[]): string[] {
  return [...new Set(transactions.flatMap(({ sender, recipient }) => [sender.account, recipient.account]))];
}
