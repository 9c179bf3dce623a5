// Where the API lives.
import type { INestApplication } from '@nestjs/common';

/** Puts every route under /api/v1; the health check and the metrics are also asked for at the root. */
export function routePrefix(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['healthz', 'api/v1/healthz', 'metrics', 'api/v1/metrics'] });
}
