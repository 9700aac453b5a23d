import type { When } from '../deadly.js'

/** What a mix writes, in turn. */
export type Phase = 'write' | 'rename' | 'labels' | 'plans' | 'manifest'

/** Where a process dies: at the n-th such moment after a first batch is finished. */
export interface Deadly {
  readonly phase: Phase
  readonly when: When
  readonly nth: number
  readonly out: string
  readonly total: number
}

export type Death = Pick<Deadly, 'phase' | 'when' | 'nth'>

/** Twenty deaths, four in every phase. */
export const deaths: readonly Death[] = [
  { phase: 'write', when: 'before', nth: 2 },
  { phase: 'write', when: 'middle', nth: 1 },
  { phase: 'write', when: 'middle', nth: 3 },
  { phase: 'write', when: 'after', nth: 4 },
  { phase: 'rename', when: 'before', nth: 1 },
  { phase: 'rename', when: 'before', nth: 2 },
  { phase: 'rename', when: 'after', nth: 1 },
  { phase: 'rename', when: 'after', nth: 5 },
  { phase: 'labels', when: 'before', nth: 1 },
  { phase: 'labels', when: 'middle', nth: 1 },
  { phase: 'labels', when: 'middle', nth: 2 },
  { phase: 'labels', when: 'after', nth: 2 },
  { phase: 'plans', when: 'before', nth: 1 },
  { phase: 'plans', when: 'middle', nth: 1 },
  { phase: 'plans', when: 'middle', nth: 2 },
  { phase: 'plans', when: 'after', nth: 1 },
  { phase: 'manifest', when: 'before', nth: 1 },
  { phase: 'manifest', when: 'middle', nth: 1 },
  { phase: 'manifest', when: 'after', nth: 2 },
  { phase: 'manifest', when: 'renamed', nth: 1 }
]

/** One mix that dies in every phase, again and again. */
export const chain: readonly Death[] = [
  { phase: 'manifest', when: 'after', nth: 2 },
  { phase: 'plans', when: 'before', nth: 1 },
  { phase: 'labels', when: 'after', nth: 2 },
  { phase: 'rename', when: 'after', nth: 1 },
  { phase: 'write', when: 'after', nth: 4 }
]
