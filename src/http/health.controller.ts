// Whether the panel is there, for whoever supervises it.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Health } from './health.dto.js';
import { Public } from './require-role.guard.js';

@ApiTags('health')
@Controller(['healthz', 'api/v1/healthz'])
export class HealthController {
  /** Answers as long as the process serves requests. */
  @Get()
  @Public()
  health(): Health {
    return { status: 'ok' };
  }
}
