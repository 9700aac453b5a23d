import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkTerms } from './check-options.js'
import type { Coefficient, HostCoefficient } from './check.js'
import { checkRows, checkSameRow, hostCoefficient, isLive, rowsOf } from './check.js'
import type { CombineAttributes } from './combine-rows.js'
import { combine, inverse, reordered } from './combine-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import { counted, matrix, pick, scale, widthOf } from './rows.js'
import { weigh } from './weigh-rows.js'

/** One part of a mix: `coefficient[i] · x[rows[i]]` for output i. */
export interface MixTerm<T extends Tensor = Tensor> {
  readonly x: T
  /** The row each output shows; absent: row i for output i. */
  readonly rows?: Int32Array
  /** One for all outputs or one each; 1 if absent. A tensor gets a gradient. */
  readonly coefficient?: Coefficient
}

/** What a kernel gets as attributes: the terms in order, each of one of the inputs. */
export interface MixAttributes {
  readonly terms: readonly HostTerm[]
  /** How many outputs. */
  readonly size: number
  /** How many rows each input has. */
  readonly counts: readonly number[]
}

export interface HostTerm {
  readonly input: number
  readonly rows?: Int32Array
  readonly coefficient: HostCoefficient
}

/** Kernel `RemixtureMixRows`: inputs are the different tensors of the terms, float32. */
export const mix: Operation<MixAttributes> = defineOperation({
  name: 'mixRows',
  compose (inputs, { terms, size }) {
    const [first, ...others] = terms.map(({ input, rows, coefficient }) => {
      const all = matrix(inputs[input], widthOf(inputs[input]))
      return scale(rows === undefined ? all : pick(all, rows), coefficient)
    })
    const sum = others.reduce((total, term) => tf.add(total, term), first)
    return tf.reshape(sum, [size, ...inputs[0].shape.slice(1)])
  },
  gradient: (dy, { terms, size, counts }) => counts.map((count, input) => () => {
    const mine = terms.filter(term => term.input === input)
    const back = mine.map(term => reversed(term, count))
    return back.every(term => term !== undefined)
      ? mix([dy], { terms: back, size: count, counts: [size] })
      : combine([dy], gathered(mine, size, count))
  })
})

/** The term that carries a gradient back, if every row is shown by just one output. */
function reversed ({ rows, coefficient }: HostTerm, count: number): HostTerm | undefined {
  if (rows === undefined) return { input: 0, coefficient }
  const back = inverse(rows, count)
  return back && { input: 0, rows: back, coefficient: reordered(coefficient, back) }
}

/** All ways back from the outputs to the rows they show, as one combination. */
function gathered (
  terms: readonly HostTerm[], size: number, count: number
): CombineAttributes {
  const outputs = new Int32Array(terms.length * size)
  const rows = new Int32Array(terms.length * size)
  const coefficients = new Float64Array(terms.length * size)
  terms.forEach((term, t) => {
    outputs.set(term.rows ?? counted(size), t * size)
    rows.set(counted(size), t * size)
    const { coefficient } = term
    if (typeof coefficient === 'number') coefficients.fill(coefficient, t * size, (t + 1) * size)
    else coefficients.set(coefficient, t * size)
  })
  return { outputs, rows, coefficients, size: count, count: size }
}

/**
 * A weighted sum of rows: `out[i] = Σ coefficient_s[i] · x_s[rows_s[i]]`.
 *
 * Every product and every sum is rounded to float32, in the order of the terms: two terms are, bit
 * for bit, `lambda * x + (1 - lambda) * x[partner]` of array libraries (Zhang et al., mixup,
 * arXiv:1710.09412, eq. 1). A coefficient of 0 still multiplies: 0 times infinity is not a number.
 *
 * Differentiable with respect to every `x` and every coefficient that is a tensor. Terms may share
 * a tensor: then it is read once, and its gradient is one pass too.
 *
 * @param terms - at least one; float32 `[n_s, ...row]` of one row shape, as many outputs in all
 * @returns float32 `[n, ...row]`
 * @throws TENSOR for shapes that differ, rows out of range, coefficients that are not finite
 */
export function mixRows<T extends Tensor> (terms: ReadonlyArray<MixTerm<T>>): T {
  const who = 'mixRows'
  checkTerms(terms, who)
  terms.forEach(({ x }, t) => {
    checkRows(x, who, `terms[${t}].x`)
    checkSameRow(x, terms[0].x, who, `terms[${t}].x`)
  })
  const size = terms[0].rows?.length ?? terms[0].x.shape[0]
  const live = terms.map(({ coefficient }, t) =>
    isLive(coefficient, size, who, `terms[${t}].coefficient`))
  if (!live.includes(true)) return mixHost(terms, size) as T
  return tf.tidy(() => terms
    .map((term, t) => live[t] ? liveTerm(term, size, t) : mixHost([term], size, t))
    .reduce((sum, term) => tf.add(sum, term))) as T
}

/** @param first - the number of the first term, for errors */
function mixHost (terms: readonly MixTerm[], size: number, first = 0): Tensor {
  const inputs = [...new Set(terms.map(({ x }) => x))]
  return mix(inputs, {
    terms: terms.map(({ x, rows, coefficient }, t) => ({
      input: inputs.indexOf(x),
      rows: rowsOf(rows, x, size, 'mixRows', `terms[${first + t}].rows`),
      coefficient: hostCoefficient(coefficient, size, 'mixRows', `terms[${first + t}].coefficient`)
    })),
    size,
    counts: inputs.map(x => x.shape[0])
  })
}

/** A term with a coefficient that gets a gradient. */
function liveTerm ({ x, rows, coefficient }: MixTerm, size: number, t: number): Tensor {
  const shown = rowsOf(rows, x, size, 'mixRows', `terms[${t}].rows`)
  return weigh([x, coefficient as Tensor1D], { rows: shown, count: x.shape[0] })
}
