import { optional } from './optional.js'

/** An adapter of WebGPU that tensors run on. */
export interface GpuAdapter {
  /** As its driver describes it. */
  readonly name: string
  /** It runs on the processor, slower than wasm. */
  readonly software: boolean
}

/** Why WebGPU cannot be used, or the adapter and how to take back what was made for it. */
export type GpuGround =
  { readonly problem: string } | { readonly adapter: GpuAdapter, undo (): void }

interface Adapter {
  readonly isFallbackAdapter?: boolean
  readonly info?: Readonly<Record<string, unknown>>
}

interface Gpu { requestAdapter (options: { powerPreference: string }): Promise<Adapter | null> }

/** The optional peer `webgpu`: Dawn for Node. */
interface Dawn {
  create (options: readonly string[]): Gpu
  readonly globals: Readonly<Record<string, unknown>>
}

const ABSENT = 'needs navigator.gpu, which is not there; in Node it comes from "npm install webgpu"'

/**
 * Makes `navigator.gpu` present, where tfjs looks for it. In Node it comes from the optional peer
 * `webgpu`, and is put there with its globals only once an adapter has been found fit: tfjs warns
 * at length where there is none, and one in software is slower than wasm.
 *
 * @param named - the user asked for it, so an adapter in software is his choice
 */
export async function prepareGpu (named: boolean): Promise<GpuGround> {
  const { gpu } = (globalThis.navigator ?? {}) as { gpu?: Gpu }
  if (gpu !== undefined) return tested(gpu, named)
  // Dawn complains aloud where it finds no driver, so nobody who did not ask for it hears of it.
  if (!named && !hardwareIsLikely()) return { problem: 'found no GPU' }
  let dawn: Dawn
  try {
    dawn = await optional('webgpu') as Dawn
  } catch (error) {
    const { code, message } = error as Partial<Error> & { readonly code?: string }
    const broken = code !== undefined && code !== 'ERR_MODULE_NOT_FOUND'
    const reason = `has the package "webgpu", which does not load (${message?.split('\n')[0]})`
    return { problem: broken ? reason : ABSENT }
  }
  const made = dawn.create([])
  const ground = await tested(made, named)
  return 'problem' in ground ? ground : { ...ground, undo: expose(made, dawn.globals) }
}

async function tested (gpu: Gpu, named: boolean): Promise<GpuGround> {
  // As tfjs asks, so that it gets the one that was tested.
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null)
  if (adapter === null) return { problem: 'found no adapter: no GPU, or no driver for it' }
  const { name, software } = described(adapter)
  if (software && !named) return { problem: `would run in software, on ${name}` }
  return { adapter: { name, software }, undo: () => {} }
}

function described ({ isFallbackAdapter, info }: Adapter): GpuAdapter {
  // By name: they are no properties of the object itself.
  const said = [info?.description, info?.vendor, info?.architecture, info?.device]
    .filter((text): text is string => typeof text === 'string' && text !== '')
  const software = isFallbackAdapter === true || info?.isFallbackAdapter === true ||
    /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(said.join(' '))
  return { name: said[0] ?? 'an adapter without a name', software }
}

/** Whether this machine has a GPU, as far as that can be told without a driver. */
function hardwareIsLikely (): boolean {
  const { process } = globalThis
  if (process?.platform !== 'linux') return true
  const files = process.getBuiltinModule?.('node:fs')
  return files?.existsSync('/dev/dri') === true || files?.existsSync('/dev/dxg') === true ||
    files?.readdirSync('/dev').some(device => /^(nvidia\d|kfd|mali|kgsl)/.test(device)) === true
}

/**
 * Puts a GPU and the classes of WebGPU where browsers have them.
 *
 * @returns takes all of it away again
 */
function expose (gpu: Gpu, classes: Dawn['globals']): () => void {
  const added: Array<readonly [object: object, key: string]> = []
  const add = (object: object, key: string, value: unknown): void => {
    if (key in object) return
    Object.defineProperty(object, key, { value, configurable: true, writable: true })
    added.push([object, key])
  }
  for (const [name, value] of Object.entries(classes)) add(globalThis, name, value)
  add(globalThis, 'navigator', {})
  add(globalThis.navigator, 'gpu', gpu)
  return () => { for (const [object, key] of added) Reflect.deleteProperty(object, key) }
}
