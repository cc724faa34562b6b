import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { TriangleAlert } from "lucide-react";
import { partsOfCaip10 } from "../show/shortened.ts";
import { Text } from "../words/words.tsx";
import styles from "./address.module.css";
import { lookAlikesOf } from "./look-alikes.ts";

/** Warns where another address of the page has the same ends: they are shown whole, one below the other. */
export function LookAlikes({ flows }: { flows: AddressFlows }) {
  const others = [
    ...flows.counterparties.items.map(({ address }) => address),
    ...flows.exposures.flatMap(({ origin, path }) => [origin.address, ...path.map(({ payer }) => payer)]),
  ];
  const alike = lookAlikesOf(flows.address, others);
  if (alike.length === 0) return null;
  return (
    <div className={styles.warning} role="note">
      <TriangleAlert size={16} aria-hidden />
      <div>
        <p>
          <Text id="address.lookAlikes" values={{ count: alike.length }} />
        </p>
        {[flows.address, ...alike].map((one) => (
          <p key={one} className="mono ltr">
            {partsOfCaip10(one).account}
          </p>
        ))}
      </div>
    </div>
  );
}
