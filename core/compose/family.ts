import type { ConfiguredMixer } from '../contract/index.js'
import { fail } from '../errors.js'

/** What a composition says of itself: the one domain, and all pools and signals, of its parts. */
export type Family = Pick<ConfiguredMixer, 'name' | 'domain' | 'pools' | 'signals'>

/**
 * @throws OPTION if `mixers` is empty, holds something else than configured mixers, or mixers of
 *   several domains
 */
export function family<Live> (name: string, mixers: ReadonlyArray<ConfiguredMixer<Live>>): Family {
  if (mixers.length === 0)
    throw fail('OPTION', name, 'mixers', 'must have at least 1 entry', mixers)
  const stranger = mixers.find(mixer =>
    typeof (mixer as Partial<ConfiguredMixer> | null)?.plan !== 'function'
  )
  if (stranger !== undefined || mixers.includes(undefined as never)) {
    throw fail('OPTION', name, 'mixers', 'must be configured mixers such as cutmix()', stranger)
  }
  const domains = [...new Set(mixers.map(mixer => mixer.domain))].filter(domain => domain !== 'any')
  if (domains.length > 1) throw fail('OPTION', name, 'mixers', 'must share one domain', domains)
  const union = (pick: (mixer: ConfiguredMixer<Live>) => readonly string[]): readonly string[] =>
    [...new Set(mixers.flatMap(pick))]
  return {
    name,
    domain: domains[0] ?? 'any',
    pools: union(mixer => mixer.pools),
    signals: union(mixer => mixer.signals)
  }
}
