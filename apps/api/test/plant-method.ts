import { UserRouter } from '../src/user/user.router.ts'

/** Adds a method without a declaration to a router class, as a careless edit would; returns what takes it away. */
export function plantMethod(name: string): () => void {
  Object.defineProperty(UserRouter.prototype, name, { value: Object.defineProperty(() => 'everything', 'name', { value: name }), configurable: true, enumerable: false, writable: true })
  return () => void Reflect.deleteProperty(UserRouter.prototype, name)
}
