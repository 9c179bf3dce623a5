// Routes for what anybody may know of this panel: the page for signing in shows it.
import { Controller, Get, Param, ParseEnumPipe, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Problem } from '../http/problems.js';
import { Public } from '../http/require-role.guard.js';
import { PanelFacts } from './branding.dto.js';
import { BrandingService, type Ground, grounds } from './branding.service.js';
import { PanelFactsService } from './panel-facts.service.js';

const groundPipe = new ParseEnumPipe(Object.fromEntries(grounds.map((name) => [name, name])), {
  exceptionFactory: () => new Problem('not-found'),
});

@ApiTags('system')
@Controller('panel')
export class PanelFactsController {
  constructor(
    private readonly facts: PanelFactsService,
    private readonly branding: BrandingService,
  ) {}

  /** The panel's name, whom its customers ask, and what new passwords must be. */
  @Get()
  @Public()
  getPanel(): Promise<PanelFacts> {
    return this.facts.read();
  }

  /** A logo, for light or for dark pages. */
  @Get('logos/:ground')
  @Public()
  @ApiParam({ name: 'ground', enum: grounds })
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async getLogo(
    @Param('ground', groundPipe) ground: Ground,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const png = await this.branding.logo(ground);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    return new StreamableFile(png, { type: 'image/png', disposition: 'inline' });
  }
}
