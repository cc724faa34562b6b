import { useMemo, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { Failure, FailureLine, Loading } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import type { Choice } from "./drawing.ts";
import { FlowBody } from "./flow-body.tsx";
import styles from "./flow-panel.module.css";
import { type FlowView, FlowViewContext, type TimeRange } from "./flow-view.ts";
import { pathIn } from "./graph-elements.ts";
import { DEFAULT_FILTERS, type GraphFilters } from "./graph-filters.ts";
import type { Places } from "./layout.ts";
import { useDrawingModule } from "./use-drawing-module.ts";
import { type FlowGraphState, useFlowGraph } from "./use-flow-graph.ts";

interface FlowPanelProps {
  /** CAIP-10. */
  address: string;
  /** ISO 8601; absent: as far as the API looks back by itself. */
  from?: string | undefined;
  to?: string | undefined;
  /** Accounts or CAIP-10 ids as the money ran, to be highlighted. */
  path?: readonly string[] | undefined;
}

const NO_PATH: readonly string[] = [];

/** The money around an address, drawn from the left to the right. Of another address it begins anew. */
export function FlowPanel(props: FlowPanelProps) {
  return <AddressFlow key={`${props.address} ${props.from} ${props.to}`} {...props} />;
}

function AddressFlow({ address, from, to, path = NO_PATH }: FlowPanelProps) {
  const t = useText();
  const [filters, changeFilters] = useState<GraphFilters>(DEFAULT_FILTERS);
  const [range, setRange] = useState<TimeRange>();
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  const [choice, choose] = useState<Choice>();
  const [screen, setScreen] = useState<"panel" | "whole" | "back">("panel");
  const isWhole = screen === "whole";
  const setWhole = (whole: boolean) => setScreen(whole ? "whole" : "back");
  const placesRef = useRef<Places>(new Map());
  useDrawingModule();
  const answer = useFlowGraph({ address, from, to, ...range, ...filters }, expanded);
  const { graph } = answer;
  const reach = useReach(answer, range, filters);
  const shownPath = useMemo(() => (graph === undefined ? NO_PATH : pathIn(graph, path)), [graph, path]);

  if (graph === undefined) {
    return (
      <section className="panel" aria-label={t("flow.title")}>
        {answer.error === null ? <Loading rows={8} /> : <Failure error={answer.error} onRetry={answer.retry} />}
      </section>
    );
  }
  const view: FlowView = {
    graph,
    path: shownPath,
    choice,
    choose,
    expanded,
    expanding: answer.expanding,
    expand: (node) => setExpanded((before) => (before.includes(node) ? before : [...before, node])),
    takeBack: (node) => setExpanded((before) => before.filter((one) => one !== (node ?? before.at(-1)))),
    filters,
    setFilters: (changed) => {
      // Other money is another drawing: it is laid out anew.
      placesRef.current = new Map();
      changeFilters(changed);
    },
    ...reach,
    range,
    setRange,
    placesRef,
  };
  const body = (
    <FlowBody isWhole={isWhole} isBack={screen === "back"} onWhole={setWhole} faults={<Faults answer={answer} />} />
  );
  return (
    <FlowViewContext value={view}>
      <section className={`panel ${styles.panel}`} aria-label={t("flow.title")} aria-busy={!answer.isCurrent}>
        {isWhole ? (
          <p className={styles.elsewhere}>
            <Text id="flow.onWholeScreen" />
          </p>
        ) : (
          body
        )}
      </section>
      <ModalOverlay className={styles.backdrop} isOpen={isWhole} onOpenChange={setWhole}>
        <Modal className={`panel ${styles.whole}`}>
          <Dialog aria-label={t("flow.title")} className={styles.wholeBody}>
            {body}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </FlowViewContext>
  );
}

/** The widest stretch and all the tokens that were met: what is chosen narrows the answers, and must not narrow the choice. */
function useReach({ graph, isCurrent }: FlowGraphState, range: TimeRange | undefined, filters: GraphFilters) {
  const [window, setWindow] = useState<TimeRange>();
  const [tokens, setTokens] = useState<readonly string[]>([]);
  if (graph !== undefined && isCurrent) {
    const { from, to } = graph.window ?? {};
    if (range === undefined && from !== undefined && to !== undefined && window?.to !== to.time) {
      setWindow({ from: from.time, to: to.time });
    }
    const met = [...new Set([...tokens, ...graph.edges.map(({ symbol }) => symbol)])].sort();
    if (filters.token === undefined && met.length > tokens.length) setTokens(met);
  }
  return { window, tokens };
}

function Faults({ answer: { error, failed } }: { answer: FlowGraphState }) {
  const [failure] = failed;
  const fault = error ?? failure?.error;
  return fault === undefined ? null : <FailureLine error={fault} />;
}
