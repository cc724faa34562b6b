import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { English } from "../show/english.tsx";
import { Text } from "../words/words.tsx";
import styles from "./rule-details.module.css";

/** Which rule, in which version, what it rests on, and each of its parameters. */
export function RuleDetails({ rule }: { rule: AlertExplanation["rule"] }) {
  const { id, version, title, epoch, sources = [], parameters } = rule;
  return (
    <details className={styles.rule}>
      <summary>
        <English>{title ?? id}</English>{" "}
        <span className="muted">
          <Text id="alert.rule.version" values={{ rule: <bdi>{id}</bdi>, version }} />
        </span>
      </summary>
      {epoch !== undefined && (
        <p className="muted">
          <Text id="alert.rule.epoch" values={{ epoch }} />
        </p>
      )}
      {parameters.length > 0 && (
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">
                <Text id="alert.rule.parameter" />
              </th>
              <th scope="col">
                <Text id="alert.rule.value" />
              </th>
              <th scope="col">
                <Text id="alert.rule.means" />
              </th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, value, isDefault, description }) => (
              <tr key={name}>
                <th scope="row" className="mono ltr">
                  {name}
                </th>
                <td className="number">
                  <span className="ltr">{typeof value === "object" ? JSON.stringify(value) : String(value)}</span>{" "}
                  <span className="muted">
                    <Text id={isDefault === false ? "alert.rule.changed" : "alert.rule.default"} />
                  </span>
                </td>
                <td>
                  <English>{description ?? ""}</English>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ul className={styles.sources}>
        {sources.map((source) => (
          <li key={source}>
            <English>{source}</English>
          </li>
        ))}
      </ul>
    </details>
  );
}
