import { ApiProblem } from "@redflag/contract/http/api-problem";
import { useText } from "../words/words.tsx";
import { FailureLine } from "./states.tsx";

/** Where somebody was quicker, a second press is made of what is there now: the page has read it again. */
export function Refusal({ error }: { error: Error }) {
  const t = useText();
  if (error instanceof ApiProblem && error.code === "version_outdated") return <p role="alert">{t("show.outdated")}</p>;
  return <FailureLine error={error} />;
}
