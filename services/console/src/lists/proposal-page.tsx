import type { ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { useNow } from "../app/now.ts";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Age, Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { DecidePanel } from "./decide-panel.tsx";
import { ProposalBasis } from "./proposal-basis.tsx";
import { ProposalEffect } from "./proposal-effect.tsx";
import { ProposalLookbacks } from "./proposal-lookbacks.tsx";
import { ProposalState } from "./proposal-marks.tsx";
import { whatOf } from "./proposal-what.ts";
import styles from "./proposals.module.css";

const route = getRouteApi("/proposals/$id");

/** One proposal: what it wants and why, what it would do now, and what somebody else decides. */
export function ProposalPage() {
  const { id } = route.useParams();
  const mayRead = useMay("lists:read");
  const { data, error, refetch } = useQuery({
    queryKey: ["proposals", "one", id],
    queryFn: async () => (await api.getProposal({ params: { id } })).body,
    enabled: mayRead,
  });
  if (!mayRead) return <NotPermitted />;
  // What is there stays while it is read again: a reason that is typed is kept.
  if (data === undefined) {
    return error === null ? <Loading rows={10} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  return <Known proposal={data} />;
}

function Known({ proposal }: { proposal: ProposalDetail }) {
  const t = useText();
  return (
    <Page title={whatOf(proposal, t)} beside={<Link to="/proposals">{t("list.proposal.title")}</Link>}>
      <p>
        <ProposalState proposal={proposal} />
      </p>
      <Facts proposal={proposal} />
      {proposal.stale !== undefined && (
        <div className={styles.warning}>
          <p>{t("list.proposal.stale")}</p>
          <p className={styles.told}>
            <bdi lang="en">{proposal.stale}</bdi>
          </p>
        </div>
      )}
      <DecidePanel proposal={proposal} />
      <ProposalBasis proposal={proposal} />
      <ProposalEffect proposal={proposal} />
      {proposal.version !== undefined && mayBringNews(proposal) && (
        <ProposalLookbacks list={proposal.list} version={proposal.version} />
      )}
    </Page>
  );
}

/** Whether the past has to be looked at: what leaves, or is only known to others, is not new. */
function mayBringNews({ kind, state, file }: ProposalDetail): boolean {
  if (kind === "remove" || kind === "sharing" || state === "undone") return false;
  return file === undefined || file.added > 0;
}

function Facts({ proposal }: { proposal: ProposalDetail }) {
  const t = useText();
  const now = useNow();
  const { list, author, at, reason, decision, version, begins } = proposal;
  return (
    <Panel title={t("list.proposal.facts")}>
      <dl className={styles.pairs}>
        <dt>{t("list.list")}</dt>
        <dd>
          <Link to="/watchlists/$id" params={{ id: list }} className="mono ltr">
            {list}
          </Link>{" "}
          {begins !== undefined && (
            <Text
              id="list.proposal.begins"
              values={{ title: <bdi>{begins.title}</bdi>, authority: <bdi>{begins.authority}</bdi> }}
            />
          )}
        </dd>
        <dt>{t("list.proposal.author")}</dt>
        <dd>
          <bdi>{author.name}</bdi>, <Time at={at} />{" "}
          <span className="muted">
            (<Age at={at} now={now} />)
          </span>
        </dd>
        <dt>{t("list.proposal.reason")}</dt>
        <dd>
          <bdi>{reason}</bdi>
        </dd>
        {decision !== undefined && (
          <>
            <dt>{t(`list.proposal.verdict.${decision.verdict}`)}</dt>
            <dd>
              <bdi>{decision.by.name}</bdi>, <Time at={decision.at} />: <bdi>{decision.reason}</bdi>
            </dd>
          </>
        )}
        {version !== undefined && (
          <>
            <dt>{t("list.proposal.version")}</dt>
            <dd className="number">{version}</dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
