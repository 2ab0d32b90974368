import * as z from 'zod'

// Zod compiles its parsers with `new Function` where it may; the page's policy forbids eval, and
// the mere try is reported as a violation. It looks when the first schema is made: the build keeps
// this file in Zod's own chunk (vite.config.ts), which runs before any that makes one.
z.config({ jitless: true })
