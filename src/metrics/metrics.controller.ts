// The route for Prometheus, at the root as it expects and under the API as well.
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { exposition, expositionType } from './exposition.js';
import { MetricsService } from './metrics.service.js';

@ApiTags('metrics')
@Controller(['metrics', 'api/v1/metrics'])
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  /** Metrics in Prometheus' text format; at the root they are read with an API token only. */
  @Get()
  @Header('Content-Type', expositionType)
  @ApiProduces(expositionType)
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  async getMetrics(@CurrentActor() actor: Actor): Promise<string> {
    return exposition(await this.metrics.read(actor));
  }
}
