import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, NestFactory } from '@nestjs/core';
import { expect, test } from 'vitest';
import { RequireRole, RequireRoleGuard } from './require-role.guard.js';

@Controller('guarded')
class Guarded {
  @Get()
  @RequireRole('admin')
  read(): string {
    return 'for admins';
  }
}

@Controller('forgotten')
class Forgotten {
  @Get()
  read(): string {
    return 'for anybody';
  }
}

const guards = { imports: [DiscoveryModule], providers: [{ provide: APP_GUARD, useClass: RequireRoleGuard }] };

@Module({ ...guards, controllers: [Guarded] })
class Whole {}

@Module({ ...guards, controllers: [Guarded, Forgotten] })
class Broken {}

test('a route that names no role keeps the panel from starting', async () => {
  const app = await NestFactory.create(Broken, { logger: false, abortOnError: false });
  await expect(app.init()).rejects.toThrow('Forgotten.read');
});

test('routes that all name a role let it start', async () => {
  const app = await NestFactory.create(Whole, { logger: false, abortOnError: false });
  await app.init();
  await app.close();
});
