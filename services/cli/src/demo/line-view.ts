import { demo } from "@redflag/domain/chains/demo";
import { alertSentence } from "../alert-sentence.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import type { DemoView } from "./demo-view.ts";

/** Where standard output is no terminal. */
export function createLineView({ json }: { json: boolean }): DemoView {
  return {
    note: writeNote,
    // Standard output is the events' alone.
    welcome: (lines) => lines.forEach(writeNote),
    news: (news) => (json ? writeJson(news.event) : writeLine(alertSentence(demo, news))),
    stats: () => {},
    close: () => {},
  };
}
