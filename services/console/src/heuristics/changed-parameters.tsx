import type { RuleHead } from "@redflag/contract/http/routes/heuristics";
import { Text, useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { parameterText } from "./parameter-input.ts";

/** Longer ones are tables: the rule's page has them whole. */
const VALUE_CHARS_MAX = 24;

/** What of a rule is not its own: enforced, and tried beside. */
export function ChangedParameters({ rule: { changed, shadow } }: { rule: Pick<RuleHead, "changed" | "shadow"> }) {
  const t = useText();
  const isOwn = Object.keys(changed).length === 0;
  if (isOwn && shadow === undefined) return <span className="muted">–</span>;
  return (
    <>
      {!isOwn && <ParameterList parameters={changed} />}
      {shadow !== undefined && (
        <div>
          <Text
            id="heuristic.changed.shadow"
            values={{
              parameters:
                Object.keys(shadow.changed).length === 0 ? (
                  <span className="muted">{t("heuristic.changed.none")}</span>
                ) : (
                  <ParameterList parameters={shadow.changed} />
                ),
            }}
          />
        </div>
      )}
    </>
  );
}

/** Names with their values. */
export function ParameterList({ parameters }: { parameters: Readonly<Record<string, unknown>> }) {
  return (
    <span className={styles.parameters}>
      {Object.entries(parameters).map(([name, value]) => (
        <span key={name} className="mono ltr">
          {name} {shortText(value)}
        </span>
      ))}
    </span>
  );
}

function shortText(value: unknown): string {
  const text = parameterText(value);
  return text.length > VALUE_CHARS_MAX ? "…" : text;
}
