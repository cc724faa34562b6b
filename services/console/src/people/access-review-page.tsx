import { useText } from "../words/words.tsx";

export function AccessReviewPage() {
  return <h1>{useText()("people.title")}</h1>;
}
