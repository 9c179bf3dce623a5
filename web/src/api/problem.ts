// RFC 9457 problem details, as the panel's API answers them, turned into something a screen can show. Pure.
import { t } from '../i18n/index.js';

interface ProblemKind {
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** For programs, such as `changed-meanwhile`. */
  readonly code: string;
  /** The whole body, for what a kind of problem adds to it. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Of the sentence, where it is the API's and not the catalogue's: the API speaks English. */
  readonly lang?: 'en' | undefined;
}

/** A refusal or failure with a sentence for people; `fields` maps a field of the form to what is wrong with it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly lang: 'en' | undefined;

  constructor(
    kind: ProblemKind,
    sentence: string,
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(sentence);
    this.name = 'Problem';
    this.status = kind.status;
    this.code = kind.code;
    this.body = kind.body ?? {};
    this.lang = kind.lang;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fieldsOf(body: Record<string, unknown>): Record<string, string> {
  const fields: Record<string, string> = {};
  const field = text(body['field']);
  const detail = text(body['detail']);
  if (field && detail) fields[field] = detail;
  for (const entry of Array.isArray(body['errors']) ? (body['errors'] as unknown[]) : []) {
    if (!isRecord(entry)) continue;
    const name = text(entry['field']);
    if (name) fields[name] ??= text(entry['detail']) ?? t('problem.unnamed');
  }
  return fields;
}

/** The problem in an answer's body; a body that is no problem document gets a sentence of its own. */
export function problemFrom(status: number, body: unknown): Problem {
  if (!isRecord(body)) return new Problem({ status, code: 'unexplained' }, t('problem.unexplained', { status }));
  const said = text(body['detail']) ?? text(body['title']);
  const kind = {
    status,
    code: text(body['code']) ?? 'unnamed',
    body,
    lang: said === undefined ? undefined : 'en',
  } as const;
  return new Problem(kind, said ?? t('problem.unexplained', { status }), fieldsOf(body));
}

/** Whatever was thrown, as a Problem; a request that never arrived says so. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError) return new Problem({ status: 0, code: 'unreachable' }, t('problem.unreachable'));
  return new Problem({ status: 0, code: 'unexplained' }, thrown instanceof Error ? thrown.message : String(thrown));
}
