import { useState } from "react";
import { AddressLink } from "../show/address.tsx";
import { chainName } from "../show/chain-name.ts";
import { Hash } from "../show/hash.tsx";
import { More } from "../show/more.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./reports.module.css";
import type { Preflight } from "./use-reports.ts";

type Transaction = Preflight["transactions"][number];

const SHOWN_AT_ONCE = 100;

interface Props {
  transactions: readonly Transaction[];
  currency: string;
}

/** Each payment as it is named: the currency that is reported beside the token that was paid. */
export function ReportTransactions({ transactions, currency }: Props) {
  const t = useText();
  const [count, setCount] = useState(SHOWN_AT_ONCE);
  return (
    <>
      <div className="scroll">
        <table
          className={`data-table ${styles.transactions}`}
          aria-label={t("reports.transactions", { count: transactions.length })}
        >
          <thead>
            <tr>
              <th scope="col">{t("reports.at")}</th>
              <th scope="col" className="amount">
                {currency}
              </th>
              <th scope="col" className="amount">
                {t("reports.token")}
              </th>
              <th scope="col">{t("reports.from")}</th>
              <th scope="col">{t("reports.to")}</th>
              <th scope="col">{t("reports.transaction")}</th>
            </tr>
          </thead>
          <tbody>
            {transactions.slice(0, count).map((one) => (
              <tr key={`${one.chain} ${one.transaction} ${one.logIndex}`}>
                <td>
                  <Time at={one.at} />
                </td>
                <td className="amount">
                  {one.worth === undefined ? (
                    <span className="muted">{t("reports.noRate")}</span>
                  ) : (
                    <span className="number ltr">{one.worth}</span>
                  )}
                </td>
                <td className="amount">
                  <bdi className="number">{one.amount}</bdi>
                </td>
                <td>
                  <Side party={one.sender} />
                </td>
                <td>
                  <Side party={one.recipient} />
                </td>
                <td>
                  <Hash hash={one.transaction} /> <span className="muted">{chainName(one.chain)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More
        pages={{
          hasNextPage: count < transactions.length,
          isFetchingNextPage: false,
          fetchNextPage: () => setCount(count + SHOWN_AT_ONCE),
        }}
      />
    </>
  );
}

function Side({ party: { account, service, client } }: { party: Transaction["sender"] }) {
  const t = useText();
  return (
    <>
      <AddressLink caip10={account} /> {client && <span className="pill">{t("reports.client")}</span>}
      {service !== undefined && (
        <p className="muted">
          <bdi>{[service.name, ...service.jurisdictions].join(", ")}</bdi> {t(`reports.service.${service.basis}`)}
        </p>
      )}
    </>
  );
}
