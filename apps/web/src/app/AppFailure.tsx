/** The last resort, when not even the frame can be drawn: nothing of ours is used in it. */
export function AppFailure() {
  return (
    <main style={{ maxWidth: 480, margin: '15vh auto', padding: 16, fontFamily: 'system-ui' }}>
      <h1>Sync Builder could not be shown</h1>
      <p>Drafts stay in this browser. Reload the page to try again.</p>
      <button type="button" onClick={() => window.location.reload()}>
        Reload
      </button>
    </main>
  )
}
