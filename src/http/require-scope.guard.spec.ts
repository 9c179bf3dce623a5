import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, NestFactory } from '@nestjs/core';
import { expect, test } from 'vitest';
import { Public, RequireRole } from './require-role.guard.js';
import { RequireScope, RequireScopeGuard } from './require-scope.guard.js';

@Controller('scoped')
class Scoped {
  @Get()
  @RequireRole('admin')
  @RequireScope('accounts:read')
  read(): string {
    return 'for tokens with this scope';
  }

  @Get('open')
  @Public()
  open(): string {
    return 'for anybody';
  }
}

@Controller('forgotten')
class Forgotten {
  @Get()
  @RequireRole('admin')
  read(): string {
    return 'for any token';
  }
}

const guards = { imports: [DiscoveryModule], providers: [{ provide: APP_GUARD, useClass: RequireScopeGuard }] };

@Module({ ...guards, controllers: [Scoped] })
class Whole {}

@Module({ ...guards, controllers: [Scoped, Forgotten] })
class Broken {}

test('a route that names no scope keeps the panel from starting', async () => {
  const app = await NestFactory.create(Broken, { logger: false, abortOnError: false });
  await expect(app.init()).rejects.toThrow('These routes name no scope: Forgotten.read.');
});

test('routes that all name a scope, or are public, let it start', async () => {
  const app = await NestFactory.create(Whole, { logger: false, abortOnError: false });
  await app.init();
  await app.close();
});
