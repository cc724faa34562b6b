import type { GraphNode } from "@redflag/contract/http/routes/flows";
import { useMemo } from "react";
import { useIntl } from "react-intl";
import type { MessageId } from "../words/en.ts";
import type { GraphWords } from "./graph-elements.ts";

/** Whole units of what is large, cents of what is small: the exact amount is one click away. */
const WHOLE_FROM = 1_000;

export interface NodeWords extends GraphWords {
  /** Who stands there, for lists: a listing, a business, or that nothing is known. */
  kind: (node: GraphNode) => string;
}

export function useGraphWords(): NodeWords {
  const intl = useIntl();
  return useMemo(() => {
    const { locale } = intl;
    const t = (id: MessageId) => intl.formatMessage({ id });
    const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const cents = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const category = ({ kind, service, deposit, frozen }: GraphNode) =>
      [
        ...(kind === "issuance" ? [t("flow.kind.issuance")] : []),
        ...(service === undefined ? [] : [t(`flow.category.${service.category}`)]),
        ...(deposit === undefined ? [] : [t("flow.kind.deposit")]),
        ...(frozen ? [t("flow.frozen")] : []),
      ].join(" · ");
    return {
      amount: (amount) => (Number(amount) >= WHOLE_FROM ? whole : cents).format(amount as `${number}`),
      count: (count) => whole.format(count),
      category,
      kind: (node) => {
        const words = [...(node.listed.length > 0 ? [t("flow.kind.listed")] : []), category(node)];
        return words.filter((word) => word !== "").join(" · ") || t("flow.kind.unknown");
      },
    };
  }, [intl]);
}
