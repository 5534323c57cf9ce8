'use client'
import { useAuth } from '@clerk/nextjs'
import { useState } from 'react'

const CODE = `const token = await getToken()
const response = await fetch('/api/profile', {
  headers: { Authorization: \`Bearer \${token}\` },
})`

type Answer = { status: number; body: string } | { failure: string }

/** The same profile without tRPC: any client that can send a header gets the same answer. */
export function PlainCall() {
  const { getToken } = useAuth()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [isAsking, setIsAsking] = useState(false)

  async function ask() {
    setIsAsking(true)
    setAnswer(await callPlainly(await getToken().catch(() => null)))
    setIsAsking(false)
  }

  return (
    <section aria-labelledby="plain" className="card min-w-0 p-6">
      <h2 id="plain" className="text-lg font-semibold tracking-tight">
        The plain way
      </h2>
      <p className="text-muted mt-1.5 max-w-prose text-sm/6">The same answer over REST, for whatever does not speak tRPC. All it takes is the token.</p>
      <pre className="bg-sunken mt-4 rounded-xl break-words whitespace-pre-wrap p-4 text-[0.8125rem]/6">
        <code>{CODE}</code>
      </pre>
      <button type="button" className="button-quiet mt-4" disabled={isAsking} onClick={() => void ask()}>
        {isAsking ? 'Asking…' : 'Send the request'}
      </button>
      <div aria-live="polite">{answer && <AnswerView answer={answer} />}</div>
    </section>
  )
}

function AnswerView({ answer }: { answer: Answer }) {
  if ('failure' in answer) return <p className="text-danger mt-4 text-sm/6">{answer.failure}</p>
  return (
    <div className="mt-4">
      <p className="text-muted font-mono text-xs">GET /api/profile answered {answer.status}</p>
      <pre className="border-line mt-2 rounded-xl break-words whitespace-pre-wrap border p-4 text-[0.8125rem]/6">
        <code>{answer.body}</code>
      </pre>
    </div>
  )
}

async function callPlainly(token: string | null): Promise<Answer> {
  if (token === null) return { failure: 'There is no token: you are signed out.' }
  try {
    const response = await fetch(`${process.env.NEXT_PUBLIC_API_URL ?? ''}/api/profile`, {
      headers: { Authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
    })
    return { status: response.status, body: JSON.stringify(await response.json(), null, 2) }
  } catch {
    return { failure: 'The API is not answering. Try again in a moment.' }
  }
}
