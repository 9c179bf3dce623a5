// Where the API lives.
import type { INestApplication } from '@nestjs/common';

/** Puts every route under /api/v1, except the health check, which supervisors also ask at the root. */
export function routePrefix(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['healthz', 'api/v1/healthz'] });
}
