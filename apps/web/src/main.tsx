import './jitlessZod.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/styles.ts'
import { App } from './app/App.tsx'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
