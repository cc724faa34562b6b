import type { ImportPreview } from "@redflag/contract/http/routes/list-imports";
import { Link } from "@tanstack/react-router";
import { CheckBox } from "../show/check-box.tsx";
import { English } from "../show/english.tsx";
import { Hash } from "../show/hash.tsx";
import { Scroll } from "../show/scroll.tsx";
import { useText } from "../words/words.tsx";
import { EffectView } from "./effect-view.tsx";
import { GateFigures } from "./gate-figures.tsx";
import styles from "./proposals.module.css";

interface Props {
  seen: ImportPreview;
  despiteGates: boolean;
  onDespiteGates: (isWanted: boolean) => void;
}

/** What is wrong with a file; or what it would make of the list, and what stands against it. */
export function ImportOutcome({ seen, despiteGates, onDespiteGates }: Props) {
  const t = useText();
  const { rows, refused, outcome } = seen;
  return (
    <>
      <p className={`${styles.pad} ${styles.counts}`} role="status">
        {t("list.import.rows", { rows, refused })}
      </p>
      {outcome === undefined ? (
        <Refusals seen={seen} />
      ) : (
        <>
          <EffectView effect={outcome.effect} />
          {outcome.effect.added + outcome.effect.removed === 0 && <p className={styles.pad}>{t("list.import.same")}</p>}
          <dl className={`${styles.pairs} ${styles.pad}`}>
            <dt>{t("list.import.entries")}</dt>
            <dd className="number">{outcome.entries}</dd>
            <dt>{t("list.import.digest")}</dt>
            <dd>
              <Hash hash={outcome.digest} />
            </dd>
          </dl>
          <Standing standing={outcome.standing} />
          {outcome.failures.length === 0 ? (
            <p className={`muted ${styles.pad}`}>{t("list.import.gates.none")}</p>
          ) : (
            <>
              <p className={styles.pad}>{t("list.import.gates.stand", { count: outcome.failures.length })}</p>
              <GateFigures failures={outcome.failures} />
              <div className={styles.pad}>
                <CheckBox isSelected={despiteGates} onChange={onDespiteGates}>
                  {t("list.import.despite")}
                </CheckBox>
              </div>
            </>
          )}
        </>
      )}
    </>
  );
}

function Refusals({ seen: { refused, refusals } }: { seen: ImportPreview }) {
  const t = useText();
  const rest = refused - refusals.length;
  return (
    <>
      <p className={styles.pad} role="alert">
        {t("list.import.refused", { count: refused })}
      </p>
      <Scroll name={t("list.import.refusals")}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("list.import.place")}</th>
              <th scope="col">{t("list.import.why")}</th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ place, reason }) => (
              <tr key={`${place} ${reason}`}>
                <td className="number">
                  <English>{place}</English>
                </td>
                <td className={styles.told}>
                  <English>
                    <bdi>{reason}</bdi>
                  </English>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rest > 0 && <p className={`muted ${styles.pad}`}>{t("list.import.refused.rest", { count: rest })}</p>}
    </>
  );
}

type Stands = NonNullable<ImportPreview["outcome"]>["standing"];

/** What two people agreed on before makes the list other than the file, and an import does not undo it. */
function Standing({ standing }: { standing: Stands }) {
  const t = useText();
  if (standing.length === 0) return null;
  return (
    <div className={styles.pad}>
      <p>{t("list.import.standing")}</p>
      <ul>
        {standing.map(({ proposal, entries }) => (
          <li key={proposal}>
            <Link to="/proposals/$id" params={{ id: proposal }}>
              {t("list.import.standing.one", { count: entries })}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
