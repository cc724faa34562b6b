import type { ListEntry, SubjectChange } from "@redflag/contract/http/list-entry";
import type { ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ChangeTable } from "./change-table.tsx";
import { EffectView } from "./effect-view.tsx";
import styles from "./proposals.module.css";

/** What it would do now; once it took effect, what its version changed; else what it wanted. */
export function ProposalEffect({ proposal }: { proposal: ProposalDetail }) {
  const t = useText();
  const { effect, version, list, add = [] } = proposal;
  if (effect !== undefined) {
    return (
      <Panel title={t("list.proposal.effect.now")} flush>
        <EffectView effect={effect} />
      </Panel>
    );
  }
  if (version !== undefined) return <Made list={list} version={version} />;
  if (add.length === 0) return null;
  return (
    <Panel title={t("list.proposal.effect.wanted")} flush>
      <ChangeTable changes={add.map(wantedChange)} />
    </Panel>
  );
}

function wantedChange(entry: ListEntry): SubjectChange {
  const { address, family, venue, account } = entry;
  const subject = address === undefined ? { venue, account } : { address, family };
  return { ...subject, before: [], after: [entry] };
}

function Made({ list, version }: { list: string; version: number }) {
  const t = useText();
  const { items, pages } = usePages(["watchlists", list, "made", version], (page) =>
    api.diffList({ params: { id: list }, query: { ...page, from: version - 1, to: version } }),
  );
  return (
    <Panel title={t("list.proposal.effect.made", { version })} flush>
      {pages.error !== null && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {items === undefined && pages.error === null && <Loading />}
      {items?.length === 0 && <p className={`muted ${styles.pad}`}>{t("list.proposal.effect.none")}</p>}
      {items !== undefined && <ChangeTable changes={items} />}
      <More pages={pages} />
    </Panel>
  );
}
