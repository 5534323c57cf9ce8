'use client'
import { useDeferredValue, useSyncExternalStore, type ComponentProps } from 'react'

/** Every zone that this browser knows. The server's list may differ, so it renders the chosen one only. */
export function TimeZoneSelect({ defaultValue, ...props }: ComponentProps<'select'> & { defaultValue: string }) {
  // Some 450 options are rendered when there is time, and not before the page can be used.
  const zones = useDeferredValue(useSyncExternalStore(subscribe, supportedZones, () => NONE))
  const shown = zones.includes(defaultValue) ? zones : [defaultValue, ...zones]
  return (
    <select {...props} defaultValue={defaultValue} className="field px-2">
      {shown.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </select>
  )
}

const NONE: readonly string[] = []
let known: readonly string[] | undefined

// The same array each time, or React would take it for a change; UTC is not in every browser's list.
function supportedZones(): readonly string[] {
  return (known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])])
}

function subscribe() {
  return () => {}
}
