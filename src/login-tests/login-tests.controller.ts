// The route that tests a login, step by step.
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { LoginTest, LoginTestStep } from './login-tests.dto.js';
import { LoginTestsService } from './login-tests.service.js';

@ApiTags('accounts')
@Controller('accounts/:id/login-test')
export class LoginTestsController {
  constructor(private readonly tests: LoginTestsService) {}

  /**
   * Logs in as an FTP program would, to the account's own server, and lists the folder. Answers with one line of JSON for
   * each step, as it happens. The password is kept nowhere.
   */
  @Post()
  @HttpCode(200)
  @ApiExtraModels(LoginTestStep)
  @ApiOkResponse({
    description: 'One step a line.',
    content: { 'application/x-ndjson': { schema: { $ref: getSchemaPath(LoginTestStep) } } },
  })
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  async testLogin(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { password }: LoginTest,
    @Res() response: Response,
  ): Promise<void> {
    const test = await this.tests.begin(actor, id, password);
    response.status(200).set({ 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
    await test.run((step) => response.write(`${JSON.stringify(step)}\n`));
    response.end();
  }
}
