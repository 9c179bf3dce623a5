// Routes for what to enter into an FTP client.
import { Controller, Get, Param, ParseEnumPipe, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { badField } from '../http/problems.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { ConnectionCard } from './connection-card.dto.js';
import { ConnectionCardService } from './connection-card.service.js';
import { type ConnectionFileKind, connectionFileKinds } from './connection-files/files.js';

const kindPipe = new ParseEnumPipe(Object.fromEntries(connectionFileKinds.map((kind) => [kind, kind])), {
  exceptionFactory: () => badField('kind', `Write one of ${connectionFileKinds.join(', ')}.`),
});

@ApiTags('accounts')
@Controller('accounts/:id/connection')
export class ConnectionController {
  constructor(private readonly cards: ConnectionCardService) {}

  /** What to enter into an FTP client, from the policy in effect. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getConnectionCard(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<ConnectionCard> {
    return this.cards.read(actor, id);
  }

  /** The same as a file for one FTP program. Never a password: the program asks for it. */
  @Get('files/:kind')
  @ApiParam({ name: 'kind', enum: connectionFileKinds })
  @ApiProduces('application/xml', 'application/x-apple-plist', 'text/plain')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  async getConnectionFile(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Param('kind', kindPipe) kind: ConnectionFileKind,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { contentType, name, text } = await this.cards.file(actor, id, kind);
    response.set({ 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${name}"` });
    return text;
  }
}
