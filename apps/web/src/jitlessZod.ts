import * as z from 'zod/v4'

// Zod compiles its parsers with `new Function` where it may; the page's policy forbids eval, and
// the mere try is reported as a violation. It looks when the first schema is made, so the build
// puts this file in the place of `zod` (see vite.config.ts): no schema can come before it.
z.config({ jitless: true })

export * from 'zod/v4'
