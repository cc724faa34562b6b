import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import type { MessageId } from "../words/en.ts";

type Say = (id: MessageId, values?: Record<string, string | number>) => string;

/** In a few words what a proposal wants. */
export function whatOf({ kind, add = [], remove = [], sharing, entries, file }: Proposal, t: Say): string {
  switch (kind) {
    case "add":
      return t("list.proposal.what.add", { count: add.length });
    case "remove":
      return t("list.proposal.what.remove", { count: remove.length });
    case "edit":
      return t("list.proposal.what.edit", { count: Math.max(add.length, remove.length) });
    case "sharing":
      return entries === undefined
        ? t("list.proposal.what.sharingAll", { sharing: sharing ?? "" })
        : t("list.proposal.what.sharing", { sharing: sharing ?? "", count: entries.length });
    case "accept_version":
      return t("list.proposal.what.accept_version");
    case "import":
      return t("list.proposal.what.import", { added: file?.added ?? 0, removed: file?.removed ?? 0 });
  }
}
