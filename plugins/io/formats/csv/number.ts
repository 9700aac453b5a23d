const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The number that a field states in decimal; undefined for anything else, and for too large. */
export function strictNumber (field: string): number | undefined {
  if (!DECIMAL.test(field)) return undefined
  const number = Number(field)
  return Number.isFinite(number) ? number : undefined
}
