import { Button } from "../show/button.tsx";
import { useFlowView } from "./flow-view.ts";
import { businessOf, nameOf } from "./graph-elements.ts";

/** A node by its name, which chooses it. */
export function NodeButton({ id }: { id: string }) {
  const { graph, choose } = useFlowView();
  const node = graph.nodes.find((one) => one.id === id);
  return (
    <Button kind="quiet" onPress={() => choose({ kind: "node", id })}>
      <bdi className={node !== undefined && businessOf(node) !== undefined ? undefined : "mono ltr"}>
        {node === undefined ? id : nameOf(node)}
      </bdi>
    </Button>
  );
}
