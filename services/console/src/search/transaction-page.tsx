import type { WhyAbsentLine } from "@redflag/contract/why-line";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { useChain } from "../api/use-chains.ts";
import { CopyButton } from "../show/copy-button.tsx";
import { Empty, Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { Payment } from "./payment.tsx";
import styles from "./transaction.module.css";

const route = getRouteApi("/transactions/$chain/$hash");

/** The payments of one transaction, and what every rule says of each. */
export function TransactionPage() {
  const mayRead = useMay("alerts:read");
  return mayRead ? <Asked /> : <NotPermitted />;
}

function Asked() {
  const { chain, hash } = route.useParams();
  const known = useChain(chain);
  const { data, error, refetch } = useQuery({
    queryKey: ["transaction", chain, hash],
    queryFn: async () => (await api.whyTransaction({ params: { chain, hash: hash as `0x${string}` } })).body,
  });
  return (
    <article className={styles.page}>
      <Head chain={chain} hash={hash} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={12} />}
      {data?.notInLedger !== undefined && <Absent absent={data.notInLedger} />}
      {data?.transfers.map((transfer, i) => (
        <Payment
          key={transfer.logIndex}
          transfer={transfer}
          place={i + 1}
          of={data.transfers.length + data.moreTransfers}
          chain={known?.id ?? chain}
        />
      ))}
      <More count={data?.moreTransfers ?? 0} />
    </article>
  );
}

function Head({ chain, hash }: { chain: string; hash: string }) {
  const t = useText();
  const known = useChain(chain);
  const explorer = known?.explorer;
  const href = explorer?.transaction.replace("{}", explorer.bareHash ? hash.slice(2) : hash);
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <span className="muted">{t("search.transaction.on", { chain: known?.title ?? chain })}</span>
        {href !== undefined && (
          <a className="button" href={href} target="_blank" rel="noopener noreferrer">
            <ExternalLink size={14} aria-hidden />
            {t("address.explorer")}
            <span className="unseen">{t("show.opensExplorer")}</span>
          </a>
        )}
      </div>
      <div className={styles.title}>
        <h1 className={`mono ltr ${styles.hash}`}>{hash}</h1>
        <CopyButton text={hash} what={t("show.what.hash")} />
      </div>
    </header>
  );
}

/** Where the ledger holds no payment of it: how far it reaches, for that is all that can be said. */
function Absent({ absent }: { absent: WhyAbsentLine }) {
  const t = useText();
  const covered = absent.covered.map(({ from, to }) => `${from}–${to}`).join(", ");
  return (
    <Empty title={t("search.transaction.absent")}>
      <p>{covered === "" ? t("search.transaction.nothing") : t("search.transaction.covered", { covered })}</p>
      {absent.cut !== undefined && <p>{t("search.transaction.cut")}</p>}
    </Empty>
  );
}

function More({ count }: { count: number }) {
  const t = useText();
  return count === 0 ? null : <p className="muted">{t("search.transaction.more", { count })}</p>;
}
