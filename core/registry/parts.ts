import type {
  Domain, MixerFactory, Objective, PairingFactory, Schedule, SignalProvider
} from '../contract/index.js'

/** The parts that a registry holds by name, and what they are. */
export interface Parts {
  readonly domain: Domain
  // The option schemas of the parts differ, and factories take them as input: `any` holds them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly mixer: MixerFactory<any, any>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly pairing: PairingFactory<any>
  readonly signal: SignalProvider
  readonly objective: Objective
  readonly schedule: Schedule
}

export type Kind = keyof Parts

/** A part and where it comes from. */
export interface Listed<K extends Kind = Kind> {
  /** Qualified: `plugin/name`. */
  readonly name: string
  readonly plugin: string
  readonly part: Parts[K]
}

/** A part of a plugin, under its own name. */
export interface Entry<K extends Kind = Kind> {
  readonly kind: K
  readonly name: string
  readonly part: Parts[K]
}

/** The domain of a part; `any` for one that works in every domain. */
export function domainOf (kind: Kind, part: Parts[Kind]): string {
  if (kind === 'domain') return (part as Domain).name
  return kind === 'mixer' ? (part as Parts['mixer']).description.domain : 'any'
}
