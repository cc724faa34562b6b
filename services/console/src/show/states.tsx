import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { ReactNode } from "react";
import type { MessageId } from "../words/en.ts";
import { Text, useText } from "../words/words.tsx";
import { Button } from "./button.tsx";
import styles from "./states.module.css";

/** What failed, the facts, what to do. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: (() => void) | undefined }) {
  const t = useText();
  if (error instanceof ApiProblem && error.code === "forbidden") return <NotPermitted />;
  if (error instanceof ApiProblem && leadsNowhere(error)) {
    return <Plain title={t("show.notFound")}>{t("show.notFound.hint")}</Plain>;
  }
  const { title, facts, hint } = wordsOf(error, t);
  return (
    <div className={styles.state} role="alert">
      <h2>{title}</h2>
      {facts !== undefined && <p className={styles.facts}>{facts}</p>}
      <p>{hint}</p>
      {onRetry !== undefined && (
        <Button onPress={onRetry}>
          <Text id="show.retry" />
        </Button>
      )}
    </div>
  );
}

/** Nothing is there, or what the page's own address names cannot be the name of anything. */
function leadsNowhere({ code, document: { errors = [] } }: ApiProblem): boolean {
  return code === "not_found" || (errors.length > 0 && errors.every(({ at }) => at.startsWith("params/")));
}

/** The same in one line, beside what failed. */
export function FailureLine({ error }: { error: Error }) {
  const { title, facts, hint } = wordsOf(error, useText());
  return (
    <p role="alert" className={styles.facts}>
      <strong>{title}.</strong> {facts !== undefined && sentence(facts)} {hint}
    </p>
  );
}

/** Facts are told without an end: a sentence follows here. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function wordsOf(error: Error, t: (id: MessageId) => string): { title: string; facts?: string; hint: string } {
  if (error instanceof ApiProblem)
    return { title: error.document.title, facts: error.facts, hint: error.document.hint };
  return navigator.onLine
    ? { title: t("show.unreachable"), facts: error.message, hint: t("show.unreachable.hint") }
    : { title: t("show.offline"), hint: t("show.offline.hint") };
}

export function NotPermitted() {
  const t = useText();
  return <Plain title={t("show.notPermitted")}>{t("show.notPermitted.hint")}</Plain>;
}

interface PlainProps {
  title: string;
  children?: ReactNode;
  /** `h1` where it is the whole page. */
  heading?: "h1" | "h2";
}

/** Nothing is there: what would fill it, and how. */
export function Empty(props: PlainProps) {
  return <Plain {...props} />;
}

function Plain({ title, children, heading: Heading = "h2" }: PlainProps) {
  return (
    <div className={styles.state}>
      <Heading>{title}</Heading>
      <div className="muted">{children}</div>
    </div>
  );
}

/** Bars in place of what comes: no spinner, nothing that moves. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const t = useText();
  return (
    <div className={styles.loading} role="status" aria-label={t("show.loading")}>
      {Array.from({ length: rows }, (_, i) => `bar-${i}`).map((key) => (
        <div key={key} className={styles.bar} />
      ))}
    </div>
  );
}
