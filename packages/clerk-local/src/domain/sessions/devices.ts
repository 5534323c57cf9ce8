/** What a user agent says about the device behind it. */
export interface Device {
  /** As `<UserProfile/>` shows it: `Macintosh`, `iPhone`, `Linux`; `null` where it does not say. */
  readonly type: string | null
  readonly mobile: boolean
  readonly browser: string | null
  readonly version: string | null
}

/** More telling names first: nearly every browser also calls itself Safari, and most of them Chrome. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Microsoft Edge', /\bEdg(?:e|A|iOS)?\/([\d.]+)/],
  ['Opera', /\b(?:OPR|Opera)\/([\d.]+)/],
  ['Samsung Browser', /\bSamsungBrowser\/([\d.]+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /\bVersion\/([\d.]+).*\bSafari\//],
  ['Node', /^(?:node|undici)(?:\/([\d.]+))?/],
]

const DEVICES: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Macintosh', /\bMacintosh\b/],
  ['Chromebook', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]

export function deviceOf(userAgent: string): Device {
  const [browser, found] = BROWSERS.map(([name, pattern]) => [name, pattern.exec(userAgent)] as const).find(([, match]) => match) ?? [null, null]
  const type = DEVICES.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null
  return { type, mobile: /\bMobile\b|\biPhone\b|\biPad\b/.test(userAgent), browser, version: found?.[1] ?? null }
}
