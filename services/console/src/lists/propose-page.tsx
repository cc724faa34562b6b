import { useText } from "../words/words.tsx";

export function ProposePage() {
  return <h1>{useText()("list.title")}</h1>;
}
