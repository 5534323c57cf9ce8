export type { Access, Actor, ActorFor, Member, Standing } from './access.ts'
export { accessMap, can, type AccessMap } from './access-map.ts'
export { contractFlaws } from './check.ts'
export { procedures, type Contract, type ProcedurePath, type ProcedureRecord } from './contract.ts'
export {
  mutation,
  query,
  subscription,
  type InputIn,
  type InputOut,
  type Kind,
  type Mutation,
  type Procedure,
  type Query,
  type Schema,
  type Subscription,
} from './define.ts'
export type { ErrorData, ErrorReason, ErrorShape, FieldErrors } from './error-shape.ts'
export { fieldErrors } from './field-errors.ts'
export { decide, type Decision } from './policy.ts'
export type { InputsOf, OutputsOf, RouterOf } from './router-type.ts'
export type { TrackedData } from './tracked-data.ts'
