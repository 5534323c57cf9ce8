import { SignIn } from '@clerk/nextjs'
import type { Metadata } from 'next'
import { AuthPage } from '../../../site/auth-page.tsx'
import { FormOutline, FormSkeleton } from '../../../site/form-skeleton.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default function SignInPage() {
  return (
    <AuthPage outline={<FormOutline fields={1} />} title="Sign in">
      <SignIn fallback={<FormSkeleton fields={1} />} />
    </AuthPage>
  )
}
