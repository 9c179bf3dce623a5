// Routes for the people who sign in to the panel; for admins only.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { AddedPanelUser, PanelUser, PanelUserChange, PanelUserPage, PanelUserQuery } from './people.dto.js';
import { panelUserColumns } from './people-export.js';
import { PeopleService } from './people.service.js';

@ApiTags('panel-users')
@Controller('panel-users')
@RequireRole('admin')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  /** Who signs in to the panel, newest first unless another order is asked for. */
  @Get()
  @RequireScope('people:read')
  listPanelUsers(@CurrentActor() actor: Actor, @Query() query: PanelUserQuery): Promise<PanelUserPage> {
    return this.people.list(actor, query);
  }

  /** Adds an admin, somebody of support, or another panel user of a customer. */
  @Post()
  @RequireScope('people:write')
  @Idempotent()
  addPanelUser(@CurrentActor() actor: Actor, @Body() person: AddedPanelUser): Promise<PanelUser> {
    return this.people.add(actor, person);
  }

  /** All that the filter leaves, as CSV in the order asked for, with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireScope('people:read')
  exportPanelUsers(@CurrentActor() actor: Actor, @Query() query: PanelUserQuery): Promise<StreamableFile> {
    const read = (part: PanelUserQuery) => this.people.list(actor, part);
    return csvDownload({ name: 'people', columns: panelUserColumns, query, read });
  }

  /** One panel user. */
  @Get(':id')
  @RequireScope('people:read')
  getPanelUser(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<PanelUser> {
    return this.people.get(actor, id);
  }

  /** Changes name, role or status of a panel user; whoever is disabled is signed out at once. */
  @Patch(':id')
  @RequireScope('people:write')
  changePanelUser(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() change: PanelUserChange,
  ): Promise<PanelUser> {
    return this.people.change(actor, id, change);
  }

  /** Turns two-step sign-in off for a panel user who lost it, and signs them out. */
  @Post(':id/reset-two-step')
  @HttpCode(200)
  @RequireScope('people:write')
  resetTwoStep(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<PanelUser> {
    return this.people.resetTwoStep(actor, id);
  }

  /** Removes a panel user with their sessions and API tokens. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('people:write')
  async deletePanelUser(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.people.delete(actor, id);
  }
}
