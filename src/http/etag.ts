// Conditional changes (RFC 9110, 13.1.1): what can be edited is read with an ETag, and a change names in If-Match what it
// was made from, so that nobody overwrites what they have not seen. It knows no table.
import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Observable, tap } from 'rxjs';
import { badField, Problem } from './problems.js';

/** The revisions that a change was made from; undefined: it says none, and changes whatever is there. */
export type SeenRevisions = readonly number[] | undefined;

/** What a change is called with besides its fields. */
export interface Conditional {
  readonly seen?: SeenRevisions;
}

/** Answers with the ETag of what was read or written: its revision in quotes. */
export const WithETag = <Body = { readonly revision: number }>(
  revisionOf: (body: Body) => number = (body) => (body as { readonly revision: number }).revision,
): MethodDecorator => UseInterceptors(new ETagInterceptor((body) => revisionOf(body as Body)));

class ETagInterceptor implements NestInterceptor {
  constructor(private readonly revisionOf: (body: unknown) => number) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    // What is counted (usage, sessions, processes) changes without the revision: a 304 would hide it.
    delete request.headers['if-none-match'];
    return next.handle().pipe(tap((body) => void response.setHeader('ETag', `"${this.revisionOf(body)}"`)));
  }
}

const documented = ApiHeader({
  name: 'If-Match',
  required: false,
  description:
    'The ETag that this change was made from. Where somebody was faster the answer is a 412 with `current`; left out, ' +
    'what is there is changed without asking.',
  schema: { type: 'string', example: '"7"' },
});

/** The revisions in the request's If-Match. Throws a 400 where it is no list of ETags. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    readIfMatch(context.switchToHttp().getRequest<Request>().headers['if-match']),
  [(target, key) => key !== undefined && documented(target, key, descriptorOf(target, key))],
);

const descriptorOf = (target: object, key: string | symbol) =>
  Object.getOwnPropertyDescriptor(target, key) as TypedPropertyDescriptor<unknown>;

/** Reads If-Match; `*` is whatever is there. Throws a 400 where it is no list of ETags. */
export function readIfMatch(header: string | undefined): SeenRevisions {
  if (header === undefined || header.trim() === '*') return undefined;
  // A proxy that compresses an answer marks its tag as weak; it is ours all the same.
  const tags = header.split(',').map((tag) => /^\s*(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*$/.exec(tag)?.[1]);
  const known = tags.filter((tag) => tag !== undefined);
  if (known.length < tags.length) throw badField('If-Match', 'Write the ETag as it was given, with its quotes: "7".');
  return known.filter((tag) => /^\d{1,10}$/.test(tag)).map(Number);
}

/** Throws Problem `changed-meanwhile` with what is there now, where the change was made from something else. */
export function refuseStale(seen: SeenRevisions, current: { readonly revision: number }): void {
  if (seen?.includes(current.revision) === false) throw new Problem('changed-meanwhile', { extra: { current } });
}
