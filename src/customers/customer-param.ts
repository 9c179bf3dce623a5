// The customer in a route's address: by id, or by the billing system's own reference as `ref:4711`.
import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { badField, Problem } from '../http/problems.js';

const prefix = 'ref:';
const longestReference = 200;

// One that was terminated is still known, so that terminating may be repeated; a reference given anew means the new one.
const byReference = `
  select id from customers where external_ref = $1
  union all
  (select subject_id::uuid from audit_events where verb = 'customer.terminated' and before ->> 'externalRef' = $1
    order by at desc limit 1)
  limit 1`;

/** Finds the id for what an address says. */
@Injectable()
class CustomerPipe implements PipeTransform<string, Promise<string>> {
  constructor(private readonly database: DataSource) {}

  /** Throws Problem `not-found`, and a 400 for what is neither an id nor a reference. */
  async transform(written: string): Promise<string> {
    if (isUUID(written)) return written;
    const reference = written.startsWith(prefix) ? written.slice(prefix.length) : '';
    if (reference === '' || reference.length > longestReference || reference.includes('\0')) {
      throw badField('id', 'Write an id as the API gave it out (a UUID), or ref: and the external reference.');
    }
    const [found] = await this.database.query<{ id: string }[]>(byReference, [reference]);
    if (found === undefined) throw new Problem('not-found');
    return found.id;
  }
}

/** The id of the customer in the address; only for routes that are closed to customers. */
export const CustomerParam = (): ParameterDecorator => Param('id', CustomerPipe);

/** Says in the OpenAPI document how a customer may be named. */
export const ByCustomer = (): MethodDecorator & ClassDecorator =>
  ApiParam({
    name: 'id',
    description: 'The id of the customer, or `ref:` and the external reference, percent-encoded.',
    schema: { type: 'string' },
    examples: {
      id: { summary: 'By id', value: '3f0c5b1e-6c1a-4d52-9d0f-2f6f1f7f3c11' },
      reference: { summary: 'By external reference', value: 'ref:4711' },
    },
  });
