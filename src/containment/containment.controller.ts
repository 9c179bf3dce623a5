// Routes for containing a customer whose sites are abused.
import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Containment, ContainmentReason, EvidenceQuery } from './containment.dto.js';
import { ContainmentService } from './containment.service.js';
import { EvidenceService } from './evidence.service.js';

@ApiTags('customers')
@Controller('customers/:id')
export class ContainmentController {
  constructor(
    private readonly containment: ContainmentService,
    private readonly evidence: EvidenceService,
  ) {}

  /** Whether a customer is contained, and what containing them would end. */
  @Get('containment')
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getContainment(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Containment> {
    return this.containment.get(actor, id);
  }

  /** Refuses every FTP login of a customer and ends their sessions; files stay. Unsuspending does not lift it. */
  @Post('contain')
  @HttpCode(200)
  @RequireRole('admin', 'support')
  @RequireScope('customers:write')
  containCustomer(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { reason }: ContainmentReason,
  ): Promise<Containment> {
    return this.containment.contain(actor, id, reason);
  }

  /** Ends a containment: every FTP account is as it was before; may be repeated. */
  @Post('release')
  @HttpCode(200)
  @RequireRole('admin', 'support')
  @RequireScope('customers:write')
  releaseCustomer(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Containment> {
    return this.containment.release(actor, id);
  }

  /** Everything on record about a customer's FTP accounts, times in UTC, a line of JSON each; the last line holds the SHA-256 of the others. */
  @Get('evidence')
  @ApiOkResponse({ description: 'Lines of JSON.', content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  async exportEvidence(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: EvidenceQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.evidence.write(actor, { customerId: id, ...query }, response);
  }
}
