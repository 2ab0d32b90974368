import {
  ActionIcon,
  Badge,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { sessionQuery } from '../api/session.ts'
import classes from './frame.module.css'

/** What stands on top of every page: where one is, and which workspace it is about. */
export function Header() {
  const session = useQuery(sessionQuery)
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const name = session.data?.workspace?.name
  const upstream = session.data?.upstream

  return (
    <header className={classes.header}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <Link href="/" className={classes.brand}>
        <img src="/favicon.svg" width={20} height={20} alt="" />
        Sync Builder
      </Link>
      {name && (
        <Text size="sm" c="dimmed" className={classes.workspace} title={name}>
          Workspace: {name}
        </Text>
      )}
      {upstream && (
        <Badge
          variant="light"
          color="gray"
          tt="none"
          title={upstream.sandbox ? 'A local server with made-up data' : 'The API that is called'}
        >
          {upstream.sandbox ? 'Sandbox' : upstream.host}
        </Badge>
      )}
      <span className={classes.spacer} />
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
