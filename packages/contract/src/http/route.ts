import type { Permission } from "@redflag/domain/permission";
import type { ProblemCode } from "@redflag/domain/problem";
import type { z } from "zod";

/** `public` answers anybody; a permission answers whoever holds it by role or by scope. */
export type Access = "public" | Permission;

interface RouteParts {
  /** The operation's id in OpenAPI, and the method's name on the typed client; unique. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path as OpenAPI writes it, such as `/v1/users/{id}`. */
  readonly path: `/v1/${string}`;
  readonly tag: string;
  /** One line, in the imperative. */
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Bytes of a body that is taken, where it is more than usual. */
  readonly bodyBytesMax?: number;
  /** The answer when all is well. `body` absent: none is sent. `file`: bytes under a name, to be saved, of one of these media types. */
  readonly answer: {
    readonly status: 200 | 201 | 204 | 302;
    readonly body?: z.ZodType;
    readonly file?: readonly string[];
    /** Instead of a body server-sent events, the data of each being one of these. */
    readonly stream?: z.ZodType;
    readonly description: string;
  };
  /** Operating errors besides those that any route may give (validation, authentication, permission, rate, size). */
  readonly problems?: readonly ProblemCode[];
  /** The answer carries `ETag`; on PATCH and DELETE `If-Match` is then required. */
  readonly versioned?: boolean;
  /** POST only, and versioned: what it changes was there before, and `If-Match` is required. */
  readonly changes?: boolean;
  /** POST only: an `Idempotency-Key` is accepted, and the same answer is given again for 24 hours at least. */
  readonly idempotent?: boolean;
  /** The answer holds a secret, which is shown once: the same request again is refused and not answered from memory. */
  readonly showsSecret?: boolean;
  /**
   * The answer holds what stands in one place only, such as whom a report names: of it is kept which thing it is of, and the same
   * request again is answered with that as it is then, for who may still see it.
   */
  readonly readAgain?: boolean;
  /** What `id` of the path names, in the audit's words: a call that is refused before its handler is told of it, too. */
  readonly about?: "case";
  /** The word under which the audit records it, such as `user.create`. */
  readonly action: string;
}

export type Route = RouteParts;

/** One route: the one source of its validation, its types, its OpenAPI operation and its line in the table of access. */
export function defineRoute<const R extends RouteParts>(route: R): R {
  return route;
}

/** Whether whoever calls it must say which version they have seen. */
export function needsVersion({ versioned, method, changes }: Route): boolean {
  return versioned === true && (method === "PATCH" || method === "DELETE" || changes === true);
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler is given, parsed. */
export interface RouteInput<R extends Route> {
  params: Parsed<R["params"]>;
  query: Parsed<R["query"]>;
  body: Parsed<R["body"]>;
}

/** What a caller gives, before parsing. */
export interface RouteRequest<R extends Route> {
  params: Given<R["params"]>;
  query: Given<R["query"]>;
  body: Given<R["body"]>;
}

export type RouteAnswer<R extends Route> = Parsed<R["answer"]["body"]>;
