// From the text of a line to what it says, or the sentence why it cannot be used. It asks no database.
import type { Type } from '@nestjs/common';
import { InputPipe } from '../http/input.pipe.js';
import { Problem } from '../http/problems.js';
import {
  AccountLine,
  CustomerLine,
  type ImportKind,
  importKinds,
  type ImportLine,
  PlanLine,
  referenceOf,
  WebRootLine,
} from './import.dto.js';
import { type FileLine, longestLine } from './read-lines.js';

/** A line that was read. */
export interface NumberedLine<L extends ImportLine = ImportLine> {
  readonly number: number;
  readonly line: L;
}

/** What became of a line, or would. */
export interface LineOutcome {
  readonly line: number;
  readonly kind: ImportKind | null;
  readonly ref: string | null;
  readonly outcome: 'create' | 'unchanged' | 'change' | 'refused';
  /** What would be another, by name. */
  readonly changes: readonly string[];
  /** Why it was refused, with the cure. */
  readonly reason: string | null;
}

const dtos: Readonly<Record<ImportKind, Type<ImportLine>>> = {
  plan: PlanLine,
  customer: CustomerLine,
  'web-root': WebRootLine,
  account: AccountLine,
};
const input = new InputPipe();
const notUtf8 = 'This line is not in UTF-8. Export the file in UTF-8; nobody can tell what was meant here.';

/** What the line says, or the outcome that refuses it. */
export async function parseLine({ number, text }: FileLine): Promise<NumberedLine | LineOutcome> {
  if (text === undefined) return refused({ number }, `This line is longer than ${longestLine} characters.`);
  if (text.includes('\uFFFD')) return refused({ number }, notUtf8);
  const value = objectIn(text);
  if (value === undefined) return refused({ number }, 'Write one JSON object on each line.');
  const { kind } = value;
  if (!isKind(kind)) return refused({ number }, `kind: Write one of ${importKinds.join(', ')}.`);
  try {
    const line = (await input.transform(value, { type: 'body', metatype: dtos[kind] })) as ImportLine;
    return { number, line };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const ref = kind === 'plan' ? value.name : value.ref;
    return refused({ number, kind, ref: typeof ref === 'string' ? ref : null }, reasonOf(error));
  }
}

/** The outcome of a line that is left out. */
export function refuse({ number, line }: NumberedLine, reason: string): LineOutcome {
  return refused({ number, kind: line.kind, ref: referenceOf(line) }, reason);
}

/** The sentences of a problem, each with its field where it has one. */
export function reasonOf({ detail, facts }: Problem): string {
  const errors = facts.errors ?? [];
  return errors.length === 0 ? detail : errors.map((error) => `${error.field}: ${error.detail}`).join(' ');
}

function refused(what: { number: number; kind?: ImportKind; ref?: string | null }, reason: string): LineOutcome {
  const { number, kind = null, ref = null } = what;
  return { line: number, kind, ref, outcome: 'refused', changes: [], reason };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isKind(kind: unknown): kind is ImportKind {
  return importKinds.some((known) => known === kind);
}
