import type { RefObject } from "react";
import { useIntl } from "react-intl";
import { isolated } from "../show/isolated.ts";
import { saveBlob } from "../show/save-blob.ts";
import { readTokens, useTokens } from "../show/use-tokens.ts";
import { useText } from "../words/words.tsx";
import type { Drawing } from "./drawing.ts";
import { useFlowView } from "./flow-view.ts";
import { framedImage } from "./framed-image.ts";
import { LEGEND_KINDS } from "./legend.tsx";
import { csvOf } from "./links-csv.ts";

/** Twice as fine as a screen: for paper. */
const SCALE = 2;

/** What is shown, as files. */
export function useExports(drawingRef: RefObject<Drawing | undefined>) {
  const t = useText();
  const intl = useIntl();
  const shown = useTokens();
  const { graph, path } = useFlowView();
  const account = graph.address.split(":").at(-1) ?? graph.address;
  const moment = (at: string) => isolated(`${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`);

  async function saveImage(): Promise<void> {
    if (drawingRef.current === undefined) return;
    const tokens = readTokens("light");
    const drawing = drawingRef.current.image(tokens, { scale: SCALE, shown });
    const window =
      graph.window === undefined
        ? ""
        : t("flow.image.window", { from: moment(graph.window.from.time), to: moment(graph.window.to.time) });
    const image = await framedImage(drawing, {
      title: t("flow.image.title", { address: isolated(graph.address) }),
      lines: [
        window,
        t("flow.image.made", { moment: moment(new Date().toISOString()) }),
        t("flow.drawing", { nodes: graph.nodes.length, flows: graph.edges.length }),
      ],
      shapes: [
        { kind: "unknown", name: t("flow.subject"), isSubject: true },
        ...LEGEND_KINDS.map((kind) => ({ kind, name: t(`flow.kind.${kind}`) })),
      ],
      notes: [t("flow.leftToRight"), ...(path.length > 0 ? [t("flow.image.path")] : [])],
      isRightToLeft: intl.locale.startsWith("ar"),
      scale: SCALE,
      tokens,
    });
    saveBlob(`flow-${account}.png`, image);
  }

  function saveTable(): void {
    // A mark of the encoding: spreadsheets take names for Latin letters without it.
    saveBlob(`flow-${account}.csv`, new Blob(["\uFEFF", csvOf(graph.edges)], { type: "text/csv;charset=utf-8" }));
  }

  return { saveImage, saveTable };
}
