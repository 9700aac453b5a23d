/**
 * A colour whose hue has gone on by a share of its circle, and whose saturation is multiplied and
 * cut to 0 … 1; by the hexagonal model (Smith, SIGGRAPH 1978).
 *
 * @param color - red, green, blue, 0 … 255
 * @returns the same, 0 … 255
 */
export function turnedHue (
  [red, green, blue]: ArrayLike<number> & Iterable<number>, turn: number, saturation: number
): [red: number, green: number, blue: number] {
  const value = Math.max(red, green, blue)
  const chroma = value - Math.min(red, green, blue)
  if (chroma === 0) return [red, green, blue]
  const sixth = value === red ? (green - blue) / chroma
    : value === green ? 2 + (blue - red) / chroma
      : 4 + (red - green) / chroma
  const hue = 6 * fraction(sixth / 6 + turn)
  const wide = value * Math.min(1, Math.max(0, saturation * chroma / value))
  // A channel is full within a sixth of its hue to either side, and fades over the next
  const channel = (shift: number): number => {
    const along = (shift + hue) % 6
    return value - wide * Math.max(0, Math.min(along, 4 - along, 1))
  }
  return [channel(5), channel(3), channel(1)]
}

function fraction (value: number): number {
  return value - Math.floor(value)
}
