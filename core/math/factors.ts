/** Primes above this are cheaper by a convolution than by their own plain transform. */
const LARGEST_RADIX = 13

/** Fours first, since their pass is the cheapest, then the primes in rising order. */
export function factors (length: number): number[] {
  const list: number[] = []
  let rest = length
  const take = (factor: number): void => {
    for (; rest % factor === 0; rest /= factor) list.push(factor)
  }
  take(4)
  take(2)
  for (let factor = 3; factor * factor <= rest; factor += 2) take(factor)
  if (rest > 1) list.push(rest)
  return list
}

/** The same where a pass for each of them is the best way; nothing where it is not. */
export function smallFactors (length: number): number[] | undefined {
  const list = factors(length)
  return list.every(factor => factor <= LARGEST_RADIX) ? list : undefined
}
