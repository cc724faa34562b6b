import { type ReactNode, useRef, useState } from "react";
import { Empty } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import { ChoiceCard } from "./choice-card.tsx";
import type { Drawing } from "./drawing.ts";
import styles from "./flow-body.module.css";
import { FlowCanvas } from "./flow-canvas.tsx";
import { FlowTables, UnseenFlows } from "./flow-tables.tsx";
import { useFlowView } from "./flow-view.ts";
import { Gaps } from "./gaps.tsx";
import { Legend } from "./legend.tsx";
import { NodeList } from "./node-list.tsx";
import { TimeRangeSlider } from "./time-range.tsx";
import { FlowToolbar } from "./toolbar.tsx";

interface FlowBodyProps {
  isWhole: boolean;
  /** It was on the whole screen before. */
  isBack: boolean;
  onWhole: (isWhole: boolean) => void;
  faults: ReactNode;
}

export function FlowBody({ isWhole, isBack, onWhole, faults }: FlowBodyProps) {
  const t = useText();
  const { graph, path, placesRef, choose } = useFlowView();
  const [isTable, setTable] = useState(false);
  const [layout, setLayout] = useState(0);
  const drawingRef = useRef<Drawing>(undefined);
  const sideRef = useRef<HTMLDivElement>(null);
  const closeCard = () => {
    choose(undefined);
    // The button that was pressed is gone: the list below it takes its place.
    sideRef.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
  };
  const tidy = () => {
    placesRef.current = new Map();
    setLayout(layout + 1);
  };
  return (
    <div className={styles.flow}>
      <header className={styles.head}>
        <h2>
          <Text id="flow.title" />
        </h2>
        <span className="muted" role="status">
          {t("flow.counts", { nodes: graph.nodes.length, flows: graph.edges.length })}
        </span>
        <FlowToolbar
          drawingRef={drawingRef}
          isTable={isTable}
          onTable={setTable}
          isWhole={isWhole}
          isBack={isBack}
          onWhole={onWhole}
          onTidy={tidy}
        />
      </header>
      {faults}
      {graph.edges.length === 0 ? (
        <Nothing />
      ) : (
        <div className={`${styles.main} ${isWhole ? styles.whole : ""}`}>
          <div className={styles.drawing}>
            {isTable ? (
              <FlowTables />
            ) : (
              <>
                <FlowCanvas key={layout} drawingRef={drawingRef} />
                <UnseenFlows />
              </>
            )}
          </div>
          <div className={styles.side} ref={sideRef}>
            <ChoiceCard drawingRef={drawingRef} onClose={closeCard} />
            <NodeList />
          </div>
        </div>
      )}
      <TimeRangeSlider />
      <Gaps />
      <Legend hasPath={path.length > 0} />
    </div>
  );
}

function Nothing() {
  const t = useText();
  const { graph } = useFlowView();
  if (!graph.watched) return <Empty title={t("flow.notWatched")}>{t("flow.notWatched.hint")}</Empty>;
  if (graph.window === undefined) return <Empty title={t("flow.noLedger")}>{t("flow.noLedger.hint")}</Empty>;
  return <Empty title={t("flow.empty")}>{t("flow.empty.hint")}</Empty>;
}
