import type { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import { useIntl } from "react-intl";
import { chainName } from "../show/chain-name.ts";
import { useText } from "../words/words.tsx";
import { useTypeName } from "./type-name.ts";
import styles from "./webhooks.module.css";

interface Props {
  filter: SubscriptionFilter;
  /** Names of the owner's sets, by id. */
  sets: ReadonlyMap<string, string>;
}

/** Which events a webhook is sent, in words: one line for each thing that narrows it. */
export function FilterWords({ filter, sets }: Props) {
  const t = useText();
  const lines = useFilterLines(filter, sets);
  if (lines.length === 0) return <span>{t("webhook.filter.all")}</span>;
  return (
    <dl className={styles.filter}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt className="muted">{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useFilterLines(filter: SubscriptionFilter, sets: ReadonlyMap<string, string>): Array<[string, string]> {
  const t = useText();
  const { formatList } = useIntl();
  const typeName = useTypeName();
  const { types, severityMin, categories, chains, tokens, heuristics, jurisdictions, lists, addressSet } = filter;
  const any = (items: readonly string[]) => formatList(items, { type: "disjunction" });
  const lines: Array<[string, string] | undefined> = [
    types && [t("webhook.filter.types"), any(types.map(typeName))],
    filter.finalOnly ? [t("webhook.filter.finalOnly"), t("webhook.filter.finalOnly.words")] : undefined,
    severityMin && [t("webhook.filter.severityMin"), t(`show.severity.${severityMin}`)],
    categories && [t("webhook.filter.categories"), any(categories.map((category) => t(`show.category.${category}`)))],
    chains && [t("webhook.filter.chains"), any(chains.map(chainName))],
    tokens && [t("webhook.filter.tokens"), tokens.join(" ")],
    heuristics && [t("webhook.filter.heuristics"), any(heuristics)],
    jurisdictions && [t("webhook.filter.jurisdictions"), any(jurisdictions)],
    lists && [t("webhook.filter.lists"), any(lists)],
    addressSet === undefined ? undefined : [t("webhook.filter.addressSet"), sets.get(addressSet) ?? addressSet],
  ];
  return lines.filter((line) => line !== undefined);
}
