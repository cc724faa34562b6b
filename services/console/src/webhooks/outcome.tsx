import type { Delivery } from "@redflag/contract/http/routes/deliveries";
import { English } from "../show/english.tsx";
import { useText } from "../words/words.tsx";
import { messageWord } from "./message-word.ts";

type AttemptHead = NonNullable<Delivery["lastAttempt"]>;

const FAILURES = [
  "urlRefused",
  "nameUnresolved",
  "addressRefused",
  "connectFailed",
  "connectTimeout",
  "tlsFailed",
  "reset",
  "responseTimeout",
  "responseMalformed",
  "redirect",
  "status",
] as const;

/** What came of an attempt, in one line. */
export function Outcome({ attempt }: { attempt: AttemptHead }) {
  const t = useText();
  const { outcome, status = 0, latencyMs } = attempt;
  const took = t("webhook.took", { ms: latencyMs });
  if (outcome === "delivered") return <>{t("webhook.outcome.delivered", { status, took })}</>;
  if (outcome === "gone") return <>{t("webhook.outcome.gone", { status, took })}</>;
  const failure = failureOf(attempt);
  if (failure === undefined) return <English>{attempt.failure}</English>;
  return <>{t(`webhook.failure.${failure}`, { status, took })}</>;
}

/** Why it failed in the sender's words, and what to do. */
export function Advice({ attempt }: { attempt: AttemptHead }) {
  const t = useText();
  if (attempt.outcome === "delivered") return null;
  const failure = failureOf(attempt);
  return (
    <>
      {attempt.detail !== undefined && (
        <p>
          <English>{attempt.detail}</English>
        </p>
      )}
      {attempt.outcome === "gone" && <p>{t("webhook.advice.gone")}</p>}
      {failure !== undefined && <p>{t(`webhook.advice.${failure}`)}</p>}
    </>
  );
}

function failureOf({ failure = "" }: AttemptHead) {
  return FAILURES.find((known) => known === messageWord(failure));
}
