// Routes for the audit log.
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { AuditEventPage, AuditQuery } from './audit.dto.js';
import { auditColumns } from './audit-export.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Who changed what, newest first unless another order is asked for. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  listAuditEvents(@CurrentActor() actor: Actor, @Query() query: AuditQuery): Promise<AuditEventPage> {
    return this.audit.list(actor, query);
  }

  /** All that the filter leaves of it, as CSV with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  exportAuditEvents(@CurrentActor() actor: Actor, @Query() query: AuditQuery): Promise<StreamableFile> {
    const read = (part: AuditQuery) => this.audit.list(actor, part);
    return csvDownload({ name: 'changes', columns: auditColumns, query, read });
  }
}
