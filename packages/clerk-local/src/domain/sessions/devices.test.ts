import { expect, it } from 'vitest'
import { deviceOf } from './devices.ts'

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36', { type: 'Linux', mobile: false, browser: 'Chrome', version: '156.0.0.0' }],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0', { type: 'Windows', browser: 'Microsoft Edge', version: '124.0.0.0' }],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15', { type: 'Macintosh', browser: 'Safari', version: '17.4' }],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/124.0.6367.71 Mobile/15E148 Safari/604.1', { type: 'iPhone', mobile: true, browser: 'Chrome' }],
  ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36', { type: 'Android', mobile: true, browser: 'Chrome' }],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0', { type: 'Linux', browser: 'Firefox', version: '125.0' }],
  ['curl/8.5.0', { type: null, mobile: false, browser: null, version: null }],
])('reads %s', (userAgent, device) => expect(deviceOf(userAgent)).toMatchObject(device))
