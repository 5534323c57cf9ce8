import { SignUp } from '@clerk/nextjs'
import type { Metadata } from 'next'
import { AuthPage } from '../../../site/auth-page.tsx'
import { FormSkeleton } from '../../../site/form-skeleton.tsx'

export const metadata: Metadata = { title: 'Sign up' }

export default function SignUpPage() {
  return (
    <AuthPage title="Sign up">
      <SignUp fallback={<FormSkeleton fields={2} />} />
    </AuthPage>
  )
}
