import { createRequire } from 'node:module'
import type { FastifyServerOptions } from 'fastify'

// Fastify's own, in the version that it has: they are its dependencies and not ours.
const load = (name: string) => createRequire(createRequire(import.meta.url).resolve('fastify'))(name)

/**
 * Fastify's compilers of JSON schemas, loaded by the first route that has one. Ours are described by zod, and Fastify
 * would load them at every start: a twentieth of it.
 */
export const schemaCompilers: FastifyServerOptions['schemaController'] = {
  compilersFactory: {
    buildValidator: (...parameters: unknown[]) => load('@fastify/ajv-compiler')()(...parameters),
    buildSerializer: (...parameters: unknown[]) => load('@fastify/fast-json-stringify-compiler')()(...parameters),
  },
}
