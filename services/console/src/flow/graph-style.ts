import type { StylesheetJson } from "cytoscape";
import type { Tokens } from "../show/use-tokens.ts";

const TEXT = "IBM Plex Sans, IBM Plex Sans Arabic, system-ui, sans-serif";
const MONO = "IBM Plex Mono, IBM Plex Sans Arabic, ui-monospace, monospace";

/** Every kind has a shape or a border of its own: nothing is told by colour alone. */
export function graphStyle(tokens: Tokens): StylesheetJson {
  const words = { color: tokens.text, "font-family": TEXT, "font-size": 11, "min-zoomed-font-size": 7 };
  const halo = {
    "text-background-color": tokens.surface,
    "text-background-opacity": 0.85,
    "text-background-padding": "1px",
  };
  return [
    {
      selector: "node",
      style: {
        ...words,
        ...halo,
        "font-family": MONO,
        label: "data(label)",
        width: 22,
        height: 22,
        "background-color": tokens.surface,
        "border-width": 1.5,
        "border-color": tokens.muted,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-wrap": "wrap",
        "text-max-width": "150px",
        "line-height": 1.15,
      },
    },
    {
      selector: ".service",
      style: { shape: "round-rectangle", width: 34, "background-color": tokens.sunken },
    },
    { selector: ".named", style: { "font-family": TEXT } },
    { selector: ".deposit", style: { shape: "hexagon", width: 26, "background-color": tokens.sunken } },
    { selector: ".issuance", style: { shape: "diamond", width: 26, height: 26 } },
    {
      selector: ".listed",
      style: { "border-style": "double", "border-width": 7, "border-color": tokens.severe, width: 28, height: 28 },
    },
    { selector: ".frozen", style: { "border-style": "dashed", "border-width": 3 } },
    { selector: ".subject", style: { width: 32, height: 32, "background-color": tokens.accent, "font-weight": 600 } },
    {
      selector: "node.path",
      style: { "outline-width": 2, "outline-color": tokens.high, "outline-offset": 3, "outline-style": "dashed" },
    },
    {
      selector: "node.chosen",
      style: { "outline-width": 3, "outline-color": tokens.accent, "outline-offset": 3, "outline-style": "solid" },
    },
    {
      selector: ".mark",
      style: {
        "font-family": TEXT,
        "font-weight": 600,
        "font-size": 10,
        "text-valign": "center",
        "text-margin-y": 0,
        "text-background-opacity": 0,
        width: 15,
        height: 15,
        "z-index": 10,
      },
    },
    { selector: ".badge", style: { "background-color": tokens.high, "border-width": 0, color: tokens.surface } },
    {
      selector: ".plus",
      style: { "border-width": 1, "border-color": tokens.accent, color: tokens.accent, "font-size": 14 },
    },
    {
      selector: "edge",
      style: {
        ...words,
        ...halo,
        color: tokens.muted,
        width: "data(width)",
        // Curves cost several times as much to place: only those have one that would lie on the way back.
        "curve-style": "straight",
        "line-color": tokens["line-strong"],
        "line-opacity": 0.6,
        "target-arrow-shape": "triangle",
        "target-arrow-color": tokens["line-strong"],
        "arrow-scale": 0.9,
        "source-text-offset": 78,
        "target-text-offset": 78,
      },
    },
    { selector: ".both-ways", style: { "curve-style": "bezier", "control-point-step-size": 28 } },
    {
      selector: "edge.path",
      style: {
        "line-color": tokens.high,
        "target-arrow-color": tokens.high,
        "line-style": "dashed",
        "line-opacity": 1,
        color: tokens.text,
        "z-index": 5,
        width: (edge: { data(name: string): number }) => edge.data("width") + 2,
      },
    },
    {
      selector: "edge.chosen",
      style: {
        "line-color": tokens.accent,
        "target-arrow-color": tokens.accent,
        "line-opacity": 1,
        color: tokens.text,
      },
    },
    { selector: ".near-payer.told, .near-payer.near, .near-payer.chosen", style: { "source-label": "data(label)" } },
    { selector: ".near-payee.told, .near-payee.near, .near-payee.chosen", style: { "target-label": "data(label)" } },
    { selector: "edge.near", style: { color: tokens.text, "z-index": 6 } },
    { selector: ".faded", style: { opacity: 0.25 } },
  ];
}
