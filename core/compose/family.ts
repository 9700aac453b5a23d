import type { ConfiguredMixer, Refusals } from '../contract/index.js'
import { fail } from '../errors.js'

/** What a composition says of itself: the domain of its parts, and all they read and refuse. */
export type Family = Pick<ConfiguredMixer,
  'name' | 'domain' | 'pools' | 'signals' | 'optionalSignals' | 'pictures' | 'refuses'>

/**
 * @throws OPTION if `mixers` is empty, holds something else than configured mixers, or mixers of
 *   several domains
 */
export function family<Live> (name: string, mixers: ReadonlyArray<ConfiguredMixer<Live>>): Family {
  checkMixers(name, mixers)
  const domains = [...new Set(mixers.map(mixer => mixer.domain))].filter(domain => domain !== 'any')
  if (domains.length > 1) throw fail('OPTION', name, 'mixers', 'must share one domain', domains)
  const union = (pick: (mixer: ConfiguredMixer<Live>) => readonly string[]): readonly string[] =>
    [...new Set(mixers.flatMap(pick))]
  const optional = union(mixer => mixer.optionalSignals ?? [])
  return {
    name,
    domain: domains[0] ?? 'any',
    pools: union(mixer => mixer.pools),
    signals: union(mixer => mixer.signals),
    ...optional.length > 0 && { optionalSignals: optional },
    pictures: union(mixer => mixer.pictures ?? []),
    refuses: Object.assign({}, ...mixers.map(({ refuses }) => refuses)) as Refusals
  }
}

function checkMixers (who: string, mixers: unknown): void {
  if (!Array.isArray(mixers) || mixers.length === 0)
    throw fail('OPTION', who, 'mixers', 'must be a list of at least one mixer', mixers)
  Array.from<unknown>(mixers).forEach((mixer, i) => { checkMixer(who, `mixers[${i}]`, mixer) })
}

/** @throws OPTION for what is no configured mixer: for a factory that was not called, too */
export function checkMixer (
  who: string, option: string, mixer: unknown
): asserts mixer is ConfiguredMixer {
  const { name, domain, pools, signals, plan, refine } = Object(mixer) as Partial<ConfiguredMixer>
  const sound = typeof name === 'string' && typeof domain === 'string' && Array.isArray(pools) &&
    Array.isArray(signals) && typeof plan === 'function' && typeof refine === 'function'
  if (sound) return
  throw fail('OPTION', who, option, 'must be a configured mixer such as cutmix()', mixer)
}
