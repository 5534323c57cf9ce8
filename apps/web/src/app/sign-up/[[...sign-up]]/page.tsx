import { SignUp } from '@clerk/nextjs'
import type { Metadata } from 'next'
import { AuthPage } from '../../../site/auth-page.tsx'
import { FormOutline, FormSkeleton } from '../../../site/form-skeleton.tsx'

export const metadata: Metadata = { title: 'Sign up' }

export default function SignUpPage() {
  return (
    <AuthPage outline={<FormOutline fields={2} />} title="Sign up">
      <SignUp fallback={<FormSkeleton fields={2} />} />
    </AuthPage>
  )
}
