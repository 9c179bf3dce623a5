// The committed description of the API: every body and every answer has an example, and each is one that is taken.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
}

interface Operation {
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, Media> }>>;
}

const document = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const media = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody, responses }]) => {
    const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    return [
      ...jsonOf(`${method} ${path} body`, requestBody?.content),
      ...answers.flatMap(([status, { content }]) => jsonOf(`${method} ${path} ${status}`, content)),
    ];
  }),
);

function jsonOf(where: string, content: Record<string, Media> | undefined) {
  const json = content?.['application/json'];
  return json === undefined ? [] : [{ where, json }];
}

/** What is wrong with a value under a schema, by the path to it. */
function faults(value: unknown, schema: Schema, path: string): string[] {
  if (schema.$ref !== undefined) {
    return faults(value, document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, path);
  }
  if (value === null) return schema.nullable === true ? [] : [`${path} is null`];
  const parts = schema.allOf ?? [];
  const ofParts = parts.flatMap((part) => faults(value, part, path));
  if (schema.oneOf !== undefined && !schema.oneOf.some((one) => faults(value, one, path).length === 0)) {
    return [`${path} is none of its kinds`];
  }
  return [...ofParts, ...faultsOfType(value, schema, path)];
}

function faultsOfType(value: unknown, schema: Schema, path: string): string[] {
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${path} is none of its words`];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((entry, index) => faults(entry, schema.items ?? {}, `${path}[${index}]`));
  }
  if (schema.properties !== undefined) return faultsOfMembers(value, schema, path);
  const type = schema.type === 'integer' ? 'number' : schema.type;
  return type === undefined || typeof value === type ? [] : [`${path} is no ${type}`];
}

function faultsOfMembers(value: unknown, { properties = {}, required = [] }: Schema, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const members = value as Record<string, unknown>;
  const missing = required.filter((name) => !(name in members)).map((name) => `${path}.${name} is missing`);
  const unknown = Object.keys(members).filter((name) => !(name in properties));
  const wrong = Object.entries(members)
    .filter(([name]) => name in properties)
    .flatMap(([name, member]) => faults(member, properties[name] ?? {}, `${path}.${name}`));
  return [...missing, ...unknown.map((name) => `${path}.${name} is unknown`), ...wrong];
}

test('there are bodies and answers to look at', () => {
  expect(media.length).toBeGreaterThan(100);
});

test.each(media)('$where has an example that fits its schema', ({ where, json }) => {
  expect(json.example, where).toBeDefined();
  expect(faults(json.example, json.schema, 'example')).toEqual([]);
});
