import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { More } from "../show/more.tsx";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { KeyMark } from "./key-mark.tsx";
import styles from "./people.module.css";

/** What somebody made lives on without them: it is shown where they are. */
export function PersonKeys({ id }: { id: string }) {
  const t = useText();
  const createdBy = `user:${id}`;
  const { items, pages } = usePages(["keys", id], (page) => api.listKeys({ query: { ...page, createdBy } }));
  if (pages.error !== null) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (items === undefined) return <Loading rows={3} />;
  if (items.length === 0) return <EmptyPanel title={t("people.keysMade")}>{t("people.keysMade.none")}</EmptyPanel>;
  return (
    <Panel title={t("people.keysMade")} flush>
      <ul className={styles.rows}>
        {items.map((key) => (
          <li key={key.id}>
            <Link to="/keys" search={{ createdBy }}>
              <bdi>{key.name}</bdi>
            </Link>
            <span className="mono ltr muted">{key.prefix}…</span>
            <KeyMark apiKey={key} />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </Panel>
  );
}
