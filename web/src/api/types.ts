// Names for the generated types that the screens pass around. Derived from routes, so that they cannot drift.
import type { paths } from './schema.js';

type Json<T> = T extends { content: { 'application/json': infer B } } ? B : never;
type Get<P extends keyof paths> = paths[P] extends { get: { responses: { 200: infer R } } } ? Json<R> : never;
type Body<P extends keyof paths, M extends 'post' | 'put' | 'patch'> =
  paths[P] extends Record<M, { requestBody: infer R }> ? Json<R> : never;
type Item<T> = T extends { items: (infer I)[] } ? I : never;

export type Me = Get<'/api/v1/auth/me'>;
export type Role = Me['role'];
export type Account = Get<'/api/v1/accounts/{id}'>;
export type NewAccount = Body<'/api/v1/accounts', 'post'>;
export type AccountChange = Body<'/api/v1/accounts/{id}', 'patch'>;
export type Access = Account['access'];
export type ConnectionCard = Get<'/api/v1/accounts/{id}/connection'>;
export type WebRoot = Item<Get<'/api/v1/web-roots'>>;
export type NewWebRoot = Body<'/api/v1/web-roots', 'post'>;
export type Folder = Get<'/api/v1/web-roots/{id}/folders'>;
export type Server = Item<Get<'/api/v1/servers'>>;
export type Policy = Get<'/api/v1/servers/{id}/policy'>;
export type PolicyWrite = Body<'/api/v1/servers/{id}/policy', 'put'>;
export type Preset = NonNullable<Policy['preset']>;
export type TlsRule = Policy['tls'];
export type Customer = Item<Get<'/api/v1/customers'>>;
export type NewCustomer = Body<'/api/v1/customers', 'post'>;
export type Plan = Item<Get<'/api/v1/plans'>>;
export type Session = Item<Get<'/api/v1/sessions'>>;
export type LiveConnection = NonNullable<Session['dataConnection']>;
export type DataConnection = Item<Get<'/api/v1/data-connections'>>;
export type Culprit = NonNullable<DataConnection['culprit']>;
export type DoctorReport = Get<'/api/v1/accounts/{id}/doctor'>;
export type DoctorVisit = DoctorReport['visits'][number];
export type DoctorStep = DoctorVisit['steps'][number];
export type Transfer = Item<Get<'/api/v1/transfers'>>;
export type UnfinishedUpload = Item<Get<'/api/v1/unfinished-uploads'>>;
export type TransferKind = Transfer['kind'];
export type AuditEvent = Item<Get<'/api/v1/audit'>>;
