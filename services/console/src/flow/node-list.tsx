import type { GraphNode } from "@redflag/contract/http/routes/flows";
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";
import { useText } from "../words/words.tsx";
import { useFlowView } from "./flow-view.ts";
import { businessOf, nameOf } from "./graph-elements.ts";
import { isExpandable, kindOf } from "./node-kind.ts";
import styles from "./node-list.module.css";
import { NodeShape } from "./node-shape.tsx";
import { useGraphWords } from "./use-graph-words.ts";

const ROW_HEIGHT = 28;

/** Everybody who is drawn, by keys: arrows choose, Enter asks for more. */
export function NodeList() {
  const t = useText();
  const words = useGraphWords();
  const { graph, choice, choose, expand } = useFlowView();
  const chosen = choice?.kind === "node" ? [choice.id] : [];
  // Of most nothing is known: saying so in every row would hide the others.
  const notesOf = (node: GraphNode) =>
    [
      ...(kindOf(node) === "unknown" && !node.frozen ? [] : [words.kind(node)]),
      ...(node.alerts > 0 ? [t("flow.alerts", { count: node.alerts })] : []),
    ].join(" · ");
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
      <ListBox
        className={styles.list}
        aria-label={t("flow.nodes")}
        items={graph.nodes}
        dependencies={[words]}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={chosen}
        onSelectionChange={(keys) => {
          const [id] = keys === "all" ? [] : [...keys];
          choose(id === undefined ? undefined : { kind: "node", id: String(id) });
        }}
        onAction={(id) => {
          const node = graph.nodes.find((one) => one.id === id);
          if (node !== undefined && isExpandable(node)) expand(node.id);
        }}
      >
        {(node) => (
          <ListBoxItem id={node.id} textValue={textOf(node)} className={styles.row}>
            <NodeShape kind={kindOf(node)} isSubject={node.id === graph.address} />
            <span className={businessOf(node) !== undefined ? styles.name : `mono ltr ${styles.name}`}>
              {nameOf(node)}
            </span>
            <span className="muted">{notesOf(node)}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}

/** What is typed to find a row. */
function textOf(node: GraphNode): string {
  return node.service?.entity ?? node.id.split(":").at(-1) ?? node.id;
}
