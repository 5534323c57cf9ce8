import { SignIn } from '@clerk/nextjs'
import type { Metadata } from 'next'
import { AuthPage } from '../../../site/auth-page.tsx'
import { FormSkeleton } from '../../../site/form-skeleton.tsx'

const skeleton = <FormSkeleton fields={1} />

export const metadata: Metadata = { title: 'Sign in' }

export default function SignInPage() {
  return (
    <AuthPage skeleton={skeleton} title="Sign in">
      <SignIn fallback={skeleton} />
    </AuthPage>
  )
}
