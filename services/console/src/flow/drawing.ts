import type { FlowGraph } from "@redflag/contract/http/routes/flows";
import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from "cytoscape";
import type { Tokens } from "../show/use-tokens.ts";
import { graphStyle } from "./graph-style.ts";
import type { Places } from "./layout.ts";
import { layOut } from "./order-columns.ts";

/** What the reader looks at more closely. */
export interface Choice {
  kind: "node" | "link";
  id: string;
}

/** Of the places of all nodes. */
interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Heard {
  onChoose: (choice: Choice | undefined) => void;
  onExpand: (node: string) => void;
}

const ZOOM_MIN = 0.05;
const ZOOM_MAX = 3;
/** A graph of two is not blown up to fill the room. */
const ZOOM_FITTED_MAX = 1.15;
const ZOOM_STEP = 1.3;
/** Around the outermost nodes, at full size: names are wider than nodes and stand below them. */
const MARGIN = { x: 66, y: 34 };

/** A graph on a canvas. Nothing in it moves by itself, nor may be dragged: a place says how money ran. */
export class Drawing {
  readonly #cy: Core;
  #chosen: string | undefined;
  #extent: Extent = { left: 0, right: 0, top: 0, bottom: 0 };

  constructor(container: HTMLElement, heard: Heard) {
    this.#cy = cytoscape({
      container,
      minZoom: ZOOM_MIN,
      maxZoom: ZOOM_MAX,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.#listen(heard);
  }

  /** Width by height. */
  /** Where each node stands when a graph is first drawn. */
  layOut(graph: FlowGraph, path: readonly string[]): Places {
    return layOut(graph, path, this.#aspect);
  }

  get #aspect(): number {
    return this.#cy.width() / Math.max(1, this.#cy.height());
  }

  show(elements: readonly ElementDefinition[]): void {
    const ids = new Set(elements.map(({ data }) => data.id));
    this.#extent = extentOf(elements);
    this.#cy.batch(() => {
      this.#cy.remove(this.#cy.elements().filter((one) => !ids.has(one.id())));
      const added: ElementDefinition[] = [];
      for (const element of elements) {
        const shown = this.#cy.getElementById(element.data.id ?? "");
        if (shown.empty()) {
          added.push(element);
          continue;
        }
        shown.data(element.data).classes(element.classes ?? []);
        if (element.position !== undefined) shown.nodes().positions({ ...element.position });
      }
      this.#cy.add(added);
    });
    this.choose(this.#chosen);
  }

  paint(tokens: Tokens): void {
    this.#cy.style(graphStyle(tokens));
  }

  choose(id: string | undefined): void {
    this.#chosen = id;
    this.#cy.elements(".chosen").removeClass("chosen");
    if (id !== undefined) this.#cy.getElementById(id).addClass("chosen");
  }

  /** Into view, where it is not. */
  reveal(id: string): void {
    const found = this.#cy.getElementById(id);
    if (found.empty()) return;
    const [box, view] = [found.boundingBox(), this.#cy.extent()];
    const isSeen = box.x1 >= view.x1 && box.x2 <= view.x2 && box.y1 >= view.y1 && box.y2 <= view.y2;
    if (!isSeen) this.#cy.center(found);
  }

  centre(id: string): void {
    this.#cy.center(this.#cy.getElementById(id));
  }

  /** By the places alone: the library would first measure every word, also those that are then too small to be drawn. */
  fit(): void {
    this.#cy.resize();
    const [width, height] = [this.#cy.width(), this.#cy.height()];
    const { left, right, top, bottom } = this.#extent;
    const [wide, high] = [right - left + 2 * MARGIN.x, bottom - top + 2 * MARGIN.y];
    const zoom = Math.max(ZOOM_MIN, Math.min(ZOOM_FITTED_MAX, width / wide, height / high));
    const pan = { x: width / 2 - (zoom * (left + right)) / 2, y: height / 2 - (zoom * (top + bottom)) / 2 };
    this.#cy.viewport({ zoom, pan });
  }

  zoomIn(): void {
    this.#zoomBy(ZOOM_STEP);
  }

  zoomOut(): void {
    this.#zoomBy(1 / ZOOM_STEP);
  }

  /** All of it, in other colours than those that are shown. */
  image(tokens: Tokens, { scale, shown }: { scale: number; shown: Tokens }): Blob {
    this.#cy.elements().removeClass(["faded", "near"]);
    // On paper nothing can be pressed.
    this.#cy.style([...graphStyle(tokens), { selector: ".plus", style: { display: "none" } }]);
    const image = this.#cy.png({
      output: "blob",
      full: true,
      scale,
      bg: tokens.surface,
      maxWidth: 8_000,
      maxHeight: 8_000,
    });
    this.paint(shown);
    return image;
  }

  close(): void {
    this.#cy.destroy();
  }

  #zoomBy(factor: number): void {
    const [x, y] = [this.#cy.width() / 2, this.#cy.height() / 2];
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition: { x, y } });
  }

  #listen({ onChoose, onExpand }: Heard): void {
    const cy = this.#cy;
    cy.on("tap", (event) => {
      if (event.target === cy) onChoose(undefined);
    });
    cy.on("tap", "edge", ({ target }) => onChoose({ kind: "link", id: target.id() }));
    cy.on("tap", "node", ({ target }) => onChoose({ kind: "node", id: nodeOf(target) }));
    cy.on("tap", ".plus", ({ target }) => onExpand(nodeOf(target)));
    cy.on("dbltap", "node", ({ target }) => onExpand(nodeOf(target)));
    cy.on("mouseover", "node", ({ target }) => {
      const near = cy.getElementById(nodeOf(target)).closedNeighborhood();
      near.addClass("near");
      cy.elements().not(near).not(".mark").addClass("faded");
    });
    cy.on("mouseover", "edge", ({ target }) => target.addClass("near"));
    cy.on("mouseout", "node, edge", () => cy.elements(".faded, .near").removeClass(["faded", "near"]));
  }
}

/** A mark stands for the node that it is beside. */
function nodeOf(target: NodeSingular): string {
  return target.data("of") ?? target.id();
}

function extentOf(elements: readonly ElementDefinition[]): Extent {
  const places = elements.flatMap(({ position }) => position ?? []);
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
