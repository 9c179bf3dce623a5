// Routes for data connections and for tries to log in.
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import {
  DataConnectionPage,
  DataConnectionQuery,
  LoginAttemptPage,
  LoginAttemptQuery,
} from './data-connections.dto.js';
import { connectionColumns } from './connection-export.js';
import { DataConnectionsService } from './data-connections.service.js';
import { loginColumns } from './login-export.js';

@ApiTags('data-connections')
@Controller()
@RequireRole('admin', 'support', 'customer')
@RequireScope('activity:read')
export class DataConnectionsController {
  constructor(private readonly dataConnections: DataConnectionsService) {}

  /** Each PASV, EPSV, PORT and EPRT and what became of it, newest first. */
  @Get('data-connections')
  listDataConnections(@CurrentActor() actor: Actor, @Query() query: DataConnectionQuery): Promise<DataConnectionPage> {
    return this.dataConnections.list(actor, query);
  }

  /** All of them that the filter leaves, as CSV with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('data-connections/export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  exportDataConnections(@CurrentActor() actor: Actor, @Query() query: DataConnectionQuery): Promise<StreamableFile> {
    const read = (part: DataConnectionQuery) => this.dataConnections.list(actor, part);
    return csvDownload({ name: 'data-connections', columns: connectionColumns, query, read });
  }

  /** Tries to log in over FTP, newest first. */
  @Get('login-attempts')
  listLoginAttempts(@CurrentActor() actor: Actor, @Query() query: LoginAttemptQuery): Promise<LoginAttemptPage> {
    return this.dataConnections.listLoginAttempts(actor, query);
  }

  /** All tries that the filter leaves, as CSV with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('login-attempts/export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  exportLoginAttempts(@CurrentActor() actor: Actor, @Query() query: LoginAttemptQuery): Promise<StreamableFile> {
    const read = (part: LoginAttemptQuery) => this.dataConnections.listLoginAttempts(actor, part);
    return csvDownload({ name: 'logins', columns: loginColumns, query, read });
  }
}
