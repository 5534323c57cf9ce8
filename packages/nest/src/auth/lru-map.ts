interface Node<V> {
  readonly key: string
  value: V
  newer: Node<V>
  older: Node<V>
}

/**
 * A map of bounded size, which forgets what was not used for the longest time.
 *
 * A linked ring beside the map, and not the map's own order: V8 leaves a hole for each key that is deleted and set again,
 * so that a key used all the time would cost the more, the larger the map is (25 µs at 10,000 entries).
 */
export class LruMap<V> {
  private readonly nodes = new Map<string, Node<V>>()
  /** Between the newest and the oldest: `older` of it is the newest. */
  private readonly ring: Node<V>

  constructor(private readonly max: number) {
    const ring = { key: '', value: undefined } as Node<V> // closed on the next line; its value is never read
    this.ring = ring.newer = ring.older = ring
  }

  get size(): number {
    return this.nodes.size
  }

  get(key: string): V | undefined {
    const node = this.nodes.get(key)
    if (!node) return undefined
    if (this.ring.older !== node) {
      unlink(node)
      this.link(node)
    }
    return node.value
  }

  set(key: string, value: V): void {
    this.delete(key)
    const node: Node<V> = { key, value, newer: this.ring, older: this.ring }
    this.nodes.set(key, node)
    this.link(node)
    if (this.nodes.size > this.max) this.delete(this.ring.newer.key)
  }

  delete(key: string): void {
    const node = this.nodes.get(key)
    if (!node) return
    unlink(node)
    this.nodes.delete(key)
  }

  deleteWhere(matches: (value: V) => boolean): void {
    for (const { key, value } of this.nodes.values()) if (matches(value)) this.delete(key)
  }

  clear(): void {
    this.nodes.clear()
    this.ring.newer = this.ring.older = this.ring
  }

  private link(node: Node<V>): void {
    const { ring } = this
    node.newer = ring
    node.older = ring.older
    ring.older.newer = node
    ring.older = node
  }
}

function unlink<V>({ newer, older }: Node<V>): void {
  newer.older = older
  older.newer = newer
}
