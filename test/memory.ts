import { readFileSync } from 'node:fs'

/**
 * The most memory that this process has had since it began, or since its peak was forgotten
 * (`/proc/self/clear_refs`), in bytes. Linux only. `process.resourceUsage().maxRSS` will not do: in
 * a child it starts at the peak of the process that made it.
 */
export function peakMemory (): number {
  const status = readFileSync('/proc/self/status', 'utf8')
  return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1])
}
