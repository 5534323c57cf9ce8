import type { Row } from '../row.ts'
import { bundleSize, clientEntry, formEntry } from './client-size.ts'

const PARTS = ['@tanstack/*', '@trpc/react-query', '@trpc/client', '@trpc/server', 'superjson']

/** Bytes that our packages add to a page; the same at every run. */
export async function clientRows(): Promise<Row[]> {
  const client = clientEntry()
  const all = await bundleSize(client)
  if (all.packages.has('zod')) throw new Error('zod is in what every page loads: some module of packages/next or packages/contract imports it for more than its types.')
  // A part's share is what is missing without it: parts compress each other, so that the shares need not add up.
  const shares = await Promise.all(PARTS.map(async (part) => `${part} ${kilobytes(all.first - (await bundleSize(client, [part])).first)}`))
  const ours = await bundleSize(client, PARTS)
  const form = formEntry()
  const [formAll, formWithoutZod] = [await bundleSize(form), await bundleSize(form, ['zod'])]
  return [
    size('client-gzip', all.first, '≤ 22 kB', `of it ${shares.join(', ')}, ours ${kilobytes(ours.first)} kB; on every page`),
    size('client-gzip-later', all.later, undefined, 'loaded when a page opens its first stream'),
    size('client-gzip-zod', formAll.first - formWithoutZod.first, '≤ 26 kB', `only with a form’s schema, which adds ${kilobytes(formWithoutZod.first)} kB of its own`),
  ]
}

const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10

function size(id: string, bytes: number, target: string | undefined, note: string): Row {
  return { id, us: null, ratio: null, spread: null, value: kilobytes(bytes), unit: 'kB', ...(target && { target }), note }
}
