/** What `#kernels` means in browsers, where a page had better load those of its backend alone. */
const kernels: Readonly<Record<string, () => Promise<unknown>>> = {
  webgpu: () => import('./webgpu/index.js')
}

/** Loads the kernels of a backend; until then its operations are composed. */
export async function loadKernels (backend: string): Promise<void> {
  await kernels[backend]?.()
}
