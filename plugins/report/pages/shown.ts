import type { GivenOptions } from '../../../core/index.js'

/** How a mixer is shown on its page, where its defaults show less of it. */
const chosen: Readonly<Record<string, GivenOptions>> = {
  'image/cutmix': { per: 'sample' },
  'image/mixup': { per: 'sample' },
  'image/timm': { mode: 'elem', mixupAlpha: 0.8, cutmixAlpha: 1 }
}

/** The options of a mixer's picture, by its name in the registry. */
export function shownOptions (mixer: string): GivenOptions {
  return chosen[mixer] ?? {}
}

/** Options as a program writes them. */
export function asCode (options: GivenOptions): string {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${literal(value)}`)
  return entries.length === 0 ? '' : `{ ${entries.join(', ')} }`
}

function literal (value: unknown): string {
  return JSON.stringify(value).replaceAll('"', "'")
}
