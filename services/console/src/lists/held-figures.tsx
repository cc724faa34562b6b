import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { Hash } from "../show/hash.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { GateFigures } from "./gate-figures.tsx";
import styles from "./proposals.module.css";

/** A version that a gate held back: where it came from, what it would change, and what stands against it. */
export function HeldFigures({ held }: { held: NonNullable<Watchlist["held"]> }) {
  const t = useText();
  return (
    <>
      <dl className={`${styles.pairs} ${styles.pad}`}>
        <dt>{t("list.import.held.source")}</dt>
        <dd>
          <bdi>{held.source}</bdi>
        </dd>
        <dt>{t("list.import.held.since")}</dt>
        <dd>
          <Time at={held.at} />
        </dd>
        <dt>{t("list.import.entries")}</dt>
        <dd className="number">{held.entries}</dd>
        <dt>{t("list.import.held.change")}</dt>
        <dd>{t("list.propose.counts", { added: held.added, removed: held.removed })}</dd>
        <dt>{t("list.import.digest")}</dt>
        <dd>
          <Hash hash={held.digest} />
        </dd>
      </dl>
      <GateFigures failures={held.failures} />
    </>
  );
}
