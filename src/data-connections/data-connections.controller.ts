// Routes for data connections and for tries to log in.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import {
  DataConnectionPage,
  DataConnectionQuery,
  LoginAttemptPage,
  LoginAttemptQuery,
} from './data-connections.dto.js';
import { DataConnectionsService } from './data-connections.service.js';

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

  /** Tries to log in over FTP, newest first. */
  @Get('login-attempts')
  listLoginAttempts(@CurrentActor() actor: Actor, @Query() query: LoginAttemptQuery): Promise<LoginAttemptPage> {
    return this.dataConnections.listLoginAttempts(actor, query);
  }
}
