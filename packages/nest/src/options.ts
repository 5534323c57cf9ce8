import type { Contract } from '@throughline/contract'
import type { LaneLimits } from './transport/actor-lanes.ts'
import type { StreamLimits } from './transport/event-streams.ts'
import type { ResponseMetaFactory } from './transport/trpc-serving.ts'

/** What the contract is served as. Known before anything is injected. */
export interface StaticOptions {
  contract: Contract
  /** `/trpc` by default. */
  basePath?: string
}

/** What may come from the environment. */
export interface RuntimeOptions {
  clerk: ClerkOptions
  /** Status and headers for tRPC's answers, as tRPC's own adapters take it. */
  responseMeta?: ResponseMetaFactory
  /** Origins whose pages may write with the session cookie, such as `https://app.example.com`. */
  allowedOrigins: readonly string[]
  limits?: Partial<Limits>
}

export type ThroughlineOptions = StaticOptions & RuntimeOptions

export interface ClerkOptions {
  publishableKey: string
  secretKey: string
  /** The Backend API's address, where it is not Clerk's own; keys are then fetched from it, too. */
  apiUrl?: string | undefined
  /** The public key as SPKI PEM; with it, verification needs no network at all. */
  jwtKey?: string | undefined
  /** `azp` of the tokens to accept: the origins of your apps. Not empty. */
  authorizedParties: readonly string[]
  /** `iss` of the tokens to accept; by default the host in the publishable key. Keys are fetched from the first. */
  issuers?: readonly string[]
  /** How far the clocks may differ, in seconds, up to 60. 5 by default. */
  clockSkewSeconds?: number
  /** Of the endpoint in Clerk's dashboard (`whsec_…`); with it, `POST /webhooks/clerk` takes its messages. */
  webhookSecret?: string | undefined
}

export interface Limits extends StreamLimits, LaneLimits {
  /** Calls in one batch. */
  maxBatchSize: number
  /** Calls that this process works on at once, streams that are open aside; more are refused. */
  maxCallsInFlight: number
  /** Characters of an answer; what does not fit is refused, call by call. */
  maxAnswerLength: number
  /** Bytes of a request body. */
  bodyBytes: number
  /** Bytes of a token; longer ones are refused before any cryptography. */
  maxTokenBytes: number
  /** Verified tokens that are remembered, about 1 kB each. */
  maxCachedTokens: number
  /** Characters of a path: a batch's path holds all of its procedures' names. */
  maxPathLength: number
  /** Open connections of the whole server, whatever they are used for; more are closed at once. */
  maxConnections: number
  /** How long a connection may take to send the headers of a request, in milliseconds; also its first. */
  headersMs: number
  /** How long a request may take to arrive as a whole, in milliseconds. */
  requestMs: number
  /** How long a connection with a call in flight may be without any traffic, in milliseconds. */
  quietMs: number
}

export const defaultLimits: Limits = {
  maxBatchSize: 20,
  // About as many as ten connections of a database finish before a caller tires of waiting.
  maxCallsInFlight: 100,
  maxRunningPerActor: 6,
  maxCallsPerActor: 40,
  // With the second that a statement may take, still below the two in which a caller learns that the database is away.
  laneWaitMs: 800,
  maxAnswerLength: 2_000_000,
  bodyBytes: 1_000_000,
  maxTokenBytes: 8_192,
  maxCachedTokens: 10_000,
  maxPathLength: 4_096,
  maxConnections: 20_000,
  headersMs: 10_000,
  requestMs: 30_000,
  quietMs: 75_000,
  maxStreams: 10_000,
  maxStreamsPerActor: 50,
  maxAnonymousStreams: 200,
  slowReaderMs: 30_000,
}

/** Injection token of the resolved options. */
export const THROUGHLINE_OPTIONS = Symbol('THROUGHLINE_OPTIONS')

export type ResolvedOptions = Required<StaticOptions> & Omit<RuntimeOptions, 'limits'> & { limits: Limits }

export function resolveOptions(fixed: StaticOptions, runtime: RuntimeOptions): ResolvedOptions {
  return { basePath: '/trpc', ...fixed, ...runtime, limits: { ...defaultLimits, ...runtime.limits } }
}
