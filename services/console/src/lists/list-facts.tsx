import type { WatchlistDetail } from "@redflag/contract/http/routes/watchlists";
import { LIST_GATES } from "@redflag/domain/list-gate";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../api/session.ts";
import { FailureLine } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { SecureLink } from "./secure-link.tsx";
import { SourceHealth } from "./source-health.tsx";
import { useListSources } from "./use-lists.ts";
import styles from "./watchlists.module.css";

/** Who publishes it, how old it is, what an import has to keep to, and who may know of it. */
export function ListFacts({ list }: { list: WatchlistDetail }) {
  const t = useText();
  const sources = useListSources();
  const { id, authority, url, version, entries = 0, source, at, gates } = list;
  const fetched = sources.data?.get(id);
  return (
    <section className="panel" aria-label={t("list.one.facts")}>
      <dl className={styles.facts}>
        <Fact name={t("list.field.authority")}>
          <bdi>{authority}</bdi>
          {url !== undefined && (
            <p>
              <SecureLink href={url}>{t("list.one.website")}</SecureLink>
            </p>
          )}
          <p className="muted">
            <span className="mono ltr">{id}</span>
          </p>
        </Fact>
        <Fact name={t("list.one.current")}>
          {version === undefined || at === undefined ? (
            t("list.lists.noVersion")
          ) : (
            <>
              {t("list.one.currentIs", { version, entries })}
              <p className="muted">
                <Text id="list.one.since" values={{ time: <Time at={at} />, source: <bdi>{source}</bdi> }} />
              </p>
            </>
          )}
        </Fact>
        <Fact name={t("list.lists.publisher")}>
          {sources.error !== null && <FailureLine error={sources.error} />}
          {sources.data !== undefined && <SourceHealth source={fetched} />}
          {fetched !== undefined && (
            <p className="muted">
              <span className="mono ltr">{[fetched.format, ...fetched.hosts].join(" · ")}</span>
            </p>
          )}
        </Fact>
        <Fact name={t("list.one.gates")}>
          {LIST_GATES.every((gate) => gates[gate] === undefined) && (
            <span className="muted">{t("list.one.gates.none")}</span>
          )}
          <ul>
            {LIST_GATES.map((gate) => {
              const bound = gates[gate];
              return bound === undefined ? null : <li key={gate}>{t(`list.one.gate.${gate}`, { bound })}</li>;
            })}
          </ul>
        </Fact>
        <Fact name={t("list.one.sharing")}>
          <Reach list={list} />
        </Fact>
      </dl>
    </section>
  );
}

/** What exchanges know of it, whether people decided so, and where that is changed. */
function Reach({ list: { id, shared, sharing, entries = 0 } }: { list: WatchlistDetail }) {
  const t = useText();
  const mayPropose = useMay("lists:propose");
  const known = shared?.entries ?? 0;
  return (
    <>
      {t("list.one.shared", { known, entries })}
      {sharing !== undefined && (
        <p className="muted">
          <Text
            id="list.one.sharing.decided"
            values={{
              sharing: <span className="ltr">{sharing.sharing}</span>,
              link: (parts) => (
                <Link to="/proposals/$id" params={{ id: sharing.proposal }}>
                  {parts}
                </Link>
              ),
            }}
          />
        </p>
      )}
      {mayPropose && (
        <p>
          <Link to="/watchlists/$id/propose" params={{ id }} search={{ way: "sharing" }}>
            {t("list.one.sharing.change")}
          </Link>
        </p>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
