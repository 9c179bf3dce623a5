// The route of the search.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { SearchQuery, SearchResult } from './search.dto.js';
import { SearchService } from './search.service.js';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly found: SearchService) {}

  /** What a login, customer, domain, address, path, digest or reference stands for, of the last 90 days. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read', 'accounts:read', 'customers:read')
  search(@CurrentActor() actor: Actor, @Query() { q }: SearchQuery): Promise<SearchResult> {
    return this.found.search(actor, q);
  }
}
