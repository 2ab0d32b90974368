import './ui/styles.ts'

// The shell of index.html is painted first: what follows keeps the page busy for a while. The time
// limit is for a tab in the background, which paints nothing.
await new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve))
  setTimeout(resolve, 200)
})
const { start } = await import('./app/start.tsx')
start(document.getElementById('root')!)
