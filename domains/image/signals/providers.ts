/** The functions of this domain that give a signal, as errors and pages name them. */
export const providers: Record<string, readonly string[]> = {}
