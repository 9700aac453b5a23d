import type { ExecutionContext } from 'ava'
import { run } from './child.js'
import type { Soaked } from './soak.js'

/** Bytes that may stay resident for every batch, on average. */
const RESIDENT = 1024
/** Over fewer batches than these the collector's own coming and going is more than that. */
const ENOUGH = 2_000

/** Runs a soak in a process of its own. */
export async function soaked (
  backend: string, count: number, warmUp: number, leak = ''
): Promise<Soaked & { readonly growth: number, readonly stderr: string }> {
  const { stdout, stderr } = await run('soak.js', backend, String(count), String(warmUp), leak)
  const all = JSON.parse(stdout) as Soaked
  return { ...all, growth: (all.end.resident - all.warm.resident) / all.between, stderr }
}

/** Runs a soak and checks that nothing grew. */
export async function soaks (
  t: ExecutionContext, backend: string, count: number, warmUp: number
): Promise<void> {
  const { stderr, mixed, thrown, between, warm, end, growth, seconds } =
    await soaked(backend, count, warmUp)
  t.is(stderr, '')
  t.true(mixed >= count * 0.9)
  t.is(thrown, Math.round((mixed + thrown) / 10))
  for (const what of ['tensors', 'buffers', 'bytes', 'heap'] as const)
    t.is(end[what], warm[what], `${what} after ${count} batches`)
  if (between >= ENOUGH) t.true(growth < RESIDENT, `${growth} bytes a batch`)
  t.log(`${mixed} batches in ${seconds.toFixed(1)} s, ${growth.toFixed(0)} bytes resident a batch`)
}
