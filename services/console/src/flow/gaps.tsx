import type { GraphCut } from "@redflag/contract/http/routes/flows";
import { Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useIntl } from "react-intl";
import { Button } from "../show/button.tsx";
import { isolated } from "../show/isolated.ts";
import { Text, useText } from "../words/words.tsx";
import { useFlowView } from "./flow-view.ts";
import styles from "./gaps.module.css";
import { nameOf } from "./graph-elements.ts";
import { NODES_MAX } from "./merge-graphs.ts";

const GAPS_SHOWN = 2;

/** What is not drawn, in words: a drawing looks whole whatever is missing of it. */
export function Gaps() {
  const gaps = useGaps();
  if (gaps.length === 0) return null;
  const [first, ...more] = gaps.length <= GAPS_SHOWN ? [gaps, []] : [gaps.slice(0, 1), gaps.slice(1)];
  return (
    <div className={styles.gaps} role="note">
      <ul>
        {first?.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
      {more.flat().length > 0 && (
        <Disclosure>
          <Heading level={3}>
            <Button kind="quiet" slot="trigger">
              <Text id="flow.gaps.more" values={{ count: more.flat().length }} />
            </Button>
          </Heading>
          <DisclosurePanel>
            <ul>
              {more.flat().map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </DisclosurePanel>
        </Disclosure>
      )}
    </div>
  );
}

function useGaps(): string[] {
  const t = useText();
  const intl = useIntl();
  const { graph } = useFlowView();
  const names = new Map(graph.nodes.map((node) => [node.id, nameOf(node)]));
  const { small, dust } = graph.leftOut;
  const wordsOf = ({ node, shown, of, rule, direction, from }: GraphCut): string => {
    const name = isolated(names.get(node) ?? node);
    if (rule !== "transfers") return t("flow.gaps.counterparties", { name, shown, of: of ?? shown });
    const moment = from === undefined ? "" : intl.formatDate(from.time, { dateStyle: "medium", timeStyle: "short" });
    return t("flow.gaps.transfers", { name, shown, direction: direction ?? "both", moment });
  };
  return [
    ...(graph.unplaced > 0 ? [t("flow.gaps.full", { max: NODES_MAX, count: graph.unplaced })] : []),
    ...(small > 0 ? [t("flow.gaps.small", { count: small })] : []),
    ...(dust.transfers > 0
      ? [t("flow.gaps.dust", { transfers: dust.transfers, counterparties: dust.counterparties })]
      : []),
    ...graph.cut.map(wordsOf),
  ];
}
