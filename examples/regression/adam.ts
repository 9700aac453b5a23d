import type { NamedTensorMap, Variable } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** An optimiser by hand. */
export interface Optimiser {
  /** Moves the variables against their gradients, by name. */
  step (gradients: NamedTensorMap): void
  dispose (): void
}

export interface AdamOptions {
  readonly rate: number
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
}

/**
 * Adam (Kingma and Ba, arXiv:1412.6980, algorithm 1) with its bias correction in double precision.
 * That of tfjs keeps the powers of beta as float32 variables, whose error of 1e-5 is larger than
 * what a training is compared by.
 */
export function adam (
  variables: readonly Variable[], { rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions
): Optimiser {
  const moments = variables.map(variable => ({
    variable,
    first: tf.variable(tf.zerosLike(variable), false),
    second: tf.variable(tf.zerosLike(variable), false)
  }))
  let steps = 0
  return {
    step: gradients => {
      steps++
      const size = rate / (1 - beta1 ** steps)
      const root = Math.sqrt(1 - beta2 ** steps)
      tf.tidy(() => {
        for (const { variable, first, second } of moments) {
          const gradient = gradients[variable.name]
          first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)))
          second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)))
          const scale = tf.add(tf.div(tf.sqrt(second), root), epsilon)
          variable.assign(tf.sub(variable, tf.mul(tf.div(first, scale), size)))
        }
      })
    },
    dispose: () => { moments.forEach(({ first, second }) => { tf.dispose([first, second]) }) }
  }
}
