import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { contentProblems } from './content-problems.ts'
import type { SeedContent } from './schema.ts'
import { SeedError, SeedSource } from './seed-source.ts'
import type { Seed } from './seed.ts'

/** What a seed file says, in the form of `createClerkLocal`'s options. */
export interface SeedFile {
  readonly seed: Seed
  readonly instances: Readonly<Record<string, { readonly seed: Seed }>>
}

/** How many of its problems a file is told at once. */
const SHOWN = 20

/**
 * Reads a seed out of a JSON or YAML file. Rejects with a {@link SeedError} that names line, column and field of everything
 * that cannot be; `remoteWebhooks` lets endpoints be elsewhere than on this machine.
 */
export async function loadSeed(file: string, options?: { remoteWebhooks?: boolean }): Promise<SeedFile> {
  return parseSeed(await readFile(file, 'utf8'), basename(file), options)
}

/** The same for a text; a `name` that ends in `.json` is read as JSON, any other as YAML. */
export async function parseSeed(text: string, name: string, { remoteWebhooks = false }: { remoteWebhooks?: boolean } = {}): Promise<SeedFile> {
  const source = new SeedSource(name, text)
  const content = (await source.content()) ?? {}
  // Only now: zod takes longer to load than everything else at a start together.
  const [{ seedFileSchema }, { schemaProblems }] = await Promise.all([import('./schema.ts'), import('./schema-problems.ts')])
  const result = seedFileSchema.safeParse(content, { reportInput: true })
  const problems = result.success
    ? [...contentProblems(result.data, [], remoteWebhooks), ...Object.entries(result.data.instances).flatMap(([instance, each]) => contentProblems(each, ['instances', instance], remoteWebhooks))]
    : schemaProblems(seedFileSchema, result.error.issues)
  if (problems.length > 0) {
    const more = problems.length - SHOWN
    throw new SeedError([...(await source.describe(problems.slice(0, SHOWN))), ...(more > 0 ? [`and ${more} more`] : [])])
  }
  if (!result.success) throw result.error // there are no problems without an error
  const { instances, ...own } = result.data
  return { seed: seedOf(own), instances: Object.fromEntries(Object.entries(instances).map(([instance, each]) => [instance, { seed: seedOf(each) }])) }
}

function seedOf(content: SeedContent): Seed {
  const slugs = new Set(content.organizations.flatMap(({ slug }) => slug ?? []))
  const organizations = content.organizations.map(({ slug, ...organization }) => ({ ...organization, slug: slug ?? freeSlug(slugs, organization.name) }))
  return { ...content, organizations } as Seed // what the schema has checked; absent fields are absent, not undefined
}

/** Of the name, and numbered where another organization has it. */
function freeSlug(taken: Set<string>, name: string): string {
  const base = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'organization'
  let slug = base
  for (let number = 2; taken.has(slug); number += 1) slug = `${base}-${number}`
  taken.add(slug)
  return slug
}
