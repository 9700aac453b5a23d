import type { ConfiguredMixer, Registry } from '../../../../core/index.js'
import { defaultRegistry } from '../../../../core/index.js'
import type { TempoMatch } from '../../../../domains/audio/index.js'
import { fail } from '../../../../core/errors.js'
import type { Mates } from '../pairs.js'
import { matesOf } from '../pairs.js'
import type { AudioFolder } from '../types.js'

/** What is mixed how: all is checked, nothing is written. */
export interface SoundJob {
  readonly folder: AudioFolder
  /** Takes the two sounds it is given. */
  readonly mixer: ConfiguredMixer
  readonly mates: Mates
  /** How tempi are matched, by mixers that ask for it. */
  readonly match?: TempoMatch
}

const WHO = 'mixFolder'
/** Pairings whose law is carried out over the whole folder, before two sounds are loaded. */
const ofFolder = ['permutation', 'derangement', 'roll', 'flip', 'tempo-groups', 'other-class']

/**
 * A mix of a folder. Partners are drawn from all its sounds: by `tempoGroups()` those of one tempo,
 * by `otherClass()` those of another class, else any other. `beatSync` without a pairing of its own
 * pairs by tempo: by groups of 3 bpm, or, if it stretches, by as much as it may.
 *
 * @throws OPTION for a mixer that does not mix waveforms, or pairs by what a folder cannot tell
 */
export function soundJob (
  folder: AudioFolder, mixer: ConfiguredMixer, registry: Registry = defaultRegistry
): SoundJob {
  if (!['audio', 'any'].includes(mixer.domain))
    throw fail('OPTION', WHO, 'mixer', 'must mix waveforms', `${mixer.domain}/${mixer.name}`)
  const pool = mixer.pools.find(name => name !== 'batch')
  if (pool !== undefined) throw fail('POOL', WHO, pool, ['batch'])
  const name = `audio/${mixer.name}`
  const known = registry.list('mixer').find(each => each.name === name)
  const { pairing, ...options } = mixer.options as {
    readonly pairing?: { readonly name: string } & Partial<TempoMatch>
  } & Readonly<Record<string, unknown>>
  if (pairing === undefined || known === undefined)
    return { folder, mixer, mates: matesOf(folder.files, 'any') }
  if (!ofFolder.includes(pairing.name))
    throw fail('OPTION', WHO, 'pairing', `must be one of ${ofFolder.join(', ')}`, pairing.name)
  const match = matchOf(mixer, pairing)
  const mates = matesOf(folder.files,
    match ?? (pairing.name === 'other-class' ? 'other-class' : 'any'))
  const rate = mixer.name === 'beat-sync' ? { sampleRate: folder.sampleRate } : {}
  const two = registry.configure(name, { ...given(options), ...rate, pairing: 'roll' })
  return { folder, mixer: two, mates, ...match === undefined ? {} : { match } }
}

function matchOf (
  { name, options }: ConfiguredMixer, pairing: { readonly name: string } & Partial<TempoMatch>
): TempoMatch | undefined {
  const { stretch, maxStretch } = options as { stretch?: string, maxStretch?: number }
  if (pairing.name === 'tempo-groups') {
    const { width = 3, tolerance, octaves = false } = pairing
    return { width, octaves, ...tolerance === undefined ? {} : { tolerance } }
  }
  if (name !== 'beat-sync' || pairing.name !== 'permutation') return undefined
  return { width: 3, octaves: false, ...stretch === 'wsola' ? { tolerance: maxStretch } : {} }
}

/** Options without those that were left out. */
function given (options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== null))
}
