import { useText } from "../words/words.tsx";

export function ProposalsPage() {
  return <h1>{useText()("list.title")}</h1>;
}
