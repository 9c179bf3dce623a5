// An example for every body and every answer of the API's description, made from its own schemas: what a field is called
// says what stands in it. Pure.
import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of a schema as examples are made from. */
export interface ExampleSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly items?: ExampleSchema;
  readonly properties?: Readonly<Record<string, ExampleSchema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly ExampleSchema[];
  readonly oneOf?: readonly ExampleSchema[];
  readonly minimum?: number;
}

interface Media {
  schema?: ExampleSchema;
  example?: unknown;
}

interface Operation {
  readonly requestBody?: { readonly content?: Record<string, Media> };
  readonly responses?: Readonly<Record<string, { readonly content?: Record<string, Media> }>>;
}

type Schemas = Readonly<Record<string, ExampleSchema>>;

const id = '3f0c1c1e-5f0b-4c69-9a43-6a1f3f3f8f11';
const instant = '2027-01-31T12:00:00.000Z';
const jsonTypes = ['application/json', 'application/problem+json'];

/** Fields whose examples say more than their types do. */
const words: Readonly<Record<string, unknown>> = {
  actor: 'admin@host.example',
  address: '192.0.2.7',
  allowedNetworks: ['192.0.2.0/24'],
  clientAddress: '192.0.2.7',
  copyCommand:
    'mkdir -p /srv/www/shop.example/ && rsync -aHAXus --numeric-ids root@ftp1.example.com:/srv/www/shop.example/ /srv/www/shop.example/',
  code: '123456',
  currentPassword: 'the one before, 7 words',
  customerName: 'Carla Smith',
  day: '2027-01-31',
  detail: 'It may have been deleted, or it is not yours to see.',
  displayName: 'Carla Smith',
  domain: 'shop.example',
  email: 'carla@shop.example',
  externalRef: 'WHMCS-1042',
  externalRefs: ['WHMCS-1042'],
  folder: '/',
  fingerprint: 'AB:CD:EF',
  host: 'ftp.example.com',
  ids: [id],
  label: 'Office',
  login: 'designer@shop.example',
  madeBy: 'admin@host.example',
  name: 'designer',
  network: '192.0.2.0/24',
  newPassword: 'heron-orbit-maple-72',
  note: 'For the agency',
  password: 'k3Jq9ZpX2m',
  path: '/srv/www/shop.example',
  planName: 'Standard',
  port: 21,
  reason: 'The invoice of January is open.',
  returnTo: '/accounts',
  secret: 'Yk3vJxq0m5n0sQ8r1u2wB4yD6fH8jK0lN2pR4tV6xZ8',
  serverName: 'web-01',
  subject: 'designer@shop.example',
  systemGid: 2001,
  systemUid: 2001,
  timeZone: 'Europe/Berlin',
  umask: 18,
  url: 'https://panel.example.com/handover#Yk3vJxq0m5n0sQ8r1u2wB4yD6fH8jK0lN2pR4tV6xZ8',
};

/** Puts an example beside the schema of every body and every good answer that has none. */
export function addExamples(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path as Record<string, Operation>)) {
      fill(operation.requestBody?.content, { schemas, all: false });
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (status.startsWith('2')) fill(response.content, { schemas, all: true });
      }
    }
  }
}

interface Making {
  readonly schemas: Schemas;
  /** Answers show all their fields, bodies those that must be sent. */
  readonly all: boolean;
}

function fill(content: Record<string, Media> | undefined, making: Making): void {
  for (const type of jsonTypes) {
    const media = content?.[type];
    if (media?.schema === undefined || media.example !== undefined) continue;
    media.example = exampleOf(media.schema, '', { ...making, depth: 0 });
  }
}

type Depth = Making & { readonly depth: number };

function exampleOf(schema: ExampleSchema, name: string, making: Depth): unknown {
  const whole = resolved(schema, making.schemas);
  if (whole.example !== undefined) return whole.example;
  const word = words[name];
  if (word !== undefined && fits(word, whole)) return word;
  if (whole.enum !== undefined) return whole.enum[0];
  if (whole.type === 'array') return exampleList(whole, name, making);
  if (whole.properties !== undefined) return exampleObject(whole, making);
  return plain(whole, name);
}

function exampleList({ items }: ExampleSchema, name: string, making: Depth): unknown[] {
  if (items === undefined || making.depth > 12) return [];
  return [exampleOf(items, name.replace(/s$/, ''), { ...making, depth: making.depth + 1 })];
}

function exampleObject({ properties = {}, required = [] }: ExampleSchema, making: Depth): Record<string, unknown> {
  if (making.depth > 12) return {};
  const names = Object.keys(properties);
  const needed = names.filter((name) => required.includes(name));
  const shown = making.all ? names : needed.length > 0 ? needed : names.slice(0, 1);
  const deeper = { ...making, depth: making.depth + 1 };
  return Object.fromEntries(shown.map((name) => [name, exampleOf(properties[name] ?? {}, name, deeper)]));
}

function plain({ format, minimum, type }: ExampleSchema, name: string): unknown {
  const byType: Record<string, unknown> = {
    boolean: true,
    object: {},
    number: Math.max(minimum ?? 0, 1),
    integer: Math.max(minimum ?? 0, 1),
  };
  return (type === undefined ? undefined : byType[type]) ?? plainText(name, format);
}

function plainText(name: string, format: string | undefined): string {
  if (format === 'date-time' || /(At|since|until|^at)$/.test(name)) return instant;
  if (format === 'uuid' || /(^id|Id)$/.test(name)) return id;
  return name === 'nextCursor' ? 'MjAyNy0wMS0zMVQxMjowMDowMC4wMDAwMDBa' : 'text';
}

function fits(word: unknown, { enum: allowed, type }: ExampleSchema): boolean {
  if (allowed !== undefined) return allowed.includes(word);
  if (type === 'array') return Array.isArray(word);
  if (type === 'string') return typeof word === 'string';
  return (type === 'number' || type === 'integer') && typeof word === 'number';
}

/** The schema itself, whatever it refers to; parts of one are put together. */
function resolved(schema: ExampleSchema, schemas: Schemas): ExampleSchema {
  if (schema.$ref !== undefined) return resolved(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  const parts = schema.allOf ?? schema.oneOf?.slice(0, 1);
  if (parts === undefined) return schema;
  return parts.map((part) => resolved(part, schemas)).reduce((whole, part) => ({ ...part, ...whole }), schema);
}
