// Every body and query is read through its DTO here; what cannot be used is a 400 that names the field.
import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { badField, type FieldProblem, Problem } from './problems.js';

/** Validates DTOs: unknown fields and text that Postgres cannot hold are refused. */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) => inputProblem(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    refuseBrokenText(value, []);
    if (metadata.type === 'body' && Array.isArray(value)) throw badField('body', 'Send one object, not a list.');
    return super.transform(value, metadata);
  }
}

/** NUL and half characters are no text for Postgres; a key may hide them as well as a value. */
function refuseBrokenText(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw badField(nameOf(path), 'Leave out the NUL character.');
    if (/\p{Cs}/u.test(value)) throw badField(nameOf(path), 'This text holds half a character. Write it again.');
  } else if (typeof value === 'object' && value !== null && path.length < 20) {
    for (const [key, inner] of Object.entries(value)) {
      if (/[\p{Cs}\0]/u.test(key)) throw badField(nameOf(path), 'A field has a name that is no text.');
      refuseBrokenText(inner, [...path, key]);
    }
  }
}

const nameOf = (path: readonly string[]): string => path.join('.') || 'body';

function inputProblem(errors: readonly ValidationError[]): Problem {
  const refused = errors.flatMap((error) => flatten(error, []));
  const first = refused[0] ?? { field: 'body', detail: 'Something in this request cannot be used.' };
  return new Problem('bad-input', { field: first.field, detail: first.detail, errors: refused });
}

function flatten(error: ValidationError, path: readonly string[]): FieldProblem[] {
  const here = [...path, ...(error.property === undefined ? [] : [error.property])];
  const inner = (error.children ?? []).flatMap((child) => flatten(child, here));
  const own = Object.entries(error.constraints ?? {}).map(([rule, sentence]) => ({
    field: nameOf(here),
    detail: rule === 'whitelistValidation' ? `This request has no field "${nameOf(here)}". Leave it out.` : sentence,
  }));
  return [...own, ...inner];
}
