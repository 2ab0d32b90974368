import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../api/session.ts'
import classes from './frame.module.css'

/** Which workspace all is about, and which API is called; nothing until that is known. */
export default function Workspace() {
  const session = useQuery(sessionQuery)
  const name = session.data?.workspace?.name
  const upstream = session.data?.upstream
  return (
    <>
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
    </>
  )
}
