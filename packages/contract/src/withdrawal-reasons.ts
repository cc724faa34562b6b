import type { AlertEventPayload } from "./alert-event-payload.ts";

/** Why a withdrawn alert is: its evidence is gone. */
export function withdrawalReasons(withdrawal: AlertEventPayload | undefined): string[] {
  if (withdrawal?.rescreen !== undefined) return [`withdrawn: ${rescreenedText(withdrawal.rescreen)}`];
  return (withdrawal?.transfers ?? []).map(
    ({ transaction, block }) => `withdrawn: a reorg removed transaction ${transaction}, which stood in block ${block}`,
  );
}

/** Why an alert goes that no reorg took. */
export function rescreenedText({ succeededBy }: NonNullable<AlertEventPayload["rescreen"]>): string {
  const found = "the past was screened again with later lists, rates and rules";
  return succeededBy.length === 0
    ? `${found}, which do not give it`
    : `${found}; ${succeededBy.join(", ")} succeeds it`;
}
