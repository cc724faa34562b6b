import { permissionsOf } from "@redflag/domain/role";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { hasScreened } from "../app/has-screened.ts";
import { LagFigure } from "../operations/chain-rows.tsx";
import { useLive } from "../operations/use-live.ts";
import { Page } from "../show/page.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import { EndpointStep } from "./endpoint-step.tsx";
import styles from "./setup.module.css";
import { APPROVERS_MIN, doneSteps } from "./setup-steps.ts";
import { StepRow } from "./step-row.tsx";

/** From an empty installation to the first block that is screened; each step is ticked when it is done. */
export function SetupPage() {
  return useMay("operations:read") ? <Setup /> : <NotPermitted />;
}

function Setup() {
  const t = useText();
  const installation = useLive(["installation"], () => api.getInstallation());
  const coverage = useLive(["coverage"], () => api.listCoverage());
  const approvers = useApprovers();
  const maySeePeople = useMay("users:read");
  if (installation.data === undefined) {
    if (installation.error === null) return <Loading />;
    return <Failure error={installation.error} onRetry={() => void installation.refetch()} />;
  }
  const { data } = installation;
  const done = doneSteps(data, approvers);
  const chains = coverage.data?.items ?? [];
  return (
    <Page title={t("setup.title")} lead={t(hasScreened(data) ? "setup.lead.works" : "setup.lead")}>
      <ol className={styles.steps}>
        <EndpointStep installation={data} coverage={chains} isDone={done.has("endpoint")} />
        <StepRow number={2} title={t("setup.list")} isDone={done.has("list")}>
          <p>{t("setup.list.why")}</p>
          <p role="status" className={styles.now}>
            {t("setup.list.now", { lists: data.lists.withEntries, entries: data.lists.entries })}
          </p>
          <p>
            <Link to="/watchlists">{t("setup.list.open")}</Link>
          </p>
        </StepRow>
        <StepRow number={3} title={t("setup.block")} isDone={done.has("block")}>
          <p>{t("setup.block.why")}</p>
          <Blocks chains={chains} />
          {done.has("block") && (
            <p>
              <Link to="/operations">{t("setup.block.open")}</Link>
            </p>
          )}
        </StepRow>
        <StepRow number={4} title={t("setup.people")} isDone={done.has("people")}>
          <p>{t("setup.people.why")}</p>
          {approvers !== undefined && (
            <p role="status" className={styles.now}>
              {t("setup.people.now", { approvers, needed: APPROVERS_MIN })}
            </p>
          )}
          {maySeePeople && (
            <p>
              <Link to="/people">{t("setup.people.open")}</Link>
            </p>
          )}
        </StepRow>
        <StepRow number={5} title={t("setup.alerts")}>
          <p>{t("setup.alerts.where")}</p>
        </StepRow>
      </ol>
      <p className="muted">
        {t("setup.installation", {
          version: data.version,
          database: t(data.database.embedded ? "setup.database.embedded" : "setup.database.own", {
            version: data.database.version,
          }),
        })}
      </p>
    </Page>
  );
}

/** Head, how far screening is behind it, and what was screened, of each chain that is followed. */
function Blocks({ chains }: { chains: Awaited<ReturnType<typeof api.listCoverage>>["body"]["items"] }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const begun = chains.filter(({ firstBlock, head }) => firstBlock !== undefined && head !== undefined);
  if (begun.length === 0) return <p className={styles.now}>{t("setup.block.waiting")}</p>;
  return (
    <ul className={styles.now}>
      {begun.map(({ chain, title, firstBlock = 0, head, laneLag }) => (
        <li key={chain}>
          <Text
            id="setup.block.now"
            values={{
              chain: <bdi>{title}</bdi>,
              first: formatNumber(firstBlock),
              head: formatNumber(head?.block ?? firstBlock),
            }}
          />{" "}
          <LagFigure lag={laneLag} />
        </li>
      ))}
    </ul>
  );
}

/** How many may approve what another has proposed; undefined where the reader may not see people. */
function useApprovers(): number | undefined {
  const { data } = useQuery({
    queryKey: ["approvers"],
    queryFn: async () => (await api.listUsers({ query: { limit: 100 } })).body.items,
    enabled: useMay("users:read"),
  });
  return data?.filter(({ roles, disabledAt }) => disabledAt === undefined && permissionsOf(roles).has("lists:approve"))
    .length;
}
