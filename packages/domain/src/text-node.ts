/** A tree of plain sentences: what is said, and what it rests on. */
export interface TextNode {
  text: string;
  children: readonly TextNode[];
}

export function leaf(text: string): TextNode {
  return { text, children: [] };
}

/** Nothing where there is nothing to say. */
export function branch(text: string, children: readonly TextNode[]): TextNode[] {
  return children.length === 0 ? [] : [{ text, children }];
}

/** One line a node, with branches drawn before it. */
export function treeLines({ text, children }: TextNode): string[] {
  return [
    text,
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      const [first = "", ...rest] = treeLines(child);
      return [`${isLast ? "└─ " : "├─ "}${first}`, ...rest.map((line) => `${isLast ? "   " : "│  "}${line}`)];
    }),
  ];
}
