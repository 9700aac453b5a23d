/** AugMix' operations in its order: the last four are corruptions of ImageNet-C, too. */
export const operationNames = [
  'autocontrast', 'equalize', 'posterize', 'rotate', 'solarize', 'shear-x', 'shear-y',
  'translate-x', 'translate-y', 'color', 'contrast', 'brightness', 'sharpness'
] as const

export type OperationName = typeof operationNames[number]

/** Those that the authors train with. */
export const usualOperations: readonly OperationName[] = operationNames.slice(0, 9)

const moving: readonly string[] = ['rotate', 'shear-x', 'shear-y', 'translate-x', 'translate-y']

/** Whether an operation moves what is seen; it then goes either way, by the sign of its level. */
export function isMoving (name: string): boolean {
  return moving.includes(name)
}

/** Whether an operation does the same at every level. */
export function isLevelless (name: string): boolean {
  return name === 'autocontrast' || name === 'equalize'
}
