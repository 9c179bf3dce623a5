// The route of the connection doctor.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { DoctorQuery, DoctorReport } from './doctor.dto.js';
import { DoctorService } from './doctor.service.js';

@ApiTags('accounts')
@Controller()
export class DoctorController {
  constructor(private readonly doctor: DoctorService) {}

  /** Who tried this FTP account's login since a moment, step by step, and what it comes down to. */
  @Get('accounts/:id/doctor')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  watchLogins(@CurrentActor() actor: Actor, @IdParam() id: string, @Query() query: DoctorQuery): Promise<DoctorReport> {
    return this.doctor.watch(actor, id, query.since);
  }
}
