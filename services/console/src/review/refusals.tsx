import { English } from "../show/english.tsx";
import { Text } from "../words/words.tsx";
import { groupRefusals, type Refusal } from "./outcome.ts";
import styles from "./review.module.css";

/** Which were refused, and why: the same cause once. */
export function Refusals({ refusals }: { refusals: readonly Refusal[] }) {
  if (refusals.length === 0) return null;
  return (
    <ul className={styles.refusals} role="alert">
      {groupRefusals(refusals).map(({ alert, title, detail, count }) => (
        <li key={alert}>
          <strong>
            <Text id="review.refused" values={{ count }} />
          </strong>{" "}
          <English>
            {title}: {detail}
          </English>
        </li>
      ))}
    </ul>
  );
}
