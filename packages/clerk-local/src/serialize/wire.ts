/**
 * A resource as it really travels. Clerk answers `null` for fields that the SDK's types call present, and leaves `id` and
 * `object` out of what is nested in a resource; everything else has to be as the types say.
 */
export type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? { [K in keyof T as Exclude<K, 'id' | 'object'>]: Wire<T[K]> | null } & { [K in keyof T as Extract<K, 'id' | 'object'>]?: T[K] }
    : T

/** Says that `json` is the resource, after its form was checked against what travels. */
export function sent<T>(json: Wire<T>): T {
  return json as unknown as T // what the two differ in is what Wire documents
}
