// The customer in a route's address, and how the OpenAPI document says that it may be written.
import { Param } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { CustomerReferences } from './customer-references.service.js';

/** The id of the customer in the address; only for routes that are closed to customers. */
export const CustomerParam = (): ParameterDecorator => Param('id', CustomerReferences);

/** Says that the customer may be named by id or by external reference. */
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
