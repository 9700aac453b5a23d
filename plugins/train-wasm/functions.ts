import type { KernelModule } from '../../core/tensor/kernels/wasm/module.js'
import { kernelModule } from '../../core/tensor/kernels/wasm/module.js'
import { code } from './code.js'

/** The functions of assembly/, which says what their numbers are. */
export type Kernels = Readonly<{
  clear (to: number, bytes: number): void
  copyRows (
    to: number, toStep: number, from: number, fromStep: number, rows: number, bytes: number
  ): void
  repeatChannels (
    to: number, toStep: number, from: number, pixels: number, channels: number, times: number
  ): void
  foldChannels (
    to: number, from: number, fromStep: number, pixels: number, channels: number, times: number
  ): void
  repeatRows (to: number, from: number, rows: number, bytes: number, times: number): void
  packFilter (to: number, from: number, taps: number, channels: number): void
  filterLine (
    dw: number, x: number, dy: number, pixels: number, step: number, taps: number, channels: number
  ): void
  inputLine (
    dx: number, w: number, dy: number, pixels: number, step: number, taps: number, channels: number
  ): void
  depthwiseFilterLine (
    dw: number, x: number, dy: number, pixels: number, step: number, channels: number
  ): void
  depthwiseInputLine (
    dx: number, w: number, dy: number, pixels: number, step: number, channels: number
  ): void
  maxPoolLine (
    dx: number, x: number, planes: number, planeStep: number, rows: number, rowStep: number,
    dy: number, pixels: number, left: number, stride: number, taps: number, dilation: number,
    width: number, channels: number
  ): void
}>

export const kernels: KernelModule<Kernels> = kernelModule<Kernels>(code)
