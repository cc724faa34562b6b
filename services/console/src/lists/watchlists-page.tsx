import { useText } from "../words/words.tsx";

export function WatchlistsPage() {
  return <h1>{useText()("list.title")}</h1>;
}
