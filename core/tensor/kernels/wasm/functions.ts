import { code } from './code.js'
import type { KernelModule } from './module.js'
import { kernelModule } from './module.js'

/** The functions of assembly/: addresses in bytes, counts of rows, lengths of rows in bytes. */
export interface Kernels {
  readonly [name: string]: (...numbers: number[]) => void
  takeRows (out: number, x: number, rows: number, count: number, bytes: number): void
}

export const kernels: KernelModule<Kernels> = kernelModule<Kernels>(code)
