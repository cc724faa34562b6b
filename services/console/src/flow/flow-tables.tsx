import { useDeferredValue } from "react";
import { Amount } from "../show/amount.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { linksOf } from "./flow-links.ts";
import styles from "./flow-tables.module.css";
import { useFlowView } from "./flow-view.ts";
import { linkLabel, nameOf } from "./graph-elements.ts";
import { NodeButton } from "./node-button.tsx";
import { ExpandButton } from "./node-facts.tsx";
import { useGraphWords } from "./use-graph-words.ts";

/** The drawing as tables, with the same actions. */
export function FlowTables() {
  const t = useText();
  const words = useGraphWords();
  const { graph } = useFlowView();
  return (
    <section className={styles.tables} aria-label={t("flow.asTable")}>
      <FlowTable />
      <table className="data-table">
        <caption>{t("flow.nodes")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("flow.node")}</th>
            <th scope="col">{t("flow.kind")}</th>
            <th scope="col" className="amount">
              {t("flow.hop")}
            </th>
            <th scope="col" className="amount">
              {t("flow.alertsOfIt")}
            </th>
            <th scope="col">{t("flow.exposure")}</th>
            <th scope="col">
              <span className="unseen">{t("flow.expand")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {graph.nodes.map((node) => (
            <tr key={node.id}>
              <th scope="row">
                <NodeButton id={node.id} />
              </th>
              <td>{words.kind(node)}</td>
              <td className="amount number">{node.hop}</td>
              <td className="amount number">{node.alerts}</td>
              <td>
                {node.exposures.map(({ amount, currency }) => (
                  <Amount key={currency} amount={amount} unit={currency} />
                ))}
              </td>
              <td>
                <ExpandButton node={node} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FlowTable() {
  const t = useText();
  const { graph } = useFlowView();
  return (
    <table className="data-table">
      <caption>{t("flow.flows")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("flow.from")}</th>
          <th scope="col">{t("flow.to")}</th>
          <th scope="col" className="amount">
            {t("flow.amount")}
          </th>
          <th scope="col" className="amount">
            {t("flow.paymentCount")}
          </th>
          <th scope="col">{t("flow.first")}</th>
          <th scope="col">{t("flow.last")}</th>
        </tr>
      </thead>
      <tbody>
        {graph.edges.map(({ from, to, token, symbol, amount, count, first, last }) => (
          <tr key={`${from} ${to} ${token}`}>
            <td>
              <NodeButton id={from} />
            </td>
            <td>
              <NodeButton id={to} />
            </td>
            <td className="amount">
              <Amount amount={amount} unit={symbol} />
            </td>
            <td className="amount number">{count}</td>
            <td>
              <Time at={first.time} />
            </td>
            <td>
              <Time at={last.time} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The flows for whoever does not see the drawing: words alone, beside the list of nodes that has the actions. */
export function UnseenFlows() {
  const t = useText();
  const words = useGraphWords();
  const view = useFlowView();
  // Hundreds of rows: they come after the drawing, and in pieces.
  const graph = useDeferredValue(view.graph, undefined);
  if (graph === undefined) return null;
  const names = new Map(graph.nodes.map((node) => [node.id, nameOf(node)]));
  return (
    <div className="unseen">
      <table>
        <caption>{t("flow.flows")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("flow.from")}</th>
            <th scope="col">{t("flow.to")}</th>
            <th scope="col">{t("flow.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {linksOf(graph.edges).map((link) => (
            <tr key={link.id}>
              <td>{names.get(link.from)}</td>
              <td>{names.get(link.to)}</td>
              <td>{linkLabel(link, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
