import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod'
import './ui/styles.ts'
import { App } from './app/App.tsx'

// Zod compiles its parsers with `new Function` where it may; the page's policy forbids eval, and
// the mere try would be reported as a violation.
z.config({ jitless: true })

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
