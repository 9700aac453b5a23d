/** How much of its past a mean teacher keeps at a step: min(1 - 1 / (step + 1), `most`). */
export function teacherDecay (step: number, most = 0.999): number {
  return Math.min(1 - 1 / (step + 1), most)
}

/** A coefficient that grows from 0 to 1: in a line (MixMatch), or as exp(-5 (1 - s)²). */
export function warmUp (step: number, length: number, kind: 'linear' | 'exponential'): number {
  const share = length > 0 ? Math.min(Math.max(step / length, 0), 1) : 1
  return kind === 'linear' ? share : Math.exp(-5 * (1 - share) ** 2)
}
