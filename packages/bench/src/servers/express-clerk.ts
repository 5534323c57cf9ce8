import { createServer } from 'node:http'
import { clerkMiddleware, getAuth } from '@clerk/express'
import express from 'express'
import { profile, profileInput, profileOutput } from './profile.ts'
import { serve } from './serve.ts'

/** Express with Clerk's own middleware. */
serve(({ instance: { jwtKey, publishableKey, secretKey, authorizedParty } }) => {
  const app = express()
  app.use(clerkMiddleware({ jwtKey, publishableKey, secretKey, authorizedParties: [authorizedParty] }))
  app.get('/trpc/user.profile', (request, response) => {
    if (!getAuth(request).userId) return void response.status(401).json({ error: 'Sign in first.' })
    profileInput.parse(JSON.parse(String(request.query['input'])).json)
    response.json({ result: { data: { json: profileOutput.parse(profile) } } })
  })
  return createServer(app)
})
