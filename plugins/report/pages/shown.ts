import type { GivenOptions } from '../../../core/index.js'

/** How a mixer is shown on its page, where its defaults show less of it. */
const chosen: Readonly<Record<string, GivenOptions>> = {
  'image/cutmix': { per: 'sample' },
  'image/puzzlemix': { transport: false },
  'image/mixup': { per: 'sample' },
  'image/timm': { mode: 'elem', mixupAlpha: 0.8, cutmixAlpha: 1 }
}

/** The options of a mixer's picture, by its name in the registry. */
export function shownOptions (mixer: string): GivenOptions {
  return chosen[mixer] ?? {}
}

/** Options as a program writes them. */
export function asCode (options: GivenOptions): string {
  const entries = Object.entries(options).map(([name, value]) => `${key(name)}: ${literal(value)}`)
  return entries.length === 0 ? '' : `{ ${entries.join(', ')} }`
}

/** A text as a program writes it. */
export function quoted (text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A name as a program writes it, in quotes where it must be. */
function key (name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : quoted(name)
}

function literal (value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null) return asCode(value as GivenOptions) || '{}'
  return typeof value === 'string' ? quoted(value) : String(value)
}
