import type { Sharing } from "@redflag/domain/entry";
import { uuidV5 } from "./uuid-v5.ts";

/** How far an instance of MISP passes an event on by itself: not at all, to its community, to anybody. */
const DISTRIBUTION: Readonly<Record<Sharing, "0" | "1" | "3">> = {
  "TLP:RED": "0",
  "TLP:AMBER": "0",
  "TLP:GREEN": "1",
  "TLP:CLEAR": "3",
};
/** As the event. */
const INHERIT = "5";

interface MispAttribute {
  type: "text" | "datetime" | "float";
  relation: string;
  value: string;
  tags?: readonly string[];
}

/** Of the same event, by the id of the object that it leads to. */
interface MispReference {
  to: string;
  relationship: "connected-from" | "connected-to";
}

interface MispParts {
  template: { name: string; uuid: string; version: string };
  /** The event's id, within which the object's and its attributes' are made. */
  event: string;
  name: string;
  timestamp: string;
  attributes: readonly MispAttribute[];
  references?: readonly MispReference[];
}

export type MispObject = ReturnType<typeof mispObject>;

export function mispObject({ template, event, name, timestamp, attributes, references = [] }: MispParts) {
  const uuid = uuidV5(event, name);
  return {
    uuid,
    name: template.name,
    "meta-category": "financial",
    template_uuid: template.uuid,
    template_version: template.version,
    timestamp,
    distribution: INHERIT,
    Attribute: attributes.map(({ type, relation, value, tags = [] }, number) => ({
      uuid: uuidV5(event, `${name} ${number}`),
      type,
      object_relation: relation,
      category: "Other",
      value,
      // Whoever receives it decides what it is to set off.
      to_ids: false,
      timestamp,
      distribution: INHERIT,
      ...(tags.length > 0 && { Tag: tags.map(tagOf) }),
    })),
    ...(references.length > 0 && {
      ObjectReference: references.map(({ to, relationship }) => ({
        uuid: uuidV5(event, `${name} ${relationship} ${to}`),
        object_uuid: uuid,
        referenced_uuid: to,
        relationship_type: relationship,
        timestamp,
      })),
    }),
  };
}

interface MispEventParts {
  uuid: string;
  info: string;
  at: Date;
  sharing: Sharing;
  tags?: readonly string[];
  objects: readonly MispObject[];
  /** What it is about, in words. */
  text?: string;
}

export function mispEvent({ uuid, info, at, sharing, tags = [], objects, text }: MispEventParts) {
  const timestamp = unixText(at);
  return {
    Event: {
      uuid,
      info,
      date: at.toISOString().slice(0, 10),
      timestamp,
      // Undefined: what to think of it is for whoever receives it.
      threat_level_id: "4",
      // Completed.
      analysis: "2",
      published: false,
      distribution: DISTRIBUTION[sharing],
      Tag: [sharing.toLowerCase(), ...tags].map(tagOf),
      ...(text !== undefined && {
        Attribute: [
          {
            uuid: uuidV5(uuid, "text"),
            type: "text",
            category: "Other",
            value: text,
            to_ids: false,
            disable_correlation: true,
            timestamp,
            distribution: INHERIT,
          },
        ],
      }),
      Object: objects,
    },
  };
}

/** Several events, as MISP itself gives them. */
export function mispDocument(events: ReadonlyArray<ReturnType<typeof mispEvent>>): string {
  return `${JSON.stringify({ response: events }, null, 1)}\n`;
}

export function unixText(time: Date): string {
  return String(Math.floor(time.getTime() / 1000));
}

function tagOf(name: string) {
  return { name };
}
