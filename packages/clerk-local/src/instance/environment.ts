import type { Instance } from './instance.ts'

/** What a server needs to verify an instance's tokens and call its Backend API. */
export function apiEnvironment(instance: Instance, url: string): Record<string, string> {
  return {
    CLERK_PUBLISHABLE_KEY: instance.publishableKey,
    CLERK_SECRET_KEY: instance.secretKey,
    CLERK_API_URL: loopback(url),
    CLERK_TELEMETRY_DISABLED: '1',
    CLERK_WEBHOOK_SIGNING_SECRET: instance.webhookSecret,
  }
}

/** What a Next app needs: the same, and a Frontend API behind its own origin at `/__clerk`. */
export function webEnvironment(instance: Instance, url: string): Record<string, string> {
  return {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: instance.publishableKey,
    CLERK_SECRET_KEY: instance.secretKey,
    CLERK_API_URL: loopback(url),
    CLERK_FAPI_URL: `${loopback(url)}/i/${instance.name}`,
    NEXT_PUBLIC_CLERK_PROXY_URL: '/__clerk',
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
    NEXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up',
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
    CLERK_TELEMETRY_DISABLED: '1',
    CLERK_WEBHOOK_SIGNING_SECRET: instance.webhookSecret,
  }
}

/**
 * What a Vite app hands to its `ClerkProvider`, since there is no proxy in its own server: the Frontend API and the bundles
 * come from the stand-in's origin. The last three are for a server of its own.
 */
export function viteEnvironment(instance: Instance, url: string): Record<string, string> {
  const frontendApi = `${url}/i/${instance.name}`
  return {
    VITE_CLERK_PUBLISHABLE_KEY: instance.publishableKey,
    VITE_CLERK_PROXY_URL: frontendApi,
    VITE_CLERK_JS_URL: `${frontendApi}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    VITE_CLERK_UI_URL: `${frontendApi}/npm/@clerk/ui@1/dist/ui.browser.js`,
    VITE_CLERK_SIGN_IN_URL: '/sign-in',
    VITE_CLERK_SIGN_UP_URL: '/sign-up',
    VITE_CLERK_TELEMETRY_DISABLED: '1',
    CLERK_SECRET_KEY: instance.secretKey,
    CLERK_API_URL: loopback(url),
    CLERK_WEBHOOK_SIGNING_SECRET: instance.webhookSecret,
  }
}

/** By number: `localhost` may mean ::1 first, where nothing listens. */
const loopback = (url: string) => url.replace('//localhost', '//127.0.0.1')
