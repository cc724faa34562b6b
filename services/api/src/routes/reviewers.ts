import { REVIEWERS_MAX, type Reviewer } from "@redflag/contract/http/routes/reviewers";
import { listReviewers } from "@redflag/store/reviewer";
import type { Handlers } from "../handler.ts";

export function reviewerHandlers(): Pick<Handlers, "listReviewers"> {
  return {
    async listReviewers(call) {
      const rows = await call.read((db) => listReviewers(db, REVIEWERS_MAX + 1));
      const items = rows.slice(0, REVIEWERS_MAX).map(({ id, name, roles }) => ({
        id,
        name,
        roles: roles as Reviewer["roles"],
      }));
      return { body: { items, more: rows.length > REVIEWERS_MAX } };
    },
  };
}
