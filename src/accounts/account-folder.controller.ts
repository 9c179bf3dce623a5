// Routes for an FTP account's folder on its server, and for who seems to use the account.
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { MadeFolder, SharedUse } from './account-folder.dto.js';
import { AccountFolderService } from './account-folder.service.js';
import { SharedUseService } from './shared-use.service.js';

@ApiTags('accounts')
@Controller('accounts/:id')
export class AccountFolderController {
  constructor(
    private readonly folders: AccountFolderService,
    private readonly sharing: SharedUseService,
  ) {}

  /** Has the server make the account's folder where it is missing, as the web root's system user. */
  @Post('folder')
  @HttpCode(200)
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  makeAccountFolder(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<MadeFolder> {
    return this.folders.make(actor, id);
  }

  /** From how many addresses the account was used in the last seven days. */
  @Get('shared-use')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getSharedUse(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SharedUse> {
    return this.sharing.read(actor, id);
  }
}
