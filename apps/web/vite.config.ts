import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { chunkGroups } from './chunks.ts'
import { paintShellFirst } from './paintShellFirst.ts'
import { precompress } from './precompress.ts'

// Where the proxy listens while developing; `npm run dev` starts it there.
const proxy = `http://127.0.0.1:${process.env.PORT ?? '4600'}`

export default defineConfig({
  plugins: [react(), paintShellFirst('/app/start.tsx'), precompress()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    // The icons' index re-exports some 6,000 modules; only those in use are to be compiled.
    rolldownOptions: {
      experimental: { lazyBarrel: true },
      checks: { largeBarrelModules: false },
      output: {
        codeSplitting: { groups: chunkGroups },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    // The proxy answers only to its own Host and Origin, so both are put in its terms.
    proxy: {
      '/api': { target: proxy, changeOrigin: true, headers: { origin: proxy } },
      '/app': { target: proxy, changeOrigin: true, headers: { origin: proxy } },
    },
  },
})
