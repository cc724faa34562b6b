import { type Expression, type ObjectExpression, parseSync, Visitor } from "oxc-parser";

export interface LogCall {
  /** `path:line`. */
  place: string;
  level: string;
  /** By name, those that can be read from the file. */
  fields: ReadonlySet<string>;
}

const LEVELS: ReadonlySet<string> = new Set(["trace", "debug", "info", "warn", "error"]);

/** Each call that writes a line of the log, with the fields that it gives: from the object itself, and from constants that it spreads. */
export function listLogCalls(path: string, text: string): LogCall[] {
  const { program } = parseSync(path, text);
  const constants = new Map<string, ObjectExpression[]>();
  const found: Array<{ at: number; level: string; line: ObjectExpression }> = [];
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== "Identifier" || init === null) return;
      constants.set(id.name, objectsOf(init));
    },
    CallExpression({ callee, arguments: [line], start }) {
      if (callee.type !== "MemberExpression" || line?.type !== "ObjectExpression") return;
      const level = callee.property.type === "Identifier" ? callee.property.name : "";
      const object = text.slice(callee.object.start, callee.object.end);
      if (LEVELS.has(level) && /(?:logger|log)$/i.test(object)) found.push({ at: start, level, line });
    },
  }).visit(program);
  return found.map(({ at, level, line }) => ({
    place: `${path}:${text.slice(0, at).split("\n").length}`,
    level,
    fields: new Set(namesOf(line, constants)),
  }));
}

function namesOf(line: ObjectExpression, constants: ReadonlyMap<string, readonly ObjectExpression[]>): string[] {
  return line.properties.flatMap((property) => {
    if (property.type === "Property") return property.key.type === "Identifier" ? [property.key.name] : [];
    const { argument } = property;
    const spread = argument.type === "Identifier" ? (constants.get(argument.name) ?? []) : objectsOf(argument);
    return spread.flatMap((object) => namesOf(object, constants));
  });
}

/** The objects that an expression may give: `x && {…}`, `x ? {…} : {…}`. */
function objectsOf(expression: Expression): ObjectExpression[] {
  if (expression.type === "ObjectExpression") return [expression];
  if (expression.type === "ParenthesizedExpression") return objectsOf(expression.expression);
  if (expression.type === "LogicalExpression") return objectsOf(expression.right);
  if (expression.type === "ConditionalExpression") {
    return [...objectsOf(expression.consequent), ...objectsOf(expression.alternate)];
  }
  return [];
}
