import type { Tokens } from "../show/use-tokens.ts";
import type { NodeKind } from "./node-kind.ts";

interface Frame {
  title: string;
  lines: readonly string[];
  shapes: ReadonlyArray<{ kind: NodeKind; name: string; isSubject?: boolean }>;
  notes: readonly string[];
  isRightToLeft: boolean;
  scale: number;
  tokens: Tokens;
}

const MARGIN = 24;
const LINE = 18;
const WIDTH_MIN = 760;
const SHAPE = 14;

/** The drawing with what it needs to stand alone in a file: of whom, of when, what its shapes mean. On white, for paper. */
export async function framedImage(drawing: Blob, frame: Frame): Promise<Blob> {
  const { scale, lines, tokens } = frame;
  const bitmap = await createImageBitmap(drawing);
  const head = MARGIN + LINE * (lines.length + 1) + MARGIN / 2;
  const foot = LINE * (1 + frame.notes.length) + MARGIN;
  const width = Math.max(WIDTH_MIN, bitmap.width / scale + 2 * MARGIN);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil((head + bitmap.height / scale + foot + MARGIN) * scale);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("a browser draws");
  context.scale(scale, scale);
  context.fillStyle = tokens.surface;
  context.fillRect(0, 0, width, canvas.height);
  const bottom = head + bitmap.height / scale + MARGIN;
  context.drawImage(bitmap, (width - bitmap.width / scale) / 2, head, bitmap.width / scale, bitmap.height / scale);
  drawWords(context, frame, width, bottom);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error("The image is too large for this browser")) : resolve(blob),
    );
  });
}

function drawWords(context: CanvasRenderingContext2D, frame: Frame, width: number, bottom: number): void {
  const { title, lines, shapes, notes, isRightToLeft, tokens } = frame;
  const start = isRightToLeft ? width - MARGIN : MARGIN;
  const away = isRightToLeft ? -1 : 1;
  context.direction = isRightToLeft ? "rtl" : "ltr";
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
  context.fillStyle = tokens.text;
  context.font = font(600, 15);
  context.fillText(title, start, MARGIN + LINE / 2);
  context.font = font(400, 12);
  context.fillStyle = tokens.muted;
  for (const [index, line] of lines.entries()) context.fillText(line, start, MARGIN + LINE * (index + 1.5));
  context.fillStyle = tokens.text;
  let x = start;
  for (const { kind, name, isSubject } of shapes) {
    context.fillStyle = isSubject ? tokens.accent : tokens.surface;
    drawShape(context, kind, { x: x + (away * SHAPE) / 2, y: bottom - 4 }, tokens);
    x += away * (SHAPE + 6);
    context.fillStyle = tokens.text;
    context.fillText(name, x, bottom);
    x += away * (context.measureText(name).width + 18);
  }
  for (const [index, note] of notes.entries()) context.fillText(note, start, bottom + LINE * (index + 1));
}

function font(weight: number, size: number): string {
  return `${weight} ${size}px "IBM Plex Sans", "IBM Plex Sans Arabic", system-ui, sans-serif`;
}

function drawShape(
  context: CanvasRenderingContext2D,
  kind: NodeKind,
  at: { x: number; y: number },
  tokens: Tokens,
): void {
  const half = SHAPE / 2;
  context.beginPath();
  if (kind === "service") context.roundRect(at.x - half, at.y - half / 1.6, SHAPE, SHAPE / 1.6, 2);
  else if (kind === "deposit") polygon(context, at, 6, half);
  else if (kind === "issuance") polygon(context, at, 4, half);
  else context.arc(at.x, at.y, half - 1, 0, 2 * Math.PI);
  if (kind === "listed") {
    context.moveTo(at.x + half - 3.5, at.y);
    context.arc(at.x, at.y, half - 3.5, 0, 2 * Math.PI);
  }
  context.strokeStyle = kind === "listed" ? tokens.severe : tokens.muted;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

function polygon(
  context: CanvasRenderingContext2D,
  { x, y }: { x: number; y: number },
  sides: number,
  radius: number,
): void {
  for (let side = 0; side < sides; side++) {
    const angle = (side / sides) * 2 * Math.PI;
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.closePath();
}
