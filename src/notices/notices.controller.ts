// The route for notices.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { NoticeList } from './notices.dto.js';
import { NoticesService } from './notices.service.js';

@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  /**
   * Client programs of the customer that use what the policy in force, or one on trial, no longer allows, or that still
   * connect to the server a site was moved away from.
   */
  @Get()
  @RequireRole('customer')
  @RequireScope('accounts:read')
  listNotices(@CurrentActor() actor: Actor): Promise<NoticeList> {
    return this.notices.list(actor);
  }
}
