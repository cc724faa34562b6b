import type { HeldExposure } from "@redflag/contract/http/routes/screening";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { chainName } from "../show/chain-name.ts";
import { Hash } from "../show/hash.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { StateMark } from "../show/state.tsx";
import { Time } from "../show/time.tsx";
import { Worth } from "../show/worth.tsx";
import { Text, useText } from "../words/words.tsx";
import { EntryLine } from "./entry-line.tsx";
import type { ScreenedRow } from "./screened-rows.ts";
import styles from "./screening.module.css";

const PPM = 1_000_000;
const PERCENT = { style: "percent", maximumFractionDigits: 2 } as const;

/** Everything that is said of one address, and of one that could not be read how it stands there. */
export function RowDetails({ row: { said, text, line }, at }: { row: ScreenedRow; at: string }) {
  const t = useText();
  const { formatNumber } = useIntl();
  if (said === undefined) return <p className={styles.opened}>{t("screening.unread.words", { line })}</p>;
  const entries = [
    ["screening.matches", said.matches],
    ["screening.aliases", said.aliases],
    ["screening.notInForce", said.notInForce],
  ] as const;
  return (
    <div className={styles.opened}>
      <p className="muted">
        {t("screening.asked", { line })} <bdi className={`mono ${styles.breaks}`}>{text}</bdi>
      </p>
      {entries.map(([title, listed]) => (
        <Part key={title} title={t(title)} items={listed} keyOf={({ entry }) => entry}>
          {(entry) => <EntryLine entry={entry} />}
        </Part>
      ))}
      <Part
        title={t("screening.exposures")}
        items={said.exposures}
        keyOf={({ chain, currency, origin }) => `${chain} ${currency} ${origin.address} ${origin.list}`}
      >
        {(exposure) => <ExposureLine exposure={exposure} />}
      </Part>
      <Part title={t("screening.freezes")} items={said.freezes} keyOf={({ token }) => token}>
        {({ symbol, issuer, chain, frozen }) => (
          <>
            <bdi>{t("screening.frozen", { symbol, issuer, chain })}</bdi> <Time at={frozen.time} />{" "}
            <StateMark state={frozen.state} />
          </>
        )}
      </Part>
      <Part title={t("screening.services")} items={said.services} keyOf={({ entry }) => entry}>
        {({ service, entity, list, version }) => (
          <>
            {t(`show.category.${service}`)} <bdi className={styles.breaks}>{entity}</bdi>{" "}
            <span className="muted">{t("screening.list", { list, version })}</span>
          </>
        )}
      </Part>
      <Part title={t("screening.deposits")} items={said.deposits} keyOf={({ chain, service }) => `${chain} ${service}`}>
        {({ entity, service, confidence, evidence }) => (
          <bdi>
            {t("screening.deposit.of", {
              entity: entity ?? service,
              confidence,
              share: formatNumber(evidence.sharePpm / PPM, PERCENT),
            })}
          </bdi>
        )}
      </Part>
      <Part title={t("screening.findings")} items={said.findings ?? []} keyOf={({ event }) => event}>
        {({ severity, heuristic, state, alert }) => (
          <>
            <SeverityMark severity={severity} /> <bdi>{heuristic}</bdi> <StateMark state={state} />{" "}
            <Hash hash={alert} />
          </>
        )}
      </Part>
      {said.matches.length === 0 && (
        <p className="muted">
          <Text id="screening.noMatch" values={{ at: <Time at={at} /> }} />
        </p>
      )}
    </div>
  );
}

interface PartProps<Item> {
  title: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
}

/** Nothing where there is nothing of it. */
function Part<Item>({ title, items, keyOf, children }: PartProps<Item>) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Money that came from a listed address: how much, how, and from whom. */
function ExposureLine({ exposure }: { exposure: HeldExposure }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { amount, currency, sharePpm, hops, since, asOfBlock, chain, origin } = exposure;
  return (
    <>
      <p>
        <Text
          id="screening.exposure"
          values={{
            amount: <Worth amount={amount} unit={currency} />,
            share: formatNumber(sharePpm / PPM, PERCENT),
            hops,
            since: <Time at={since} />,
            block: asOfBlock,
            chain: <bdi>{chainName(chain)}</bdi>,
          }}
        />{" "}
        <span className={`mono ltr ${styles.breaks}`}>{origin.address}</span>
      </p>
      {origin.listing === undefined ? (
        <p className="muted">{t("screening.exposure.delisted", { list: origin.list })}</p>
      ) : (
        <EntryLine entry={origin.listing} />
      )}
    </>
  );
}
