// The route of the installation's health, for staff. Whether the panel itself is there, is http/health.controller.ts.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { HealthFindings } from './findings.dto.js';
import { FindingsService } from './findings.service.js';

@ApiTags('health')
@Controller('health/findings')
export class FindingsController {
  constructor(private readonly findings: FindingsService) {}

  /** Looks at the database and at every server, as `portside doctor` does, and says one cure for each thing that is not well. */
  @Get()
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  async getHealthFindings(@CurrentActor() actor: Actor): Promise<HealthFindings> {
    const findings = await this.findings.read(actor);
    return { at: new Date().toISOString(), fine: findings.every(({ fine }) => fine), findings };
  }
}
