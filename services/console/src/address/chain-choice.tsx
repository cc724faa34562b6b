import { Link } from "@tanstack/react-router";
import { useChains } from "../api/use-chains.ts";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { useAsked } from "./use-address.ts";

/** The same form is of several chains: which one is meant is the reader's to say. */
export function ChainChoice() {
  const t = useText();
  const { address } = useAsked();
  const chains = [...useChains().values()].filter(({ watched, family }) => watched && family === familyOf(address));
  return (
    <Empty title={t("address.chain.which")}>
      <p className="mono ltr">{address}</p>
      <ul className={styles.choices}>
        {chains.map(({ id, title }) => (
          <li key={id}>
            <Link className="button" to="/addresses/$address" params={{ address }} search={{ chain: id }}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </Empty>
  );
}

function familyOf(address: string): "tron" | "eip155" {
  return /^(?:T|(?:0x)?41[0-9a-f]{40}$)/i.test(address) ? "tron" : "eip155";
}
