import { type RefObject, useEffect, useRef, useState } from "react";
import { useTokens } from "../show/use-tokens.ts";
import { useText } from "../words/words.tsx";
import type { Drawing } from "./drawing.ts";
import styles from "./flow-canvas.module.css";
import { useFlowView } from "./flow-view.ts";
import { elementsOf } from "./graph-elements.ts";
import { placeAdded } from "./layout.ts";
import { isExpandable } from "./node-kind.ts";
import { useDrawingModule } from "./use-drawing-module.ts";
import { useGraphWords } from "./use-graph-words.ts";

/** The drawing. Whoever does not see it has the same in the lists beside it. */
export function FlowCanvas({ drawingRef }: { drawingRef: RefObject<Drawing | undefined> }) {
  const t = useText();
  const view = useFlowView();
  const { graph, path, choice, placesRef } = view;
  const words = useGraphWords();
  const tokens = useTokens();
  const container = useRef<HTMLDivElement>(null);
  const module = useDrawingModule();
  const [drawing, setDrawing] = useState<Drawing>();
  const heard = useRef(view);
  heard.current = view;

  useEffect(() => {
    const element = container.current;
    if (module === undefined || element === null) return undefined;
    const opened = new module.Drawing(element, {
      onChoose: (chosen) => heard.current.choose(chosen),
      onExpand: (id) => {
        const node = heard.current.graph.nodes.find((one) => one.id === id);
        if (node !== undefined && isExpandable(node)) heard.current.expand(id);
      },
    });
    drawingRef.current = opened;
    setDrawing(opened);
    return () => {
      drawingRef.current = undefined;
      setDrawing(undefined);
      opened.close();
    };
  }, [module, drawingRef]);

  useEffect(() => drawing?.paint(tokens), [drawing, tokens]);

  const fitted = useRef<Drawing>(undefined);
  useEffect(() => {
    if (drawing === undefined || module === undefined) return;
    const isFirst = placesRef.current.size === 0;
    placesRef.current = isFirst ? drawing.layOut(graph, path) : placeAdded(graph, placesRef.current);
    drawing.show(elementsOf(graph, { places: placesRef.current, path, words }));
    if (isFirst || fitted.current !== drawing) drawing.fit();
    fitted.current = drawing;
  }, [drawing, module, graph, path, words, placesRef]);

  useEffect(() => {
    drawing?.choose(choice?.id);
    if (choice !== undefined) drawing?.reveal(choice.id);
  }, [drawing, choice]);

  useWheelWithControl(container);
  return (
    <div className={styles.frame}>
      {/* Money runs from the left to the right in every language, as in the accounts that it is compared with. */}
      <div
        ref={container}
        dir="ltr"
        role="img"
        className={styles.canvas}
        aria-label={t("flow.drawing", { nodes: graph.nodes.length, flows: graph.edges.length })}
        data-drawn={drawing === undefined ? undefined : graph.nodes.length}
      />
    </div>
  );
}

/** A wheel turns the page; with Ctrl, as everywhere, it zooms. */
function useWheelWithControl(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = container.current?.parentElement;
    const keep = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    };
    frame?.addEventListener("wheel", keep, { capture: true });
    return () => frame?.removeEventListener("wheel", keep, { capture: true });
  }, [container]);
}
