import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Group, Input, Label, NumberField, Button as Step } from "react-aria-components";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Empty, Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { CapacityChart } from "./capacity-chart.tsx";
import { CapacityRules } from "./capacity-rules.tsx";
import { CapacityWords } from "./capacity-words.tsx";
import styles from "./heuristics.module.css";
import { CAPACITY_MAX, CAPACITY_UNSAID } from "./heuristics-search.ts";

const route = getRouteApi("/capacity");

/** Where the line falls in the ranking between what people have time for and the rest. */
export function CapacityPage() {
  const t = useText();
  const navigate = useNavigate();
  const { perDay = CAPACITY_UNSAID } = route.useSearch();
  const mayRead = useMay("heuristics:read");
  const { data, error, refetch } = useQuery({
    queryKey: ["capacity", perDay],
    queryFn: async () => (await api.getCapacity({ query: { perDay } })).body,
    enabled: mayRead,
    // The chart stays while the line moves.
    placeholderData: (before) => before,
  });
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("heuristic.capacity.title")}
      lead={t("heuristic.capacity.lead")}
      beside={
        <Link to="/heuristics" className="button">
          {t("heuristic.title")}
        </Link>
      }
    >
      <NumberField
        className={styles.capacity ?? ""}
        value={perDay}
        minValue={1}
        maxValue={CAPACITY_MAX}
        onChange={(value) => {
          if (Number.isFinite(value)) void navigate({ to: "/capacity", search: { perDay: value }, replace: true });
        }}
      >
        <Label>{t("heuristic.capacity.perDay")}</Label>
        <Group className={styles.steps ?? ""}>
          <Step slot="decrement" className="button">
            −
          </Step>
          <Input className="input number" />
          <Step slot="increment" className="button">
            +
          </Step>
        </Group>
      </NumberField>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && data.places === 0 && (
        <Empty title={t("heuristic.capacity.none")}>{t("heuristic.capacity.none.hint")}</Empty>
      )}
      {data !== undefined && data.places > 0 && (
        <>
          <CapacityWords capacity={data} />
          <Panel title={t("heuristic.capacity.chart")}>
            <CapacityChart capacity={data} />
          </Panel>
          <CapacityRules capacity={data} />
        </>
      )}
    </Page>
  );
}
