import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Failure, Loading } from "../show/states.tsx";
import { Text } from "../words/words.tsx";
import styles from "./address.module.css";
import { Freezes } from "./freezes.tsx";
import { ListHistory } from "./list-history.tsx";
import { useAsked } from "./use-address.ts";

/** For whoever may read lists and no payments: what lists say, and that the rest is not shown. */
export function ListingsAlone() {
  const { address } = useAsked();
  const account = address.slice(address.lastIndexOf(":") + 1);
  const { data, error, refetch } = useQuery({
    queryKey: ["address", account, "listings"],
    queryFn: async () => (await api.listListings({ params: { address: account } })).body,
  });
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <h1 className={`mono ltr ${styles.account}`}>{account}</h1>
        <p className="muted">
          <Text id="address.listsAlone" />
        </p>
      </header>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          <ListHistory listings={data.items} />
          <Freezes freezes={data.freezes} />
        </>
      )}
    </article>
  );
}
