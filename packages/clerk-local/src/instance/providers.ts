import type { Settings } from './settings.ts'

/** Everything that one can sign in with, without the prefix: `google`, `custom_acme`. */
export const providersOf = ({ social, customProviders }: Settings): string[] => [...new Set([...social, ...Object.keys(customProviders)])]

/** A provider's name for people: `Google`. */
export const titleOf = (provider: string): string => provider.replace(/^custom_/, '').replace(/^./, (first) => first.toUpperCase())
