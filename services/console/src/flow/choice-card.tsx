import { X } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "../show/button.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./choice-card.module.css";
import type { Drawing } from "./drawing.ts";
import { linksOf } from "./flow-links.ts";
import { useFlowView } from "./flow-view.ts";
import { LinkFacts } from "./link-facts.tsx";
import { NodeFacts } from "./node-facts.tsx";

interface ChoiceCardProps {
  drawingRef: RefObject<Drawing | undefined>;
  onClose: () => void;
}

/** More about the node or the arrow that was chosen. */
export function ChoiceCard({ drawingRef, onClose }: ChoiceCardProps) {
  const t = useText();
  const { graph, choice } = useFlowView();
  const node = choice?.kind === "node" ? graph.nodes.find(({ id }) => id === choice.id) : undefined;
  const link = choice?.kind === "link" ? linksOf(graph.edges).find(({ id }) => id === choice.id) : undefined;
  if (node === undefined && link === undefined) {
    return (
      <p className={`muted ${styles.hint}`}>
        <Text id="flow.choose" />
      </p>
    );
  }
  return (
    <section className={styles.card} aria-label={t("flow.chosen")}>
      <span className={styles.close}>
        <Button kind="quiet" aria-label={t("flow.close")} onPress={onClose}>
          <X size={14} aria-hidden />
        </Button>
      </span>
      {node !== undefined && <NodeFacts node={node} onCentre={() => drawingRef.current?.centre(node.id)} />}
      {link !== undefined && <LinkFacts link={link} />}
    </section>
  );
}
