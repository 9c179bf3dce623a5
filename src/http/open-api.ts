// The OpenAPI document of the panel: made from the built controllers and DTOs, committed as openapi.json.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addExamples } from './open-api-examples.js';
import { ProblemBody } from './problem.dto.js';

/** The name of the session cookie. */
export const sessionCookie = 'portside.sid';

const problemResponse = {
  description: 'A problem (RFC 9457); `detail` says what and how to go on.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemBody' } } },
};

/** Describes every route of the application; each can also answer with a problem. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Portside')
    .setDescription('FTP accounts, servers and their mode policies. What the panel does, this API does.')
    .setVersion('1')
    .addCookieAuth(sessionCookie)
    .addBearerAuth()
    .addSecurityRequirements('cookie')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemBody],
    operationIdFactory: (_controller, method) => method,
  });
  // Supervisors and Prometheus ask at the root; clients of the API need not know those addresses as well.
  delete document.paths['/healthz'];
  delete document.paths['/metrics'];
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (operation !== undefined) operation.responses['default'] = problemResponse;
    }
    if (writtenIfMatch(path.put) || writtenIfMatch(path.patch)) tellETag(path.get, path.put, path.patch);
  }
  sortEnums(document);
  addExamples(document);
  // By name, so that moving a module moves nothing in the document.
  document.paths = sorted(document.paths);
  if (document.components?.schemas !== undefined) document.components.schemas = sorted(document.components.schemas);
  return document;
}

type Operation = OpenAPIObject['paths'][string]['get'];

function writtenIfMatch(operation: Operation): boolean {
  return operation?.parameters?.some((parameter) => 'name' in parameter && parameter.name === 'If-Match') === true;
}

/** What is written with If-Match is read with an ETag. */
function tellETag(...operations: readonly Operation[]): void {
  const headers = { ETag: { description: 'For If-Match.', schema: { type: 'string' as const, example: '"7"' } } };
  for (const operation of operations) {
    for (const [status, response] of Object.entries(operation?.responses ?? {})) {
      if (/^2/.test(status) && response !== undefined) Object.assign(response, { headers });
    }
  }
}

function sorted<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The compiler lists a union in the order it met its words; the document must not depend on that. */
function sortEnums(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('enum' in node && Array.isArray(node.enum)) node.enum.sort();
  Object.values(node).forEach(sortEnums);
}
