import { fail } from '../errors.js'

/**
 * What every draw demands of its parameters. Each throws DRAW, which names the draw, says what is
 * allowed and what was got; none gives anything back.
 */
export const parameters = {
  uniform (name: string, low: number, high: number): void {
    if (!Number.isFinite(low) || !Number.isFinite(high - low) || low > high) {
      throw fail('DRAW', name, 'needs low <= high, a finite distance apart', [low, high])
    }
  },

  int (name: string, low: number, end: number): void {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(end) || low >= end) {
      throw fail('DRAW', name, 'needs whole numbers with low < end', [low, end])
    }
    if (end - low >= 2 ** 53) throw fail('DRAW', name, 'needs a range below 2^53', [low, end])
  },

  gamma (name: string, alpha: number): void {
    if (!isPositive(alpha)) throw fail('DRAW', name, 'needs alpha above 0', alpha)
  },

  beta (name: string, alpha: number, beta: number): void {
    parameters.gamma(name, alpha)
    if (!isPositive(beta)) throw fail('DRAW', name, 'needs beta above 0', beta)
  },

  dirichlet (name: string, alpha: number, size: number): void {
    parameters.gamma(name, alpha)
    if (!isCount(size) || size === 0) {
      throw fail('DRAW', name, 'needs a size that is a whole number above 0', size)
    }
  },

  chance (name: string, probability: number): void {
    if (!Number.isFinite(probability) || probability < 0 || probability > 1) {
      throw fail('DRAW', name, 'needs a probability from 0 to 1', probability)
    }
  },

  categorical (name: string, weights: ArrayLike<number>): void {
    let some = false
    for (let index = 0; index < weights.length; index++) {
      const weight = weights[index]
      if (!Number.isFinite(weight) || weight < 0) {
        throw fail('DRAW', name, 'needs weights that are finite and not negative', weight)
      }
      some ||= weight > 0
    }
    if (!some) throw fail('DRAW', name, 'needs a weight above 0', weights)
  },

  permutation (name: string, size: number): void {
    if (!isCount(size)) throw fail('DRAW', name, 'needs a size that is a whole number', size)
  }
}

function isPositive (value: number): boolean {
  return Number.isFinite(value) && value > 0
}

/** What a typed array of 32-bit numbers can count. */
function isCount (value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 31
}
