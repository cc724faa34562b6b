import { useText } from "../words/words.tsx";

export function ProposalPage() {
  return <h1>{useText()("list.title")}</h1>;
}
