import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { Suspense } from 'react'
import { Link } from 'wouter'
import classes from './frame.module.css'
import { KeyboardHelp } from './KeyboardHelp.tsx'
import { lazyPart } from '../ui/lazyPart.ts'

// What the API says is read by Zod, which is drawn after the frame that needs none of it.
const Workspace = lazyPart(() => import('./Workspace.tsx'))

/** What stands on top of every page: where one is, and which workspace it is about. */
export function Header() {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'

  return (
    <header className={classes.header}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <Link href="/" className={classes.brand}>
        <img src="/favicon.svg" width={20} height={20} alt="" />
        Sync Builder
      </Link>
      <Suspense>
        <Workspace />
      </Suspense>
      <span className={classes.spacer} />
      <KeyboardHelp />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={isDark ? 'Use light colors' : 'Use dark colors'}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </header>
  )
}
