import type { Screening } from "@redflag/contract/http/routes/screening";
import { useIntl } from "react-intl";
import { chainName } from "../show/chain-name.ts";
import { Panel } from "../show/panel.tsx";
import { Scroll } from "../show/scroll.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./screening.module.css";

type NoMatchAsOf = NonNullable<Screening["noMatchAsOf"]>;

/** What was looked at, and how far: without it "no match" says nothing. */
export function LookedAt({ noMatchAsOf: { at, lists, chains } }: { noMatchAsOf: NoMatchAsOf }) {
  const t = useText();
  const { formatNumber } = useIntl();
  return (
    <Panel title={t("screening.lookedAt")}>
      <div className={styles.stack}>
        <p>
          <Text id="screening.lookedAt.words" values={{ at: <Time at={at} seconds /> }} />
        </p>
        {lists.length === 0 && <p>{t("screening.lists.none")}</p>}
        {lists.length > 0 && (
          <Scroll name={t("screening.lists")}>
            <table className="data-table" aria-label={t("screening.lists")}>
              <thead>
                <tr>
                  <th scope="col">{t("screening.lists.list")}</th>
                  <th scope="col" className="amount">
                    {t("screening.lists.version")}
                  </th>
                  <th scope="col" className="amount">
                    {t("screening.lists.entries")}
                  </th>
                  <th scope="col">{t("screening.lists.changed")}</th>
                </tr>
              </thead>
              <tbody>
                {lists.map(({ list, version, entries, changedAt }) => (
                  <tr key={list}>
                    <td>
                      <bdi>{list}</bdi>
                    </td>
                    <td className="amount number">{formatNumber(version)}</td>
                    <td className="amount number">{formatNumber(entries)}</td>
                    <td>
                      <Time at={changedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
        <h3>{t("screening.chains")}</h3>
        {chains.length === 0 && <p>{t("screening.chains.none")}</p>}
        <ul className={styles.list}>
          {chains.map((chain) => (
            <li key={chain.chain}>
              <Position chain={chain} />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Position({
  chain: { chain, watched, from, to, time, head, followedTo, gaps },
}: {
  chain: NoMatchAsOf["chains"][number];
}) {
  const t = useText();
  const { formatNumber } = useIntl();
  const name = <bdi>{chainName(chain)}</bdi>;
  if (!watched) return <Text id="screening.chain.unwatched" values={{ chain: name }} />;
  if (from === undefined || to === undefined) return <Text id="screening.chain.nothing" values={{ chain: name }} />;
  const gapText = gaps.map((gap) => `${formatNumber(gap.from)}–${formatNumber(gap.to)}`).join(", ");
  return (
    <>
      <Text
        id="screening.chain.position"
        values={{ chain: name, from, to, time: time === undefined ? "" : <Time at={time} /> }}
      />{" "}
      {followedTo !== undefined && t("screening.chain.followed", { block: followedTo })}{" "}
      {head !== undefined && t("screening.chain.head", { block: head })}{" "}
      {gaps.length > 0 && <strong>{t("screening.chain.gaps", { count: gaps.length, gaps: gapText })}</strong>}
    </>
  );
}
