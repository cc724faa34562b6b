import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { DiffTable } from "./diff-table.tsx";
import { HeldFigures } from "./held-figures.tsx";
import styles from "./watchlists.module.css";

type Held = NonNullable<Watchlist["held"]>;

/** A version that gates hold back: which, why, what it would change, and how to let it in. */
export function HeldVersion({ list, held }: { list: string; held: Held }) {
  const t = useText();
  const mayPropose = useMay("lists:propose");
  const [isShown, setShown] = useState(false);
  const { baseVersion } = held;
  return (
    <Panel title={t("list.one.held")} className={styles.held} flush>
      <div className={styles.pad}>
        <p>{baseVersion === 0 ? t("list.one.held.noBase") : t("list.one.held.base", { version: baseVersion })}</p>
      </div>
      <HeldFigures held={held} />
      {mayPropose && (
        <div className={`${styles.pad} ${styles.acts}`}>
          <Link
            to="/watchlists/$id/propose"
            params={{ id: list }}
            search={{ accept: held.id }}
            className="button primary"
          >
            {t("list.one.held.accept")}
          </Link>
          <Button onPress={() => setShown(!isShown)} aria-expanded={isShown}>
            {t(isShown ? "list.one.held.hide" : "list.one.held.show")}
          </Button>
        </div>
      )}
      {isShown && <Preview list={list} held={held.id} />}
    </Panel>
  );
}

const THERE = { error: null, refetch: () => undefined };

/** As far as the API shows it: the first of them, the counts are above. */
function Preview({ list, held }: { list: string; held: string }) {
  const t = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ["watchlists", list, "held", held],
    queryFn: async () => (await api.previewProposal({ params: { id: list }, body: { accept: held } })).body,
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={3} />;
  return (
    <div className={styles.preview}>
      <DiffTable label={t("list.propose.effect")} changes={data.changes} pages={THERE} empty={null} />
      {data.changes.length < data.added + data.removed && (
        <p className={`muted ${styles.pad}`}>{t("list.one.held.first", { count: data.changes.length })}</p>
      )}
    </div>
  );
}
