import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { HomePage } from '../home/HomePage.tsx'
import { cssVariables, theme } from '../ui/theme.ts'
import classes from './frame.module.css'
import { Header } from './Header.tsx'
import { createQueryClient } from './queryClient.ts'

const BuilderPage = lazy(() => import('./BuilderPage.tsx'))

const queryClient = createQueryClient()

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <div className={classes.page}>
          <Header />
          <Suspense fallback={null}>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/drafts/:draftId/:stepId">
                {({ draftId, stepId }) => (
                  <BuilderPage key={draftId} draftId={draftId} stepId={stepId} />
                )}
              </Route>
            </Switch>
          </Suspense>
        </div>
      </QueryClientProvider>
    </MantineProvider>
  )
}
