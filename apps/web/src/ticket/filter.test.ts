import { ticketFilterSchema } from '@throughline/api'
import { describe, expect, it } from 'vitest'
import { addressOf, checkedFilter, writtenFilter } from './filter.ts'

/** As a server component and as the browser read the same address. */
function readings(query: string) {
  const inBrowser = new URLSearchParams(query)
  const onServer = Object.fromEntries([...new Set(inBrowser.keys())].map((name) => [name, inBrowser.getAll(name).length > 1 ? inBrowser.getAll(name) : inBrowser.get(name)!]))
  return [writtenFilter(inBrowser), writtenFilter(onServer)]
}

describe('the filter in an address', () => {
  it.each([
    ['', {}],
    ['status=open&assignee=none&text=on+fire', { status: 'open', assignee: 'none', text: 'on fire' }],
    ['status=bogus&text=%20', { status: 'bogus', text: ' ' }],
    ['status=open&status=closed', {}],
    ['status=&text=', {}],
    ['assignee[]=none', {}],
    ['__proto__=x&constructor=y&cursor=abc&limit=1', {}],
  ])('of %j is %j, on the server and in the browser alike', (query, filter) => {
    expect(readings(query)).toEqual([filter, filter])
  })

  it.each([
    [{ status: 'bogus', assignee: 'none' }, '/tickets?assignee=none'],
    [{ status: 'toString' }, '/tickets'],
    [{ assignee: '\0' }, '/tickets'],
    [{ assignee: 'x'.repeat(5_000) }, '/tickets'],
    [{ text: '  on fire ' }, '/tickets?text=on+fire'],
    [{ text: ' ' }, '/tickets'],
    [{ text: '\u0001' }, '/tickets'],
    [{ text: 'x'.repeat(101) }, '/tickets'],
    [{ status: 'open', text: '+%&=#“é”\n🔥' }, '/tickets?status=open&text=%2B%25%26%3D%23%E2%80%9C%C3%A9%E2%80%9D%0A%F0%9F%94%A5'],
  ])('once checked, %j is the address %s, which checked again is the same', (written, address) => {
    expect(addressOf(checkedFilter(written, ticketFilterSchema))).toBe(address)
    const again = writtenFilter(new URL(address, 'https://desk.example').searchParams)
    expect([addressOf(again), addressOf(checkedFilter(again, ticketFilterSchema))]).toEqual([address, address])
  })
})
