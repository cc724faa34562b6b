import type { GraphNode } from "@redflag/contract/http/routes/flows";
import { Crosshair, Plus, Undo2 } from "lucide-react";
import { AddressLink } from "../show/address.tsx";
import { Button } from "../show/button.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { Worth } from "../show/worth.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./choice-card.module.css";
import { useFlowView } from "./flow-view.ts";
import { businessOf, nameOf } from "./graph-elements.ts";
import { isExpandable, kindOf } from "./node-kind.ts";
import { NodeShape } from "./node-shape.tsx";

const ADDRESSES_SHOWN = 3;

export function NodeFacts({ node, onCentre }: { node: GraphNode; onCentre: () => void }) {
  const t = useText();
  const { addresses, listed, service, deposit, frozen, exposures, alerts } = node;
  return (
    <>
      <h3>
        <NodeShape kind={kindOf(node)} />
        {businessOf(node) !== undefined ? (
          <bdi>{nameOf(node)}</bdi>
        ) : (
          <AddressLink caip10={addresses[0] ?? node.id} copy />
        )}
      </h3>
      <dl className={styles.facts}>
        {listed.map(({ list, severity, category, authority }) => (
          <Fact key={`${list} ${category}`} name={t("flow.listedBy")}>
            <SeverityMark severity={severity} /> <bdi>{authority}</bdi> ({list}: {t(`show.category.${category}`)})
          </Fact>
        ))}
        {service !== undefined && (
          <Fact name={t("flow.service")}>
            {t(`show.category.${service.category}`)} <span className="muted">({service.list})</span>
          </Fact>
        )}
        {deposit !== undefined && (
          <Fact name={t("flow.kind.deposit")}>
            {t("flow.depositOf", { entity: deposit.entity ?? deposit.service, confidence: deposit.confidence })}
          </Fact>
        )}
        {frozen && <Fact name={t("flow.frozen")}>{t("flow.frozenBy")}</Fact>}
        {exposures.map(({ currency, amount }) => (
          <Fact key={currency} name={t("flow.exposure")}>
            <Worth amount={amount} unit={currency} />
          </Fact>
        ))}
        <Fact name={t("flow.alertsOfIt")}>{alerts}</Fact>
        <Fact name={t("flow.hop")}>{node.hop}</Fact>
        {node.kind === "service" && (
          <Fact name={t("flow.wallets")}>
            {addresses.slice(0, ADDRESSES_SHOWN).map((address) => (
              <div key={address}>
                <AddressLink caip10={address} copy />
              </div>
            ))}
            {addresses.length > ADDRESSES_SHOWN && t("flow.more", { count: addresses.length - ADDRESSES_SHOWN })}
          </Fact>
        )}
      </dl>
      {node.kind !== "address" && (
        <p className="muted">
          <Text id={node.kind === "service" ? "flow.notFollowed.service" : "flow.notFollowed.issuance"} />
        </p>
      )}
      <div className={styles.actions}>
        <ExpandButton node={node} />
        <Button onPress={onCentre}>
          <Crosshair size={14} aria-hidden />
          <Text id="flow.centre" />
        </Button>
      </div>
    </>
  );
}

/** Asks for whom the node pays and is paid by, or takes that back. */
export function ExpandButton({ node }: { node: GraphNode }) {
  const { expanded, expanding, expand, takeBack } = useFlowView();
  if (expanded.includes(node.id)) {
    return (
      <Button onPress={() => takeBack(node.id)}>
        <Undo2 size={14} aria-hidden />
        <Text id="flow.takeBack" />
      </Button>
    );
  }
  if (!isExpandable(node)) return null;
  return (
    <Button onPress={() => expand(node.id)} isPending={expanding.includes(node.id)}>
      <Plus size={14} aria-hidden />
      <Text id="flow.expand" />
    </Button>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
