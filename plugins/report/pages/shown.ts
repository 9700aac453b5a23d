import type { ConfiguredMixer, GivenOptions } from '../../../core/index.js'
import { mirror, yoco } from '../../../domains/image/index.js'
import type { Head } from '../head.js'

/** How a mixer is shown on its page, where its defaults show less of it. */
const chosen: Readonly<Record<string, GivenOptions>> = {
  'image/cropmix': { views: 3, operation: 'cutmix' },
  'image/cutmix': { per: 'sample' },
  'image/puzzlemix': { transport: false },
  'image/mixup': { per: 'sample' },
  'image/timm': { mode: 'elem', mixupAlpha: 0.8, cutmixAlpha: 1 }
}

/** Methods that are made of a mixer, which have a picture and no page. */
export const composed: ReadonlyArray<
  { readonly name: string, readonly head: Head, make (): ConfiguredMixer }
> = [{
  name: 'yoco',
  head: [
    'YOCO: images are cut in two, and each half is augmented by itself, here by `mirror()`.',
    'Han et al., ICML 2022, arXiv:2201.12078 (JunlinHan/YOCO@cc8962d): a coin cuts all images of ' +
      'a batch at half their width or height; each half draws anew. `yoco(mixer)` takes any ' +
      'mixer that shows images everywhere.'
  ],
  make: () => yoco(mirror())
}]

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
