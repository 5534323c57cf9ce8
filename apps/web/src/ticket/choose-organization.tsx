'use client'
import { OrganizationSwitcher } from '@clerk/nextjs'
import { AfterHydration } from '../site/after-hydration.tsx'
import { Notice } from '../site/notice.tsx'

/** Tickets belong to an organization; this is for somebody who has none active. */
export function ChooseOrganization() {
  return (
    <Notice
      title="Choose an organization"
      action={
        <AfterHydration>
          <OrganizationSwitcher hidePersonal afterSelectOrganizationUrl="/tickets" afterCreateOrganizationUrl="/tickets" />
        </AfterHydration>
      }
    >
      <p>Tickets belong to an organization, and none is active. Choose one, or create one.</p>
    </Notice>
  )
}
