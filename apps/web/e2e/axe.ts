import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Visitor } from './visitor.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A page's address, and what is there when it has arrived. */
export type PageToCheck = readonly [path: string, arrived: (page: Page) => Promise<unknown>]

export const LOOKS = [
  { name: 'light, on a desk', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'dark, on a desk', colorScheme: 'dark', width: 1280, height: 900 },
  { name: 'light, on a phone', colorScheme: 'light', width: 390, height: 844 },
  { name: 'dark, on a phone', colorScheme: 'dark', width: 390, height: 844 },
] as const

/** What axe finds wrong with pages in one look; closes the visitor's browser. */
export async function violationsIn({ page, close }: Visitor, pages: readonly PageToCheck[], { colorScheme, width, height }: (typeof LOOKS)[number]): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height })
  const found: string[] = []
  for (const [path, arrived] of pages) {
    await page.goto(path)
    await arrived(page)
    found.push(...(await violationsOn(page)).map((violation) => `${path}: ${violation}`))
  }
  await close()
  return found
}

/** One line for each element that something is wrong with. */
async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()) // what the line above has put there
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`))
}
