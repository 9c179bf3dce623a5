// The words DTOs are written with: optional or nullable, text, whole number, instant; each refusal is a sentence.
import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';

/** May be left out, but not written as null. */
export const Optional = (): PropertyDecorator => ValidateIf((_dto, value) => value !== undefined);

/** May be left out or written as null. */
export const OptionalOrNull = (): PropertyDecorator =>
  ValidateIf((_dto, value) => value !== undefined && value !== null);

/** Text of this many characters. */
export function Text(shortest: number, longest: number): PropertyDecorator {
  const message =
    shortest === 0 ? `Write text of at most ${longest} characters.` : `Write ${shortest} to ${longest} characters.`;
  return applyDecorators(IsString({ message: 'Write text.' }), Length(shortest, longest, { message }));
}

/** A whole number within bounds; `from: 'query'` reads it from the address, where everything is text. */
export function Whole(least: number, most: number, from: 'body' | 'query' = 'body'): PropertyDecorator {
  const message = `Write a whole number from ${least} to ${most}.`;
  const rules = [IsInt({ message }), Min(least, { message }), Max(most, { message })];
  return from === 'body'
    ? applyDecorators(...rules)
    : applyDecorators(
        Transform(({ value }) => numberOf(value)),
        ...rules,
      );
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A count of bytes as large as a number can hold exactly. */
export const Bytes = (): PropertyDecorator => Whole(0, Number.MAX_SAFE_INTEGER);

/** Bytes a second; fewer than a thousand would only look as if nothing worked. */
export const Bandwidth = (): PropertyDecorator => Whole(1000, Number.MAX_SAFE_INTEGER);

export const YesOrNo = (): PropertyDecorator => IsBoolean({ message: 'Write true or false.' });

/** One of these words. */
export const OneOf = (words: readonly string[]): PropertyDecorator =>
  IsIn(words, { message: `Write one of ${words.join(', ')}.` });

/** The id of something, as the API gave it out. */
export const Id = (): PropertyDecorator => IsUUID('all', { message: 'Write an id as the API gave it out (a UUID).' });

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant in ISO 8601 with its zone, read into a Date. */
export function Instant(): PropertyDecorator {
  const message = 'Write an instant with its zone, such as 2027-01-31T12:00:00Z.';
  const read = ({ value }: { value: unknown }): unknown => {
    if (value === null || value === undefined) return value;
    return typeof value === 'string' && isoInstant.test(value) ? new Date(value) : new Date(Number.NaN);
  };
  return applyDecorators(Transform(read), IsDate({ message }));
}

/** A nested object of this class. */
export const Nested = (dto: () => new () => object): PropertyDecorator => Type(dto);

/** Any rule in code: `why` gives the sentence of refusal, undefined where the value can be used. */
export function Rule(name: string, why: (value: unknown) => string | undefined): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => why(value) === undefined,
      defaultMessage: (given) => why(given?.value) ?? '',
    },
  });
}
