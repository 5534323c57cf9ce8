import { SignUp } from '@clerk/nextjs'
import type { Metadata } from 'next'
import { AuthPage } from '../../../site/auth-page.tsx'
import { FormSkeleton } from '../../../site/form-skeleton.tsx'

const skeleton = <FormSkeleton fields={2} />

export const metadata: Metadata = { title: 'Sign up' }

export default function SignUpPage() {
  return (
    <AuthPage skeleton={skeleton} title="Sign up">
      <SignUp fallback={skeleton} />
    </AuthPage>
  )
}
