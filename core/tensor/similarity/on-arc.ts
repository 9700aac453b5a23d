/** Above this cosine the series holds, to 1e-9. */
export const NEAR = 1 - 1e-4
/** Below this cosine the two rows are opposite: float32 does not tell their arc. */
export const OPPOSITE = -1 + 1e-6

/** One weight, for kernels that run number by number on the host: as `arcWeight` composes it. */
export function weightOnArc (cosine: number, l: number, first: boolean): number {
  if (cosine < OPPOSITE) return Number(l > 0.5 || (l === 0.5 && first))
  if (cosine <= NEAR) {
    const theta = Math.acos(cosine)
    return Math.sin(l * theta) / Math.sin(theta)
  }
  const rest = Math.max(0, 1 - cosine)
  const u = rest * 2 + rest * rest / 3
  const second = (7 + l * l * (3 * l * l - 10)) / 360
  return l * (1 + u * ((1 - l * l) / 6 + u * second))
}

/** Its derivative by the cosine: as `arcSlope` composes it. */
export function slopeOnArc (cosine: number, l: number): number {
  if (cosine < OPPOSITE) return 0
  if (cosine > NEAR) return -l * (1 - l * l) / 3
  const theta = Math.acos(cosine)
  const sine = Math.sin(theta)
  const along = l * Math.cos(l * theta) * sine - Math.sin(l * theta) * Math.cos(theta)
  return -along / sine ** 3
}
